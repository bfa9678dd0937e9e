"""What every page of the map shares: its frame, notices, and one address for each page."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from planact.sandbox import notices
from planact.sandbox.site import database, page, redirect
from planact.sandbox.sites.map import itinerary

NAME = "map"
TITLE = "Wayside Atlas"
ROOT = f"/{NAME}"


def render(request: Request, template: str, **context: Any) -> Response:
    """Render ``pages/map/<template>`` in the map's frame, with any waiting notices."""
    return page(
        request,
        f"map/{template}",
        root=ROOT,
        title=TITLE,
        notices=notices.take(database(request), NAME),
        distance=itinerary.distance,
        duration=itinerary.duration,
        directions=directions_path,
        **context,
    )


def notify(connection: sqlite3.Connection, text: str, *, error: bool = False) -> None:
    """Show the text on top of the map's next page."""
    notices.notify(connection, NAME, text, error=error)


def find_place(request: Request) -> sqlite3.Row:
    """The place that the address names; 404 if there is none."""
    row: sqlite3.Row | None = (
        database(request)
        .execute("SELECT * FROM map_spot WHERE slug = ?", (request.path_params["slug"],))
        .fetchone()
    )
    if row is None:
        raise HTTPException(404)
    return row


def options(request: Request, defaults: Mapping[str, str]) -> dict[str, str]:
    """The address's parameters, trimmed; a default for each that is missing or empty."""
    given = request.query_params
    return {
        name: " ".join(given.get(name, "").split()) or default for name, default in defaults.items()
    }


def elsewhere(
    request: Request, chosen: Mapping[str, str], defaults: Mapping[str, str]
) -> Response | None:
    """A redirect to the page's one address, where it was asked for at another.

    The one address has the parameters in their order, without those that have their default.
    """
    query = urlencode({name: text for name, text in chosen.items() if text != defaults[name]})
    if request.url.query == query:
        return None
    return redirect(f"{request.url.path}?{query}" if query else request.url.path)


def directions_path(start: str = "", end: str = "", by: str = "car") -> str:
    """Address of the directions between places of these names."""
    chosen = {"from": start, "to": end, "by": "" if by == "car" else by}
    query = urlencode({name: text for name, text in chosen.items() if text})
    return f"{ROOT}/directions?{query}" if query else f"{ROOT}/directions"
