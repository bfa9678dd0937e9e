"""What every page of the storefront shares: its frame, its one address, notices and prices."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from datetime import date
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from planact.sandbox import notices, signing
from planact.sandbox.addresses import settle
from planact.sandbox.site import database, page

NAME = "shopping"
ROOT = f"/{NAME}"


def render(request: Request, template: str, status: int = 200, **context: Any) -> Response:
    """Render ``pages/shopping/<template>`` in the storefront's frame, with any waiting notices."""
    connection = database(request)
    waiting = notices.take(connection, NAME)
    departments = connection.execute(
        "SELECT name, slug FROM shopping_category WHERE parent_id IS NULL ORDER BY id"
    ).fetchall()
    count = connection.execute("SELECT coalesce(sum(quantity), 0) FROM shopping_cart").fetchone()[0]
    frame = {
        "departments": departments,
        "cart_count": count,
        "notices": waiting,
        "customer_here": signing.signed_in(request, NAME) is not None,
    }
    template = f"{NAME}/{template}"
    return page(request, template, status, root=ROOT, money=money, day=day, **frame, **context)


def require_customer(request: Request) -> None:
    """Send a visitor who is not signed in to the login page (by an exception)."""
    signing.required_user(request, NAME)


def settle_list(request: Request, parameters: Mapping[str, str]) -> None:
    """Make sure that a list is asked for at its one address.

    Args:
        request: Asks for the page, with its number in ``page`` if it has several.
        parameters: What the page depends on, in order; empty where it is left out.

    Raises:
        HTTPException: It is not: the answer sends the browser to that address.
    """
    number = request.query_params.get("page", "1")
    wanted = {**parameters, "page": "" if number == "1" else number}
    settle(request, [(name, value) for name, value in wanted.items() if value])


def notify(connection: sqlite3.Connection, text: str, *, error: bool = False) -> None:
    """Show the text on top of the storefront's next page."""
    notices.notify(connection, NAME, text, error=error)


def money(cents: int) -> str:
    """An amount as pages show it, e.g. ``$1,204.50``."""
    return f"${cents / 100:,.2f}"


def day(iso: str) -> str:
    """A date as pages show it, e.g. ``March 4, 2025``."""
    when = date.fromisoformat(iso)
    return f"{when:%B} {when.day}, {when.year}"
