"""The stage `seed_trajectories`: training tasks demonstrated in the browser.

It stands in for WebArena-Lite's training trajectories, from which the stages of section 4 start.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from planact.browser.errors import BrowserError
from planact.config.schema import RunConfig
from planact.core.errors import UserError
from planact.core.task import Task
from planact.core.trajectory import Record, Trajectory
from planact.data.demonstrate import demonstrate
from planact.data.stage import DATASET, DataContext, Inputs, Stage
from planact.envs.environment import Environment
from planact.rollout.work import Tally, work_through
from planact.store import append_jsonl, read_jsonl, write_jsonl

log = logging.getLogger(__name__)

JOURNAL = "demonstrations.jsonl"


class Outcome(Record):
    """A line of the journal: a demonstrated task.

    Attributes:
        task_id: The task.
        trajectory: What was recorded, if it scored 1.
        refusal: Why it is not kept, if it is not.
        seconds: Wall time of the demonstration.
    """

    task_id: int
    trajectory: Trajectory | None = None
    refusal: str | None = None
    seconds: float = 0.0


def spread_over_templates(tasks: Sequence[Task], count: int) -> list[Task]:
    """The first ``count`` tasks, or all, when one is taken of each template in turn."""
    by_template: dict[int, list[Task]] = {}
    for task in tasks:
        by_template.setdefault(task.intent_template_id, []).append(task)
    longest = max((len(group) for group in by_template.values()), default=0)
    in_turn = [
        group[turn]
        for turn in range(longest)
        for group in by_template.values()
        if turn < len(group)
    ]
    return in_turn[:count]


def _tasks(context: DataContext) -> list[Task]:
    tasks = context.environment.tasks("train")
    wanted = context.config.data.seed_trajectories
    return spread_over_templates(tasks, len(tasks) if wanted is None else wanted)


def _key(context: DataContext) -> dict[str, Any]:
    env = context.config.env
    tasks = "\n".join(task.model_dump_json() for task in _tasks(context))
    return {
        "env": env.name,
        "seed": env.seed,
        "scorer": env.scorer,
        "observation": {"style": env.observation.style, "max_chars": env.observation.max_chars},
        "viewport": [env.browser.width, env.browser.height],
        "max_rounds": context.config.data.max_rounds,
        "tasks": hashlib.sha256(tasks.encode()).hexdigest(),
    }


def _make(context: DataContext, inputs: Inputs, folder: Path) -> dict[str, Any]:
    tasks, journal = _tasks(context), folder / JOURNAL
    wanted = context.config.data.seed_trajectories
    if wanted is not None and len(tasks) < wanted:
        log.warning("data.seed_trajectories=%d, but there are %d tasks", wanted, len(tasks))
    asyncio.run(_demonstrate_all(context, tasks, journal))
    outcomes = {outcome.task_id: outcome for outcome in read_jsonl(journal, Outcome)}
    in_order = [outcomes[task.task_id] for task in tasks]
    kept = [outcome.trajectory for outcome in in_order if outcome.trajectory is not None]
    refusals = Counter(outcome.refusal for outcome in in_order if outcome.refusal is not None)
    if not kept:
        commonest = refusals.most_common(1)[0][0] if refusals else "there are no training tasks"
        raise UserError(f"none of {len(tasks)} demonstrations succeeded: {commonest}")
    write_jsonl(folder / DATASET, kept)
    return {
        "tasks": len(tasks),
        "kept": len(kept),
        "refused": dict(refusals.most_common()),
        "rounds": sum(len(trajectory.rounds) for trajectory in kept),
        "browser_seconds": round(sum(outcome.seconds for outcome in in_order), 1),
    }


async def _demonstrate_all(context: DataContext, tasks: list[Task], journal: Path) -> None:
    """Demonstrate the tasks that the journal does not hold yet.

    Raises:
        UserError: The environment failed on some; those are not in the journal, the others are.
    """
    faults: dict[int, BrowserError] = {}
    done = {outcome.task_id: outcome for outcome in read_jsonl(journal, Outcome)}
    waiting = [task for task in tasks if task.task_id not in done]
    environment = context.environment

    async def work(task: Task) -> None:
        try:
            outcome = await _attempt(environment, task, context.config)
        except BrowserError as error:
            faults[task.task_id] = error
            tally.count(False)
            return
        append_jsonl(journal, outcome)
        tally.count(outcome.trajectory is not None)

    with Tally(STAGE.name, len(tasks)) as tally:
        for outcome in done.values():
            tally.found(outcome.trajectory is not None)
        if not waiting:
            return
        try:
            await environment.start()
            await work_through(waiting, work, context.config.data.concurrency)
        finally:
            await environment.stop()
    if faults:
        first = min(faults)
        raise UserError(
            f"{len(faults)} of {len(tasks)} demonstrations hit a fault of the environment "
            f"(task {first}: {faults[first]}); run the same command again to go on"
        )


async def _attempt(environment: Environment, task: Task, config: RunConfig) -> Outcome:
    """Demonstrate the task, again where the environment failed.

    Raises:
        BrowserError: It failed in the last attempt too.
    """
    for attempt in range(1, config.rollout.attempts + 1):
        episode = f"seed-{task.task_id}-{attempt}"
        try:
            shown = await demonstrate(
                environment, task, episode, config.env.observation, config.data.max_rounds
            )
        except BrowserError as error:
            log.warning("demonstration of task %d, attempt %d: %s", task.task_id, attempt, error)
            if attempt == config.rollout.attempts:
                raise
            continue
        if not shown.finished:
            refusal = f"not finished in {config.data.max_rounds} rounds"
            return Outcome(task_id=task.task_id, refusal=refusal, seconds=shown.seconds)
        if shown.score == 1:
            return Outcome(task_id=task.task_id, trajectory=shown.trajectory, seconds=shown.seconds)
        return Outcome(task_id=task.task_id, refusal="scored 0", seconds=shown.seconds)
    raise AssertionError("unreachable: the last attempt returns or raises")


STAGE = Stage("seed_trajectories", version=1, key=_key, make=_make)
