"""A run of a reproduction pack, read and scored again."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from planact.core.task import Task
from planact.core.trajectory import Episode
from planact.envs.evaluators import Scorer
from planact.envs.judges import ANSWERS, JudgeError
from planact.report.check import Wrong
from planact.report.finished import RESULTS, FinishedRun, read_run
from planact.report.kept_judge import kept_judge
from planact.report.pack import TASKS
from planact.report.provenance import PROVENANCE, Provenance
from planact.report.rescore import score_again
from planact.report.results import score_run
from planact.store.jsonl import read_jsonl

Read = TypeVar("Read", bound=BaseModel)


class Stated(BaseModel):
    """As much of ``results.json`` as is shown; the rest is compared as it is."""

    model_config = ConfigDict(extra="allow", frozen=True)

    planner: str
    executor: str
    seed: int
    success_rate: float
    n: int
    interval: tuple[float, float]
    git_commit: str | None = None
    versions: dict[str, str | None] = {}


@dataclass(frozen=True)
class PackedRun:
    """A run of a pack, read and scored again.

    Attributes:
        run: The run.
        tasks: What its episodes were about.
        provenance: Where it says that its numbers come from.
        stated: The results that it states.
        again: Its episodes as they are scored again.
        results: The results that come of those.
    """

    run: FinishedRun
    tasks: list[Task]
    provenance: Provenance
    stated: Stated
    again: list[Episode]
    results: dict[str, Any]


def read_packed(folder: Path) -> PackedRun:
    """The run in a folder of an opened pack; nobody is asked, nothing of it is executed.

    Raises:
        Wrong: It cannot be read or scored again; the text says why.
        UserError: Likewise.
    """
    run = read_run(folder)
    tasks = read_jsonl(folder / TASKS, Task)
    numbers = [episode.task_id for episode in run.episodes]
    if len(set(numbers)) < len(numbers) or set(numbers) != {task.task_id for task in tasks}:
        raise Wrong(f"{TASKS} does not hold the task of each episode, or one has two episodes")
    try:
        again, results = _score(run, tasks)
    except JudgeError as error:
        raise Wrong(f"cannot be scored again: {error}") from error
    except (LookupError, TypeError, ValueError) as error:
        # No run of ours leaves such evidence or tasks, but anybody can write some.
        raise Wrong(f"holds evidence that does not fit its task ({error})") from error
    return PackedRun(
        run=run,
        tasks=tasks,
        provenance=_read_json(folder / PROVENANCE, Provenance),
        stated=_read_json(folder / RESULTS, Stated),
        again=again,
        results=results,
    )


def _score(run: FinishedRun, tasks: list[Task]) -> tuple[list[Episode], dict[str, Any]]:
    """The episodes as they are scored again, and the results that come of them."""
    judge = kept_judge(run.config, run.folder / ANSWERS)
    scorer = Scorer(run.config.env.scorer, judge)
    again = asyncio.run(score_again(run.episodes, tasks, scorer, at_once=1))
    results = score_run(again, tasks, run.config, judge=judge.name, seconds=0.0, parts={})
    # As they look once they were written and read.
    plain: dict[str, Any] = json.loads(json.dumps(results))
    return again, plain


def _read_json(path: Path, model: type[Read]) -> Read:
    try:
        return model.model_validate_json(path.read_bytes())
    except (ValidationError, OSError) as error:
        raise Wrong(f"{path.name} is missing or not of this version") from error
