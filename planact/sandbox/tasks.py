"""The sandbox's tasks: intent templates filled with values, in WebArena's JSON schema."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Sequence
from functools import lru_cache

from planact.core.task import Task, TaskEval
from planact.sandbox.intent import IntentTemplate, Values
from planact.sandbox.intents import TEMPLATES
from planact.sandbox.oracle import Script
from planact.sandbox.state import initial_database, open_database

PER_SITE = {"test": 24, "train": 130}


def make_tasks(seed: int) -> dict[str, list[Task]]:
    """All tasks by split, ``train`` and ``test``: equal for equal seeds, on every machine.

    A template's first value names what its tasks are about (a product, a post); no two splits share
    it, so that a test task is never about something seen in training.
    """
    database = _database(seed)
    splits: dict[str, list[Task]] = {"train": [], "test": []}
    for template in TEMPLATES.values():
        values = list(template.values(database))
        drawn = _draw(values, random.Random(f"{seed}/{template.id}"))
        test = drawn[: _share(template, PER_SITE["test"])]
        tested = {_subject(values[index]) for index in test}
        train = [index for index in drawn if _subject(values[index]) not in tested]
        chosen = {"test": test, "train": train[: _share(template, PER_SITE["train"])]}
        for split, indices in chosen.items():
            splits[split] += [
                _task(database, template, index, values[index], split, seed) for index in indices
            ]
    return splits


def script_for(task: Task) -> Script:
    """The oracle's script for a task that `make_tasks` made."""
    template = TEMPLATES[task.intent_template_id]
    seed = (task.model_extra or {})["seed"]
    return template.script(_database(seed), task.instantiation_dict)


@lru_cache(maxsize=4)
def _database(seed: int) -> sqlite3.Connection:
    return open_database(initial_database(seed))


def _subject(values: Values) -> str:
    return str(next(iter(values.values())))


def _draw(values: Sequence[Values], draw: random.Random) -> list[int]:
    """The assignments' indices in an order that comes back to a subject as late as it can."""
    by_subject: dict[str, list[int]] = {}
    for index, assignment in enumerate(values):
        by_subject.setdefault(_subject(assignment), []).append(index)
    groups = list(by_subject.values())
    draw.shuffle(groups)
    for group in groups:
        draw.shuffle(group)
    longest = max(len(group) for group in groups)
    return [group[turn] for turn in range(longest) for group in groups if turn < len(group)]


def _share(template: IntentTemplate, total: int) -> int:
    """How many of the site's tasks are the template's: as even as it goes."""
    siblings = [other.id for other in TEMPLATES.values() if other.site == template.site]
    share, left_over = divmod(total, len(siblings))
    return share + (siblings.index(template.id) < left_over)


def _task(
    database: sqlite3.Connection,
    template: IntentTemplate,
    index: int,
    values: Values,
    split: str,
    seed: int,
) -> Task:
    return Task.model_validate(
        {
            "task_id": template.id * 1000 + index,
            "sites": [template.site],
            "start_url": f"__{template.site.upper()}__{template.start}",
            "intent": template.text.format(**values),
            "intent_template": template.text,
            "intent_template_id": template.id,
            "instantiation_dict": values,
            "eval": TaskEval.model_validate(template.evaluation(database, values)),
            "split": split,
            "seed": seed,
        }
    )
