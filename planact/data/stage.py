"""What a stage is: the key of its dataset, and the code that makes it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from planact.config.schema import RunConfig
from planact.core.trajectory import Record, Trajectory
from planact.data.budget import Budget
from planact.data.teacher import Teacher
from planact.envs.environment import Environment
from planact.llm.prompts import Prompts
from planact.store import Artifact, Store, read_all

DATASET = "dataset.jsonl"
"""The file of a dataset's folder that holds its rows."""

VALIDATION_EPISODES = "validation_episodes"
"""The episodes of the planner trained so far on the validation tasks, whose failures
`targeted_plans` works on (4.3); rows of `Episode` in the file `EPISODES` of the rollout."""

ACTIONS = 8
"""Actions of a trajectory on average (4.3), for a forecast of trajectories that are not there."""

Row = TypeVar("Row", bound=Record)
Inputs = Mapping[str, Artifact]


@dataclass(frozen=True)
class DataContext:
    """What every stage works with.

    Attributes:
        store: Where datasets lie.
        config: The run's config.
        environment: The benchmark, not started; a stage that needs it starts and stops it.
        teacher: Opens the teacher of a role; whoever opens it closes it.
        prompts: The wording of the teachers' prompts.
        budget: What may be spent on them.
        others: Makes, by name, the artifacts a stage may need that no stage makes:
            `VALIDATION_EPISODES`.
        datasets: Filled with the datasets that were made or found, inputs first, for reports.
    """

    store: Store
    config: RunConfig
    environment: Environment
    teacher: Callable[[str], Teacher]
    prompts: Prompts
    budget: Budget = field(default_factory=Budget)
    others: Mapping[str, Callable[[], Artifact]] = field(default_factory=dict)
    datasets: dict[str, Artifact] = field(default_factory=dict)


@dataclass(frozen=True)
class Size:
    """How large a dataset is, or is going to be.

    Attributes:
        rows: Its rows.
        actions: Actions of its trajectories, all together.
    """

    rows: int
    actions: int = 0


@dataclass(frozen=True)
class Forecast:
    """What making a dataset takes, if all goes well.

    Attributes:
        size: Of the dataset.
        requests: To the teachers, by role; what they are asked again is not in it.
    """

    size: Size
    requests: Mapping[str, int] = field(default_factory=dict)


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
        row: What its dataset holds, for whoever shows or measures it.
        forecast: From the sizes of its inputs, what it takes to make; None for a stage that asks
            each role once about every row of its first input.
    """

    name: str
    version: int
    key: Callable[[DataContext], dict[str, Any]]
    make: Callable[[DataContext, Inputs, Path], dict[str, Any]]
    inputs: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    row: type[Record] = Trajectory
    forecast: Callable[[DataContext, Mapping[str, Size]], Forecast] | None = None


def read_dataset(artifact: Artifact, row: type[Row]) -> list[Row]:
    """The rows of a dataset, all that its manifest counts as kept.

    Raises:
        UserError: A line is corrupt, or rows are missing; the text names the file.
    """
    return read_all(artifact, DATASET, row, artifact.summary["kept"])
