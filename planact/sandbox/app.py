"""The sandbox's one web application: each site below its name, each episode with its own state."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from planact.sandbox import advert, signing
from planact.sandbox.site import Site, page
from planact.sandbox.sites import SITES
from planact.sandbox.state import EpisodeStates

EPISODE_HEADER = "x-sandbox-episode"
"""Names the episode whose state a request sees; without it, the state shared by all visitors."""


def create_app(states: EpisodeStates, extra: Sequence[Route] = ()) -> Starlette:
    """The ASGI application over the given episode states.

    Args:
        states: The databases.
        extra: Routes that come before those of the sandbox, for a server that offers more.
    """
    sites = [
        Mount(f"/{site.name}", routes=[*signing.routes(site), *advert.routes(site), *site.routes])
        for site in SITES.values()
    ]
    static = StaticFiles(directory=Path(__file__).parent / "pages" / "static")
    app = Starlette(
        routes=[*extra, Route("/", _home), Mount("/static", static), *sites],
        exception_handlers={404: _not_found, 500: _error},
    )
    app.add_middleware(EpisodeState, states=states)
    return app


class EpisodeState:
    """Middleware that puts the episode's database on ``request.state.database``.

    Beside it lies ``request.state.advert``: the site, where its notice covers the page.
    """

    def __init__(self, app: ASGIApp, states: EpisodeStates) -> None:
        self._app = app
        self._states = states

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on with its database; commit what it wrote before the answer is sent.

        Handlers await nothing between their first write and their return, so that requests of one
        episode never share a transaction.
        """
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = dict(scope["headers"])
        episode = headers.get(EPISODE_HEADER.encode(), b"").decode("latin-1")
        connection = self._states.get(episode)
        state = scope.setdefault("state", {})
        state["database"] = connection
        state["advert"] = self._advert(connection, scope["path"])

        async def commit_and_send(message: Message) -> None:
            if message["type"] == "http.response.start":
                connection.commit()
            await send(message)

        try:
            await self._app(scope, receive, commit_and_send)
        except BaseException:
            connection.rollback()
            raise

    def _advert(self, connection: sqlite3.Connection, path: str) -> Site | None:
        site = _site_of(path)
        covered = site and advert.covers(connection, self._states.seed, site.name, path)
        return site if covered else None


def _site_of(path: str) -> Site | None:
    return SITES.get(path.removeprefix("/").partition("/")[0])


async def _home(request: Request) -> Response:
    return page(request, "home.html", sites=list(SITES.values()))


async def _not_found(request: Request, error: Exception) -> Response:
    return page(request, "not_found.html", status=404, site=_site_of(request.url.path))


async def _error(request: Request, error: Exception) -> Response:
    return page(request, "error.html", status=500)
