"""A project's history: commits, branches and contributors."""

from __future__ import annotations

import hashlib
import sqlite3

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from planact.sandbox.listing import paginate
from planact.sandbox.site import database
from planact.sandbox.sites.gitlab.access import Visit, visit
from planact.sandbox.sites.gitlab.query import choices, holds_all
from planact.sandbox.sites.gitlab.view import is_day, now, render_project

COMMITS_PER_PAGE = 15

_COMPARISONS = {
    "author": "author =",
    "since": "substr(created, 1, 10) >=",
    "until": "substr(created, 1, 10) <=",
}
"""How the commits of a list compare with what is chosen."""

_COMMITS = (
    "SELECT gitlab_commits.*, name FROM gitlab_commits"
    " JOIN gitlab_users ON username = author WHERE project = ?"
)


def add_commit(connection: sqlite3.Connection, project: int, title: str, author: str) -> None:
    """Add a commit that is made now."""
    count = connection.execute("SELECT count(*) FROM gitlab_commits").fetchone()[0]
    sha = hashlib.sha256(f"{project}/{count}/{title}".encode()).hexdigest()[:8]
    connection.execute(
        "INSERT INTO gitlab_commits VALUES (?, ?, ?, ?, ?)", (project, sha, title, author, now())
    )


async def _commits(request: Request) -> Response:
    visited = visit(request)
    chosen = choices(request, author="", since="", until="", search="")
    error = None
    if not all(is_day(chosen[name]) for name in ("since", "until") if chosen[name]):
        error = "Enter days as YYYY-MM-DD."
    connection = database(request)
    found = [] if error else _find_commits(connection, visited, chosen)
    return render_project(
        request,
        visited,
        "commits.html",
        422 if error else 200,
        listing=paginate(request, found, COMMITS_PER_PAGE),
        chosen=chosen,
        authors=contributors(connection, visited.id),
        error=error,
    )


def _find_commits(
    connection: sqlite3.Connection, visited: Visit, chosen: dict[str, str]
) -> list[sqlite3.Row]:
    condition, values = holds_all("title", chosen["search"])
    for name, comparison in _COMPARISONS.items():
        if chosen[name]:
            condition += f" AND {comparison} ?"
            values.append(chosen[name])
    return connection.execute(
        f"{_COMMITS} AND {condition} ORDER BY created DESC, sha", (visited.id, *values)
    ).fetchall()


async def _commit(request: Request) -> Response:
    visited = visit(request)
    commit = (
        database(request)
        .execute(f"{_COMMITS} AND sha = ?", (visited.id, request.path_params["sha"]))
        .fetchone()
    )
    if commit is None:
        raise HTTPException(404)
    return render_project(request, visited, "commit.html", commit=commit)


async def _branches(request: Request) -> Response:
    visited = visit(request)
    return render_project(
        request, visited, "branches.html", branches=_with_merges(database(request), visited)
    )


def _with_merges(connection: sqlite3.Connection, visited: Visit) -> list[sqlite3.Row]:
    """The branches, each with the number of the open merge request for it."""
    return connection.execute(
        "SELECT branch.*, person.name AS author_name,"
        " (SELECT iid FROM gitlab_merges WHERE project = branch.project"
        " AND source = branch.name AND state = 'Open') AS iid FROM gitlab_branches AS branch"
        " JOIN gitlab_users AS person ON username = author WHERE project = ?"
        " ORDER BY branch.name = 'main' DESC, branch.name",
        (visited.id,),
    ).fetchall()


async def _contributors(request: Request) -> Response:
    visited = visit(request)
    people = contributors(database(request), visited.id)
    return render_project(request, visited, "contributors.html", people=people)


def contributors(connection: sqlite3.Connection, project: int) -> list[sqlite3.Row]:
    """Who has committed to the project, by name, with the number and times of their commits."""
    return connection.execute(
        "SELECT username, name, count(*) AS commits, min(created) AS first, max(created) AS last"
        " FROM gitlab_commits JOIN gitlab_users ON username = author WHERE project = ?"
        " GROUP BY username ORDER BY name",
        (project,),
    ).fetchall()


ROUTES = (
    Route("/{namespace}/{slug}/-/commits", _commits),
    Route("/{namespace}/{slug}/-/commit/{sha}", _commit),
    Route("/{namespace}/{slug}/-/branches", _branches),
    Route("/{namespace}/{slug}/-/contributors", _contributors),
)
