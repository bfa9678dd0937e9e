"""Intent templates: where sandbox tasks come from."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from planact.sandbox.oracle import Script

Values = dict[str, Any]


@dataclass(frozen=True)
class IntentTemplate:
    """A family of tasks that differ in their values alone.

    Attributes:
        id: WebArena's ``intent_template_id``; unique over all sites.
        sites: The sites the tasks run on, in the order they are visited.
        text: The intent with ``{name}`` for each value, e.g. ``How much does {product} cost?``.
        values: Every sensible assignment of values in a fixed order, from the sites' database; at
            most 1,000.
        evaluation: The task's ``eval`` object in WebArena's JSON schema.
        script: The oracle: steps that solve the task from the start page.
        subjects: Names of the values that say what a task is about (a product, a post, a place):
            no subject of a test task is a subject of a training or validation task, whatever
            their templates. Empty for the first value alone.
        test: How many test tasks the template gives.
        unseen: Whether it gives test tasks alone, so that training never sees its like.
        start: Path of the start page below the first site; None for the home page of all sites.
    """

    id: int
    sites: tuple[str, ...]
    text: str
    values: Callable[[sqlite3.Connection], Sequence[Values]]
    evaluation: Callable[[sqlite3.Connection, Values], dict[str, Any]]
    script: Callable[[sqlite3.Connection, Values], Script]
    subjects: tuple[str, ...] = ()
    test: int = 1
    unseen: bool = False
    start: str | None = "/"

    def subjects_of(self, values: Values) -> tuple[str, ...]:
        """What the task with these values is about."""
        names = self.subjects or tuple(values)[:1]
        return tuple(str(values[name]) for name in names)
