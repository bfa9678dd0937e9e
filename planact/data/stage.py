"""What a stage is: the key of its dataset, and the code that makes it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from planact.config.schema import RunConfig
from planact.core.trajectory import Record
from planact.envs.environment import Environment
from planact.llm.chat import ChatModel
from planact.llm.prompts import Prompts
from planact.store import Artifact, Store, read_all

DATASET = "dataset.jsonl"
"""The file of a dataset's folder that holds its rows."""

Row = TypeVar("Row", bound=Record)
Inputs = Mapping[str, Artifact]


@dataclass(frozen=True)
class DataContext:
    """What every stage works with.

    Attributes:
        store: Where datasets lie.
        config: The run's config.
        environment: The benchmark, not started; a stage that needs it starts and stops it.
        teacher: Opens the teacher; a stage that needs one opens it and closes it.
        prompts: The wording of the teacher's prompts.
    """

    store: Store
    config: RunConfig
    environment: Environment
    teacher: Callable[[], ChatModel]
    prompts: Prompts


@dataclass(frozen=True)
class Stage:
    """One data-making step of section 4.

    Attributes:
        name: The stage's name, and its dataset's.
        version: Raised when the code makes other rows from the same key.
        key: The config values that the rows depend on.
        make: Writes `DATASET` into the folder, going on from what lies there, and returns the
            summary.
        inputs: The stages whose datasets it reads.
        roles: The roles it asks the teacher in; their templates are part of the key.
    """

    name: str
    version: int
    key: Callable[[DataContext], dict[str, Any]]
    make: Callable[[DataContext, Inputs, Path], dict[str, Any]]
    inputs: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()


def read_dataset(artifact: Artifact, row: type[Row]) -> list[Row]:
    """The rows of a dataset, all that its manifest counts as kept.

    Raises:
        UserError: A line is corrupt, or rows are missing; the text names the file.
    """
    return read_all(artifact, DATASET, row, artifact.summary["kept"])
