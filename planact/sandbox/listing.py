"""Long lists page by page, and the numbers that visitors type."""

from __future__ import annotations

import math
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from starlette.exceptions import HTTPException
from starlette.requests import Request

from planact.sandbox.addresses import with_query


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
        number: with_query(request.url.path, {**others, "page": number} if number > 1 else others)
        for number in range(1, count + 1)
    }
    shown = rows[start : start + size]
    return Listing(shown, len(rows), start + 1 if rows else 0, current, links)
