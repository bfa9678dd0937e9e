"""What every page of the code-hosting site shares: its frame, notices and dates."""

from __future__ import annotations

import sqlite3
from datetime import date, datetime
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from planact.sandbox import notices
from planact.sandbox.site import NOW, database, page
from planact.sandbox.sites.gitlab.access import NAME, Visit, viewer

ROOT = f"/{NAME}"

PAGE_SIZE = 10


def render(request: Request, template: str, status: int = 200, **context: Any) -> Response:
    """Render ``pages/gitlab/<template>`` in the site's frame, with any waiting notices."""
    connection = database(request)
    frame = {"root": ROOT, "day": day, "moment": moment, "me": _me(request)}
    waiting = notices.take(connection, NAME)
    return page(request, f"gitlab/{template}", status=status, notices=waiting, **frame, **context)


def render_project(
    request: Request, visited: Visit, template: str, status: int = 200, **context: Any
) -> Response:
    """Render a page of a project, with the project's menu beside it."""
    counts = database(request).execute(
        "SELECT (SELECT count(*) FROM gitlab_issues WHERE project = :id AND state = 'Open')"
        " AS issues, (SELECT count(*) FROM gitlab_merges WHERE project = :id AND state = 'Open')"
        " AS merges",
        {"id": visited.id},
    )
    return render(
        request,
        template,
        status,
        visit=visited,
        project=visited.project,
        base=f"{visited.path}/-",
        open_counts=counts.fetchone(),
        **context,
    )


def notify(connection: sqlite3.Connection, text: str, *, error: bool = False) -> None:
    """Show the text on top of the site's next page."""
    notices.notify(connection, NAME, text, error=error)


def day(time: str) -> str:
    """The date of a stored date or time as pages show it, e.g. ``March 4, 2025``."""
    when = datetime.fromisoformat(time)
    return f"{when:%B} {when.day}, {when.year}"


def moment(time: str) -> str:
    """A stored time as pages show it, e.g. ``March 4, 2025 at 14:05``."""
    return f"{day(time)} at {time[11:16]}"


def is_day(text: str) -> bool:
    """Whether the text is a date as forms take it, e.g. ``2025-03-04``."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def now() -> str:
    """The present time as it is stored."""
    return NOW.isoformat(" ", "minutes")


async def entered(request: Request, *names: str) -> dict[str, str]:
    """The form's fields, trimmed; a field that was not sent is empty."""
    form = await request.form()
    return {name: str(form.get(name, "")).strip() for name in names}


def _me(request: Request) -> sqlite3.Row | None:
    row: sqlite3.Row | None = (
        database(request)
        .execute("SELECT * FROM gitlab_users WHERE username = ?", (viewer(request),))
        .fetchone()
    )
    return row
