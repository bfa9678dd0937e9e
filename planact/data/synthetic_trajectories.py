"""The stage `synthetic_trajectories` (4.1): new queries, demonstrated in the browser.

A teacher makes queries like the seeds', another leaves out what cannot be done, a demonstrator does
the rest in the browser, and what succeeded is kept: by the environment's score where there is one,
by the outcome reward model's verdict where there is none. The failures are kept apart.
"""

from __future__ import annotations

import asyncio
import logging
import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from planact.config.schema import TeacherKind
from planact.core.errors import UserError
from planact.core.trajectory import Trajectory, Usage
from planact.data import demonstrator, queries, reward, seed_trajectories
from planact.data.answers import Spent
from planact.data.asking import asking_beside
from planact.data.demonstrations import browsing_key, demonstrating
from planact.data.gathering import Gathering
from planact.data.new_pairs import standard_key
from planact.data.queries import Queries
from planact.data.question import asking_key
from planact.data.stage import (
    ACTIONS,
    DATASET,
    DataContext,
    Forecast,
    Inputs,
    Size,
    Stage,
    read_dataset,
)
from planact.data.teacher import teacher_config
from planact.llm.prices import price_of
from planact.rollout.work import Tally
from planact.store import write_jsonl

log = logging.getLogger(__name__)

FAILURES = "failures.jsonl"
"""The file of the dataset's folder that holds what did not succeed; rows of `Failure`."""

ROLES = (queries.GENERATOR, queries.FILTER, demonstrator.ROLE, reward.ROLE)

MOST_TRIES = 10
"""Demonstrations for every trajectory that is wanted, after which the stage makes do."""

KEPT = 0.5
"""Share of the new queries that become a trajectory, for a forecast."""


def _key(context: DataContext) -> dict[str, Any]:
    config = context.config
    data, judge = config.data, config.judge
    return {
        **browsing_key(config),
        **asking_key(context, ROLES),
        **standard_key(context),
        "judge": [str(judge.kind), judge.model, judge.base_url, judge.temperature],
        "synthetic_trajectories": data.synthetic_trajectories,
        "seeds_per_request": data.seeds_per_request,
        "new_per_request": data.new_per_request,
        "mistakes": data.mistakes,
        "sampling": config.seed,
    }


def _make(context: DataContext, inputs: Inputs, folder: Path) -> dict[str, Any]:
    seeds = read_dataset(inputs[seed_trajectories.STAGE.name], Trajectory)
    gathering, told = asyncio.run(_gather(context, seeds, folder))
    kept, wanted = len(gathering.kept), context.config.data.synthetic_trajectories
    summary = {**gathering.summary(), **told}
    if wanted and not kept:
        reasons = summary["failed"] or summary["refused_queries"] or summary["refused_answers"]
        raise UserError(
            f"none of {summary['queries']} new queries gave a trajectory: "
            f"{next(iter(reasons), 'the teacher made none')}"
        )
    if kept < wanted:
        log.warning("data.synthetic_trajectories=%d, but only %d succeeded", wanted, kept)
    write_jsonl(folder / DATASET, gathering.kept)
    write_jsonl(folder / FAILURES, gathering.failed)
    return summary


async def _gather(
    context: DataContext, seeds: Sequence[Trajectory], folder: Path
) -> tuple[Gathering, dict[str, Any]]:
    """All that was demonstrated, and for the manifest what it took."""
    data = context.config.data
    wanted = data.synthetic_trajectories
    with Tally(STAGE.name, wanted) as tally:
        async with (
            demonstrator.demonstrator(context) as attempt,
            demonstrating(context, folder, attempt) as demonstrations,
            asking_beside(context, folder, tally) as asker,
        ):
            asked = Queries(context, asker, seeds)
            gathering = Gathering(asker, demonstrations, tally, data.concurrency)
            await _fill(gathering, asked, wanted)
    told = {**asked.summary(), **asker.summary()}
    told["spent"] |= _acting(context, gathering)
    return gathering, told


async def _fill(gathering: Gathering, asked: Queries, wanted: int) -> None:
    """Demonstrate until enough are kept, or there is nothing more to try."""
    tried = 0
    while tried < MOST_TRIES * wanted and (left := wanted - len(gathering.kept)):
        tasks = await asked.take(left)
        if not tasks:
            break
        await gathering.demonstrate(tasks)
        tried += len(tasks)
    await gathering.forgive()


def _acting(context: DataContext, gathering: Gathering) -> dict[str, Any]:
    """What a demonstrator that is a model took, in the form of `Asker.summary`."""
    recorded = [*gathering.kept, *(failure.trajectory for failure in gathering.failed)]
    calls = [taken.usage for one in recorded if one is not None for taken in one.rounds]
    usage = Usage.total(calls)
    if not usage.prompt_tokens:
        return {}
    price = price_of(teacher_config(demonstrator.ROLE, context.config))
    cost = price.of(usage) if price else 0.0
    spent = Spent(len(calls), usage.prompt_tokens, usage.completion_tokens, cost)
    return {demonstrator.ROLE: asdict(spent)}


def _forecast(context: DataContext, sizes: Mapping[str, Size]) -> Forecast:
    data = context.config.data
    wanted = data.synthetic_trajectories
    tried = math.ceil(wanted / KEPT)
    is_model = teacher_config(demonstrator.ROLE, context.config).kind is TeacherKind.endpoint
    requests = {
        queries.GENERATOR: math.ceil(tried / data.new_per_request),
        queries.FILTER: tried,
        demonstrator.ROLE: tried * ACTIONS * is_model,
        reward.ROLE: tried,
    }
    return Forecast(Size(wanted, wanted * ACTIONS), requests)


STAGE = Stage(
    "synthetic_trajectories",
    version=1,
    key=_key,
    make=_make,
    inputs=(seed_trajectories.STAGE.name,),
    roles=ROLES,
    forecast=_forecast,
)
