"""What issues and merge requests have in common: finding one, numbering, comments."""

from __future__ import annotations

import sqlite3

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from planact.sandbox.site import database, redirect
from planact.sandbox.sites.gitlab.access import Visit, required_viewer, visit
from planact.sandbox.sites.gitlab.threads import ISSUES, Kind
from planact.sandbox.sites.gitlab.view import entered, notify, now


def find_thread(request: Request, kind: Kind, visited: Visit) -> sqlite3.Row:
    """The issue or merge request in the address; 404 if the project has none of that number."""
    row: sqlite3.Row | None = (
        database(request)
        .execute(
            f"SELECT * FROM {kind.table} WHERE project = ? AND iid = ?",
            (visited.id, request.path_params["iid"]),
        )
        .fetchone()
    )
    if row is None:
        raise HTTPException(404)
    return row


def may_change(visited: Visit, thread: sqlite3.Row, role: str) -> bool:
    """Whether the visitor has the role, or has opened the thread."""
    return visited.username is not None and (
        visited.may(role) or thread["author"] == visited.username
    )


def changeable(request: Request, kind: Kind, role: str) -> tuple[Visit, sqlite3.Row]:
    """The thread in the address, for somebody who may change it; 404 for others."""
    required_viewer(request)
    visited = visit(request)
    thread = find_thread(request, kind, visited)
    if not may_change(visited, thread, role):
        raise HTTPException(404)
    return visited, thread


def next_number(connection: sqlite3.Connection, kind: Kind, project: int) -> int:
    """The number of the project's next issue or merge request."""
    number: int = connection.execute(
        f"SELECT coalesce(max(iid), 0) + 1 FROM {kind.table} WHERE project = ?", (project,)
    ).fetchone()[0]
    return number


def comments(connection: sqlite3.Connection, kind: Kind, thread: sqlite3.Row) -> list[sqlite3.Row]:
    """The thread's comments, oldest first."""
    return connection.execute(
        "SELECT gitlab_comments.*, name FROM gitlab_comments"
        f" JOIN gitlab_users ON username = author WHERE {_column(kind)} = ? ORDER BY id",
        (thread["id"],),
    ).fetchall()


async def add_comment(request: Request, kind: Kind) -> Response:
    """Take the form for a comment."""
    username, visited = required_viewer(request), visit(request)
    thread = find_thread(request, kind, visited)
    form = await entered(request, "comment")
    connection = database(request)
    if form["comment"]:
        connection.execute(
            f"INSERT INTO gitlab_comments ({_column(kind)}, author, body, created)"
            " VALUES (?, ?, ?, ?)",
            (thread["id"], username, form["comment"], now()),
        )
    else:
        notify(connection, "A comment needs some text.", error=True)
    return redirect(thread["path"])


def _column(kind: Kind) -> str:
    return "issue" if kind is ISSUES else "merge"
