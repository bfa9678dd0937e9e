"""What every page of the storefront shares: its frame, notices, prices and page numbers."""

from __future__ import annotations

import sqlite3
from datetime import date
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from planact.sandbox import notices
from planact.sandbox.site import database, page

ROOT = "/shopping"


def render(request: Request, template: str, **context: Any) -> Response:
    """Render ``pages/shopping/<template>`` in the storefront's frame, with any waiting notices."""
    connection = database(request)
    waiting = notices.take(connection, "shopping")
    departments = connection.execute(
        "SELECT name, slug FROM shopping_category WHERE parent_id IS NULL ORDER BY id"
    ).fetchall()
    count = connection.execute("SELECT coalesce(sum(quantity), 0) FROM shopping_cart").fetchone()[0]
    frame = {"departments": departments, "cart_count": count, "notices": waiting}
    return page(
        request, f"shopping/{template}", root=ROOT, money=money, day=day, **frame, **context
    )


def notify(connection: sqlite3.Connection, text: str, *, error: bool = False) -> None:
    """Show the text on top of the storefront's next page."""
    notices.notify(connection, "shopping", text, error=error)


def money(cents: int) -> str:
    """An amount as pages show it, e.g. ``$1,204.50``."""
    return f"${cents / 100:,.2f}"


def day(iso: str) -> str:
    """A date as pages show it, e.g. ``March 4, 2025``."""
    when = date.fromisoformat(iso)
    return f"{when:%B} {when.day}, {when.year}"
