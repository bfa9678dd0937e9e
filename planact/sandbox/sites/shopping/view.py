"""What every page of the storefront shares: its frame, notices, prices and page numbers."""

from __future__ import annotations

import math
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from planact.sandbox.site import database, page

ROOT = "/shopping"


def render(request: Request, template: str, **context: Any) -> Response:
    """Render ``pages/shopping/<template>`` in the storefront's frame, with any waiting notices."""
    connection = database(request)
    notices = connection.execute("SELECT text, error FROM shopping_notice ORDER BY id").fetchall()
    connection.execute("DELETE FROM shopping_notice")
    departments = connection.execute(
        "SELECT name, slug FROM shopping_category WHERE parent_id IS NULL ORDER BY id"
    ).fetchall()
    count = connection.execute("SELECT coalesce(sum(quantity), 0) FROM shopping_cart").fetchone()[0]
    frame = {"departments": departments, "cart_count": count, "notices": notices}
    return page(
        request, f"shopping/{template}", root=ROOT, money=money, day=day, **frame, **context
    )


def notify(connection: sqlite3.Connection, text: str, *, error: bool = False) -> None:
    """Show the text on top of the next page."""
    connection.execute("INSERT INTO shopping_notice (text, error) VALUES (?, ?)", (text, error))


def money(cents: int) -> str:
    """An amount as pages show it, e.g. ``$1,204.50``."""
    return f"${cents / 100:,.2f}"


def day(iso: str) -> str:
    """A date as pages show it, e.g. ``March 4, 2025``."""
    when = date.fromisoformat(iso)
    return f"{when:%B} {when.day}, {when.year}"


def whole_number(text: object, low: int, high: int) -> int | None:
    """The number a visitor typed, or None if it is no whole number from ``low`` to ``high``."""
    if not isinstance(text, str) or len(text) > 9 or not text.strip().isdecimal():
        return None
    number = int(text)
    return number if low <= number <= high else None


@dataclass(frozen=True)
class Listing:
    """One page of a list of rows.

    Attributes:
        rows: The rows of this page.
        total: Number of rows on all pages.
        first: Number of the first row on this page, from 1; 0 for an empty list.
        current: Number of this page, from 1.
        links: Address of each page, by its number.
    """

    rows: Sequence[sqlite3.Row]
    total: int
    first: int
    current: int
    links: Mapping[int, str]

    @property
    def last(self) -> int:
        """Number of the last row on this page."""
        return self.first + len(self.rows) - 1 if self.rows else 0


def paginate(request: Request, rows: Sequence[sqlite3.Row], size: int) -> Listing:
    """The page of ``rows`` that the address's ``page`` parameter asks for; 404 if there is none."""
    count = max(1, math.ceil(len(rows) / size))
    current = whole_number(request.query_params.get("page", "1"), 1, count)
    if current is None:
        raise HTTPException(404)
    start = (current - 1) * size
    others = {key: value for key, value in request.query_params.items() if key != "page"}
    links = {
        number: f"{request.url.path}?{urlencode({**others, 'page': number})}"
        for number in range(1, count + 1)
    }
    shown = rows[start : start + size]
    return Listing(shown, len(rows), start + 1 if rows else 0, current, links)
