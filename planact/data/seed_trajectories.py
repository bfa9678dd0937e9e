"""The stage `seed_trajectories`: training tasks demonstrated in the browser.

It stands in for WebArena-Lite's training trajectories, from which the stages of section 4 start.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from planact.browser.errors import BrowserError
from planact.core.errors import UserError
from planact.core.task import Task
from planact.data.demonstrate import Demonstration, demonstrate
from planact.data.demonstrations import Outcome, browsing_key, demonstrating
from planact.data.stage import ACTIONS, DATASET, DataContext, Forecast, Inputs, Size, Stage
from planact.rollout.work import Tally, work_through
from planact.store import write_jsonl

log = logging.getLogger(__name__)


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
    tasks = "\n".join(task.model_dump_json() for task in _tasks(context))
    digest = hashlib.sha256(tasks.encode()).hexdigest()
    return {**browsing_key(context.config), "tasks": digest}


def _make(context: DataContext, inputs: Inputs, folder: Path) -> dict[str, Any]:
    tasks = _tasks(context)
    wanted = context.config.data.seed_trajectories
    if wanted is not None and len(tasks) < wanted:
        log.warning("data.seed_trajectories=%d, but there are %d tasks", wanted, len(tasks))
    outcomes = asyncio.run(_demonstrate_all(context, tasks, folder))
    kept = [outcome.success for outcome in outcomes if outcome.success is not None]
    refusals = Counter(outcome.refusal for outcome in outcomes if outcome.refusal is not None)
    if not kept:
        commonest = refusals.most_common(1)[0][0] if refusals else "there are no training tasks"
        raise UserError(f"none of {len(tasks)} demonstrations succeeded: {commonest}")
    write_jsonl(folder / DATASET, kept)
    return {
        "tasks": len(tasks),
        "kept": len(kept),
        "refused": dict(refusals.most_common()),
        "rounds": sum(len(trajectory.rounds) for trajectory in kept),
        "browser_seconds": round(sum(outcome.seconds for outcome in outcomes), 1),
    }


async def _demonstrate_all(
    context: DataContext, tasks: Sequence[Task], folder: Path
) -> list[Outcome]:
    """The outcomes of the tasks, in their order.

    Raises:
        UserError: The environment failed on some; those are not in the journal, the others are.
    """
    outcomes: dict[int, Outcome] = {}
    faults: dict[int, BrowserError] = {}

    async def work(task: Task) -> None:
        try:
            outcome = outcomes[task.task_id] = await demonstrations.outcome(task)
        except BrowserError as error:
            faults[task.task_id] = error
            tally.count(False)
        else:
            tally.count(outcome.refusal is None)

    async with demonstrating(context, folder, partial(_attempt, context)) as demonstrations:
        with Tally(STAGE.name, len(tasks)) as tally:
            for task in tasks:
                if found := demonstrations.known(task):
                    outcomes[task.task_id] = found
                    tally.found(found.refusal is None)
            waiting = [task for task in tasks if task.task_id not in outcomes]
            await work_through(waiting, work, context.config.data.concurrency)
    if faults:
        first = min(faults)
        raise UserError(
            f"{len(faults)} of {len(tasks)} demonstrations hit a fault of the environment "
            f"(task {first}: {faults[first]}); run the same command again to go on"
        )
    return [outcomes[task.task_id] for task in tasks]


async def _attempt(context: DataContext, task: Task, number: int) -> Demonstration:
    config, episode = context.config, f"seed-{task.task_id}-{number}"
    return await demonstrate(
        context.environment, task, episode, config.env.observation, config.data.max_rounds
    )


def _forecast(context: DataContext, sizes: Mapping[str, Size]) -> Forecast:
    tasks = len(_tasks(context))
    return Forecast(Size(tasks, tasks * ACTIONS))


STAGE = Stage("seed_trajectories", version=1, key=_key, make=_make, forecast=_forecast)
