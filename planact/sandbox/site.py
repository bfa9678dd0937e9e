"""What a sandbox site is made of, and what its request handlers use."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

NOW = datetime(2025, 6, 16, 10, 30)
"""The sandbox's clock stands still, so that the same actions give the same pages."""


@dataclass(frozen=True)
class Account:
    """A person who can sign in to a site."""

    user: str
    password: str


@dataclass(frozen=True)
class Site:
    """One website of the sandbox: served below ``/<name>`` by the sandbox's one application.

    Attributes:
        name: WebArena's name of the site; also its path and its folder of page templates.
        title: Name shown to people.
        schema: SQL that creates the site's tables (names begin with the site's name).
        fill: Writes the site's content, drawn from the random generator it is given.
        routes: Request handlers, with paths relative to the site.
        accounts: Who can sign in. The first is signed in at the start of every episode; none, for
            a site that nobody signs in to.
        advert: Text of the notice that covers some of the site's pages until it is dismissed.
        about: What one finds there, for the home page of all sites.
    """

    name: str
    title: str
    schema: str
    fill: Callable[[sqlite3.Connection, random.Random], None]
    routes: tuple[Route, ...]
    accounts: tuple[Account, ...]
    advert: str
    about: str


def database(request: Request) -> sqlite3.Connection:
    """The database of the episode that the request belongs to."""
    connection: sqlite3.Connection = request.state.database
    return connection


def path_and_query(request: Request) -> str:
    """The address that was asked for, below the sandbox."""
    query = request.url.query
    return f"{request.url.path}?{query}" if query else request.url.path


def page(request: Request, template: str, status: int = 200, **context: Any) -> Response:
    """Render ``pages/<template>`` with the context; values are escaped."""
    html = _templates.get_template(template).render(
        advert=request.state.advert, here=path_and_query(request), **context
    )
    return HTMLResponse(html, status_code=status)


def redirect(path: str) -> Response:
    """Send the browser to another page after a form was accepted (status 303)."""
    return RedirectResponse(path, status_code=303)


_templates = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "pages"),
    autoescape=select_autoescape(default=True),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    auto_reload=False,
)
