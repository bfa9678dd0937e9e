"""A finished run scored again from its evidence: other rules, another judge, no browser."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from omegaconf import OmegaConf
from pydantic import BaseModel, ValidationError

from planact.config.compose import compose_config
from planact.config.schema import RunConfig
from planact.core.errors import UserError
from planact.core.task import Task
from planact.core.trajectory import Episode
from planact.envs.evaluators import EvidenceError, Scorer
from planact.envs.evidence import task_sha
from planact.envs.judges import JudgeError, make_judge
from planact.llm.prompts import Prompts
from planact.report.finished import RESULTS, benchmark_tasks, evidence_of, read_run
from planact.report.results import Results, score, score_run
from planact.rollout.work import work_through
from planact.store.disk import storage_errors, write_durably


@dataclass(frozen=True)
class Rescored:
    """A run's results under other rules, beside those it had.

    Attributes:
        results: The new results.
        old_scorer: The rules that the run was scored by.
        old_success_rate: Its success rate under them.
        gained: Tasks that are solved now and were not before.
        lost: Tasks that were solved before and are not now.
        file: Where the new results lie.
    """

    results: Results
    old_scorer: str
    old_success_rate: float
    gained: tuple[int, ...]
    lost: tuple[int, ...]
    file: Path


def rescore(path: Path, overrides: Sequence[str]) -> Rescored:
    """Score a finished run again and write ``results.<scorer>.json`` into its folder.

    Args:
        path: The run's folder, or its results or episodes in it.
        overrides: ``scorer=...``, and ``judge=...`` and ``judge.KEY=...`` for another judge than
            the run's own.

    Raises:
        UserError: There is no such run, it keeps no evidence, its tasks have changed since, an
            override is wrong, or the judge cannot be asked.
    """
    run = read_run(path)
    config = _overridden(run.config, overrides)
    outputs = outputs_of(run.folder)
    tasks = tasks_of(config, run.episodes)
    judge = make_judge(config.judge, config.serving, Prompts(config.prompts.style), outputs)
    with storage_errors(outputs):
        scorer = Scorer(config.env.scorer, judge)
        episodes = _scored(run.episodes, tasks, scorer, config.serving.concurrency)
        results = _results(config, judge.name, episodes, tasks, run.folder)
        file = run.folder / f"results.{config.env.scorer}.json"
        write_durably(file, json.dumps(results, indent=2) + "\n")
    pairs = list(zip(run.episodes, episodes, strict=True))
    return Rescored(
        results=results,
        old_scorer=run.config.env.scorer,
        old_success_rate=score(run.episodes)["success_rate"],
        gained=tuple(new.task_id for old, new in pairs if new.score > old.score),
        lost=tuple(new.task_id for old, new in pairs if new.score < old.score),
        file=file,
    )


# ---- Reading the run -----------------------------------------------------------------------------


class Timing(BaseModel):
    """What a run's results say that its episodes do not."""

    seconds: float = 0.0
    parts: dict[str, float] = {}


def _read_timing(path: Path) -> Timing:
    try:
        return Timing.model_validate_json(path.read_bytes()) if path.is_file() else Timing()
    except ValidationError as error:
        raise UserError(f"{path} holds no results: mend or delete it") from error


def outputs_of(folder: Path) -> Path:
    """The folder of all outputs that the run lies in, where the judge's answers are kept."""
    above = (parent.parent for parent in folder.resolve().parents if parent.name == "runs")
    return next(above, folder.resolve())


def tasks_of(config: RunConfig, episodes: Sequence[Episode]) -> list[Task]:
    """The tasks of the episodes, as they were then.

    Raises:
        UserError: One has changed since, is gone, or cannot be scored under the config's rules.
    """
    known = benchmark_tasks(config.env, [episode.task_id for episode in episodes])
    for episode in episodes:
        task, evidence = known.get(episode.task_id), evidence_of(episode)
        if task is None or (evidence and task_sha(task) != evidence.task_sha):
            raise UserError(
                f"task {episode.task_id} of {config.env.name} is not what it was when the run was "
                "made: run the cell again"
            )
    return [known[episode.task_id] for episode in episodes]


def _overridden(config: RunConfig, overrides: Sequence[str]) -> RunConfig:
    """The run's config with another scorer, and another judge where one is named.

    Raises:
        UserError: An override is about something else, or is wrong.
    """
    full = [f"env.{each}" if each.startswith("scorer=") else each for each in overrides]
    for override in full:
        if not override.startswith(("env.scorer=", "judge=", "judge.")):
            raise UserError(
                f"{override}: scoring again takes scorer=..., judge=... and judge.KEY=..."
            )
    about_judge = [override for override in full if override.startswith("judge")]
    composed = compose_config(full)
    merged = OmegaConf.structured(config)
    if len(about_judge) < len(full):
        merged.env.scorer = composed.env.scorer
    if about_judge:
        merged.judge = composed.judge
    result = OmegaConf.to_object(merged)
    assert isinstance(result, RunConfig)
    return result


# ---- Scoring -------------------------------------------------------------------------------------


async def score_again(
    episodes: Sequence[Episode], tasks: Sequence[Task], scorer: Scorer, at_once: int
) -> list[Episode]:
    """The episodes under the scorer's rules; those that left no evidence stay as they are.

    One whose evidence does not decide its score becomes an error.

    Args:
        episodes: One a task.
        tasks: What they were about, in any order.
        scorer: The rules, with the judge; closed at the end.
        at_once: Questions to the judge at a time.

    Raises:
        JudgeError: A verdict is needed and cannot be had.
    """
    by_number = {task.task_id: task for task in tasks}
    scored = {episode.task_id: episode for episode in episodes}

    async def work(episode: Episode) -> None:
        evidence = evidence_of(episode)
        if evidence is None:
            return
        change: dict[str, Any]
        try:
            change = {"evaluation": await scorer.score(by_number[episode.task_id], evidence)}
        except EvidenceError as error:
            change = {"status": "error", "error": str(error), "evaluation": None}
        scored[episode.task_id] = episode.model_copy(update=change)

    try:
        await work_through(episodes, work, at_once)
    finally:
        await scorer.close()
    return list(scored.values())


def _scored(
    episodes: Sequence[Episode], tasks: Sequence[Task], scorer: Scorer, at_once: int
) -> list[Episode]:
    try:
        return asyncio.run(score_again(episodes, tasks, scorer, at_once))
    except JudgeError as error:
        raise UserError(
            f"{error}; its verdicts so far are kept, run the same command again to go on"
        ) from error


def _results(
    config: RunConfig, judge: str, episodes: Sequence[Episode], tasks: Sequence[Task], folder: Path
) -> Results:
    timing = _read_timing(folder / RESULTS)
    return score_run(
        episodes,
        tasks,
        config,
        judge=judge,
        seconds=timing.seconds,
        parts=timing.parts,
    )
