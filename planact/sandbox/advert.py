"""The notice that covers some pages of a site until it is dismissed, once an episode at most."""

from __future__ import annotations

import hashlib
import sqlite3

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from planact.sandbox.site import Site, database, redirect

SCHEMA = "CREATE TABLE sandbox_dismissed (site TEXT PRIMARY KEY);"

ONE_PATH_IN = 24
"""Of so many addresses, one has the notice: every fourth episode or so meets it."""


def covers(connection: sqlite3.Connection, seed: int, site: str, path: str) -> bool:
    """Whether the notice lies over the page: over the same pages for a seed, until dismissed.

    Never over the front page, where episodes begin.
    """
    if path.rstrip("/") == f"/{site}":
        return False
    if hashlib.sha256(f"{seed}/{path}".encode()).digest()[0] % ONE_PATH_IN:
        return False
    gone = connection.execute("SELECT 1 FROM sandbox_dismissed WHERE site = ?", (site,))
    return gone.fetchone() is None


def routes(site: Site) -> list[Route]:
    """The form that dismisses the notice and comes back to the page that it covered."""

    async def dismiss(request: Request) -> Response:
        form = await request.form()
        database(request).execute(
            "INSERT OR IGNORE INTO sandbox_dismissed VALUES (?)", (site.name,)
        )
        back, home = str(form.get("back", "")), f"/{site.name}/"
        return redirect(back if back.startswith(home) else home)

    return [Route("/dismiss", dismiss, methods=["POST"])]
