"""The sandbox's tasks: intent templates filled with values, in WebArena's JSON schema."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from planact.core.task import Task, site_group
from planact.sandbox.intent import IntentTemplate, Values
from planact.sandbox.intents import TEMPLATES
from planact.sandbox.oracle import Script
from planact.sandbox.splits import SIZES, SPLITS, allot, split_of
from planact.sandbox.state import initial_database, open_database

Drawn = dict[str, list[int]]
"""By split, the indices of a template's assignments of values in the order they are taken."""


@dataclass(frozen=True)
class Assignments:
    """Every assignment of values that a template lists, and how they are split."""

    values: Sequence[Values]
    drawn: Drawn


def make_tasks(seed: int) -> dict[str, list[Task]]:
    """All tasks by split: equal for equal seeds, on every machine.

    What test tasks are about (see `IntentTemplate.subjects`) is never what training or validation
    tasks are about, and some templates give test tasks alone. The lists are the caller's own.
    """
    return {split: list(tasks) for split, tasks in _made(seed).items()}


def script_for(task: Task) -> Script:
    """The oracle's script for a task that `make_tasks` or `make_task` made."""
    template = TEMPLATES[task.intent_template_id]
    seed = (task.model_extra or {})["seed"]
    return template.script(_database(seed), task.instantiation_dict)


# It takes seconds, and a run asks several times.
@lru_cache(maxsize=4)
def assignments(seed: int) -> Mapping[int, Assignments]:
    """The assignments of each template, by its id."""
    found: dict[int, Assignments] = {}
    for template in TEMPLATES.values():
        values = list(template.values(_database(seed)))
        found[template.id] = Assignments(values, _draw(template, values, seed))
    return found


def make_task(template: IntentTemplate, index: int, split: str, seed: int) -> Task:
    """The task of the split that the template's assignment at the index makes."""
    values, database = assignments(seed)[template.id].values[index], _database(seed)
    start = template.sites[0] if template.start is not None else "homepage"
    return Task.model_validate(
        {
            "task_id": template.id * 1000 + index,
            "sites": template.sites,
            "start_url": f"__{start.upper()}__{template.start or '/'}",
            "intent": template.text.format(**values),
            "intent_template": template.text,
            "intent_template_id": template.id,
            "instantiation_dict": values,
            "eval": template.evaluation(database, values),
            "split": split,
            "seen": not template.unseen,
            "seed": seed,
        }
    )


@lru_cache(maxsize=4)
def _made(seed: int) -> dict[str, tuple[Task, ...]]:
    drawn = {key: listed.drawn for key, listed in assignments(seed).items()}
    return {
        split: tuple(
            make_task(TEMPLATES[key], index, split, seed)
            for key, number in _numbers(split, drawn).items()
            for index in drawn[key][split][:number]
        )
        for split in SPLITS
    }


@lru_cache(maxsize=4)
def _database(seed: int) -> sqlite3.Connection:
    return open_database(initial_database(seed))


def _draw(template: IntentTemplate, values: Sequence[Values], seed: int) -> Drawn:
    """Each split's assignments, in an order that comes back to a subject as late as it can."""
    by_subjects: dict[tuple[str, ...], list[int]] = {}
    for index, assignment in enumerate(values):
        by_subjects.setdefault(template.subjects_of(assignment), []).append(index)
    draw = random.Random(f"{seed}/{template.id}")
    groups = list(by_subjects.items())
    draw.shuffle(groups)
    longest = max((len(indices) for _, indices in groups), default=0)
    for _, indices in groups:
        draw.shuffle(indices)
    drawn: Drawn = {split: [] for split in SPLITS}
    for turn in range(longest):
        for subjects, indices in groups:
            split = split_of(seed, subjects)
            if split is not None and turn < len(indices):
                drawn[split].append(indices[turn])
    return drawn


def _numbers(split: str, drawn: dict[int, Drawn]) -> dict[int, int]:
    """How many tasks each template gives to the split."""
    numbers: dict[int, int] = {}
    for site, total in SIZES[split].items():
        siblings = [
            template for template in TEMPLATES.values() if site_group(template.sites) == site
        ]
        if split == "test":
            wanted = {template.id: template.test for template in siblings}
        else:
            seen = [template.id for template in siblings if not template.unseen]
            wanted = dict.fromkeys(seen, total // max(1, len(seen)))
        numbers |= allot(total, wanted, {key: len(drawn[key][split]) for key in wanted})
    return numbers
