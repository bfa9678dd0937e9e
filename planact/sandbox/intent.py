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
        site: The site the tasks run on.
        text: The intent with ``{name}`` for each value, e.g. ``How much does {product} cost?``.
        values: Every sensible assignment of values in a fixed order, from the site's database.
        evaluation: The task's ``eval`` object in WebArena's JSON schema.
        script: The oracle: steps that solve the task from the start page.
        start: Path of the start page below the site.
    """

    id: int
    site: str
    text: str
    values: Callable[[sqlite3.Connection], Sequence[Values]]
    evaluation: Callable[[sqlite3.Connection, Values], dict[str, Any]]
    script: Callable[[sqlite3.Connection, Values], Script]
    start: str = "/"
