"""The stage `plan_expansion` (4.3, A.6): from the plans that there are, many more like them.

A teacher sees a few pairs of one site at a time, and writes new ones that the site would allow.
"""

from __future__ import annotations

import asyncio
import math
import random
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from planact.config.schema import DataConfig
from planact.data.asking import asking
from planact.data.grounded_plans import plans_of
from planact.data.new_pairs import NewPair, Offer, Standard, standard_key
from planact.data.plan_pairs import KnownPair, PlanPair, read_lessons
from planact.data.question import Question, asking_key
from planact.data.stage import DATASET, DataContext, Forecast, Inputs, Size, Stage
from planact.data.waves import Share, Waves
from planact.store import write_jsonl

ROLE = "plan_expander"
VERSION = 1


def stage(name: str, trajectories: Sequence[str]) -> Stage:
    """The stage of that name, which expands the plans of the named stages' trajectories."""

    def make(context: DataContext, inputs: Inputs, folder: Path) -> dict[str, Any]:
        return asyncio.run(_expand(context, inputs, folder, name, trajectories))

    return Stage(
        name,
        version=VERSION,
        key=_key,
        make=make,
        inputs=(*trajectories, *map(plans_of, trajectories)),
        roles=(ROLE,),
        row=PlanPair,
        forecast=_forecast,
    )


def _key(context: DataContext) -> dict[str, Any]:
    data = context.config.data
    return {
        **asking_key(context, (ROLE,)),
        **standard_key(context),
        "expanded_plans": data.expanded_plans,
        "seeds_per_request": data.seeds_per_request,
        "new_per_request": data.new_per_request,
        "seed": context.config.seed,
    }


def _forecast(context: DataContext, sizes: Mapping[str, Size]) -> Forecast:
    data = context.config.data
    return Forecast(Size(data.expanded_plans), {ROLE: _requests(data)})


def _requests(data: DataConfig) -> int:
    """Requests that give all pairs, if every pair can be used."""
    return math.ceil(data.expanded_plans / data.new_per_request)


async def _expand(
    context: DataContext, inputs: Inputs, folder: Path, title: str, trajectories: Sequence[str]
) -> dict[str, Any]:
    data = context.config.data
    lessons = read_lessons(inputs, trajectories)
    standard = Standard(context, (pair.intent for pair in lessons.pairs), lessons.seen)
    sites = [
        _Site(site, [pair for pair in lessons.pairs if pair.group == site], context, standard)
        for site in sorted({pair.group for pair in lessons.pairs})
    ]
    waves = Waves(data.expanded_plans, data.new_per_request, sites, data.near_duplicate)
    async with asking(context, folder, title, _requests(data)) as asker:
        await waves.run(asker)
    write_jsonl(folder / DATASET, waves.rows())
    return {"known": len(lessons.pairs), **waves.summary(), **asker.summary()}


class _Site(Share):
    """A site's share of the new pairs: each request shows some of its known ones."""

    def __init__(
        self, name: str, known: Sequence[KnownPair], context: DataContext, standard: Standard
    ) -> None:
        super().__init__(name)
        self._known = known
        self._seed, self._data = context.config.seed, context.config.data
        self._standard = standard

    def ask(self, number: int) -> Question[Offer]:
        draw = random.Random(f"{self._seed}/plan_expansion/{number}")
        shown = min(self._data.seeds_per_request, len(self._known))
        examples = draw.sample(self._known, shown)
        return Question(
            key=str(number),
            role=ROLE,
            values={"site": self.name, "examples": examples, "count": self._data.new_per_request},
            read=partial(self._standard.read, examples=examples),
        )

    def keep(self, pair: NewPair) -> None:
        """What is asked next does not depend on it."""
