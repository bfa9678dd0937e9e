"""What every page of the back office shares: its frame, its notices and who may see it."""

from __future__ import annotations

import sqlite3
from collections.abc import Awaitable, Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from planact.sandbox import notices
from planact.sandbox.signing import required_user
from planact.sandbox.site import database, page
from planact.sandbox.sites.shopping.view import day, money
from planact.sandbox.sites.shopping_admin.sections import SECTIONS

NAME = "shopping_admin"
TITLE = "Thistle & Pine Back Office"
ROOT = f"/{NAME}"

Handler = Callable[[Request], Awaitable[Response]]


def staff_route(path: str, handler: Handler, method: str = "GET") -> Route:
    """A route that only somebody who is signed in gets through."""

    async def guarded(request: Request) -> Response:
        required_user(request, NAME)
        return await handler(request)

    return Route(path, guarded, methods=[method])


def render(request: Request, template: str, status: int = 200, **context: Any) -> Response:
    """Render ``pages/shopping_admin/<template>`` in the back office's frame."""
    path = request.url.path.removeprefix(ROOT)
    return page(
        request,
        f"shopping_admin/{template}",
        status,
        root=ROOT,
        site_title=TITLE,
        sections=SECTIONS,
        path=path,
        user=required_user(request, NAME),
        notices=notices.take(database(request), NAME),
        money=money,
        day=day,
        **context,
    )


def notify(connection: sqlite3.Connection, text: str, *, error: bool = False) -> None:
    """Show the text on top of the back office's next page."""
    notices.notify(connection, NAME, text, error=error)
