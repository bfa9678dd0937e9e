"""Figures of a dataset, of whichever stage: how much there is, how varied, how sound."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from planact.core.plan import Plan
from planact.core.task import site_group
from planact.core.trajectory import Record, Round
from planact.data.likeness import Diversity, Likeness, diversity
from planact.data.stage import DATASET, DataContext, Inputs, Stage
from planact.llm.protocol import CHARACTERS_PER_TOKEN
from planact.store import read_jsonl

log = logging.getLogger(__name__)

QUALITY = "quality"
"""Where a manifest's summary has the figures."""


class Spread(Record):
    """What a number is like over many rows: the mean, and what a tenth is below and above."""

    mean: float
    p10: float
    p90: float

    @classmethod
    def of(cls, values: Iterable[float]) -> Spread | None:
        """The spread of the values, to two decimals; None of none."""
        ranked = sorted(values)
        if not ranked:
            return None
        low, high = (ranked[round(share * (len(ranked) - 1))] for share in (0.1, 0.9))
        return cls(mean=round(sum(ranked) / len(ranked), 2), p10=low, p90=high)


class Quality(Record):
    """The figures; None where a dataset has nothing of the kind.

    Attributes:
        rows: Number of rows.
        sites: Rows by site, `MULTIPLE` for those on several.
        actions: Actions of all trajectories together.
        rounds: Actions of a trajectory.
        steps: Steps of a plan.
        grounded: Share of the plans whose every step names the actions it covers; None where the
            plans were never carried out.
        covered: Share of the actions of the trajectories planned for that a step of their plan
            names; None for plans of what is left after a round.
        near_test: Share of the rows whose intent is a near-duplicate of a test task's; has to be 0
            for what is generated.
        intents: Diversity of the different intents.
        texts: Diversity of what was written: plans, reasoning.
        tokens: Estimated tokens of an ``observation``, a ``reply``, a ``text``.
    """

    rows: int
    sites: dict[str, int]
    actions: int
    rounds: Spread | None
    steps: Spread | None
    grounded: float | None
    covered: float | None
    near_test: float
    intents: Diversity
    texts: Diversity | None
    tokens: dict[str, Spread]


def measure_dataset(stage: Stage, context: DataContext, inputs: Inputs, folder: Path) -> Quality:
    """The figures of the dataset that the stage has just written into the folder.

    A warning names an intent that is a near-duplicate of a test task's.
    """
    rows: list[Any] = read_jsonl(folder / DATASET, stage.row)
    tests = Likeness(
        context.config.data.near_duplicate,
        {task.intent for task in context.environment.tasks("test")},
    )
    made_from = (artifact.summary.get(QUALITY, {}) for artifact in inputs.values())
    quality = measure(rows, tests, sum(figures.get("actions", 0) for figures in made_from))
    if quality.near_test:
        copy = next(row.intent for row in rows if not tests.is_new(row.intent))
        log.warning(
            "%s: %.2f %% of the intents are near-duplicates of test tasks, such as %r of %r",
            *(stage.name, 100 * quality.near_test, copy, tests.nearest(copy)[1]),
        )
    return quality


def measure(rows: Sequence[Any], tests: Likeness, planned_for: int = 0) -> Quality:
    """The figures of the rows.

    Args:
        rows: Records that have an ``intent`` and ``sites``, and ``rounds``, a ``plan()`` or a
            ``text``.
        tests: The intents of the test tasks.
        planned_for: Actions of the trajectories that the rows are made from.
    """
    rounds = [row.rounds for row in rows if hasattr(row, "rounds")]
    planned = [(row, row.plan()) for row in rows if hasattr(row, "plan")]
    texts = [row.text for row in rows if hasattr(row, "text")]
    intents = [row.intent for row in rows]
    sites = Counter(site_group(row.sites) for row in rows)
    return Quality(
        rows=len(rows),
        sites=dict(sorted(sites.items())),
        actions=sum(map(len, rounds)),
        rounds=Spread.of(map(len, rounds)),
        steps=Spread.of(len(plan.steps) for _, plan in planned),
        grounded=_share(
            all(step.actions for step in plan.steps)
            for row, plan in planned
            if hasattr(row, "task_id")
        ),
        covered=_covered(planned, planned_for),
        near_test=_share(not tests.is_new(intent) for intent in intents) or 0.0,
        intents=diversity(list(dict.fromkeys(intents))),
        texts=diversity(texts) if texts else None,
        tokens=_tokens([taken for one in rounds for taken in one], texts),
    )


def _covered(planned: Iterable[tuple[Any, Plan]], planned_for: int) -> float | None:
    whole = [plan for row, plan in planned if not hasattr(row, "round")]
    named = sum(len(step.actions or ()) for plan in whole for step in plan.steps)
    return round(named / planned_for, 4) if named and planned_for else None


def _tokens(rounds: Sequence[Round], texts: Sequence[str]) -> dict[str, Spread]:
    written = {
        "observation": [taken.observation for taken in rounds],
        "reply": [taken.reply for taken in rounds],
        "text": texts,
    }
    spreads = {
        name: Spread.of(len(text) // CHARACTERS_PER_TOKEN for text in every)
        for name, every in written.items()
    }
    return {name: spread for name, spread in spreads.items() if spread is not None}


def _share(truths: Iterable[bool]) -> float | None:
    every = list(truths)
    return round(sum(every) / len(every), 4) if every else None
