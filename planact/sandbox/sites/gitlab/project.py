"""A project's own page, its files, stars and forks."""

from __future__ import annotations

import sqlite3

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from planact.sandbox.site import database, redirect
from planact.sandbox.sites.gitlab.access import Visit, required_viewer, visit
from planact.sandbox.sites.gitlab.prose import blocks
from planact.sandbox.sites.gitlab.settings import VISIBILITIES
from planact.sandbox.sites.gitlab.view import ROOT, entered, notify, now, render_project

_COPIED = {
    "gitlab_topics": "topic",
    "gitlab_labels": "label",
    "gitlab_files": "name, text",
    "gitlab_commits": "sha, title, author, created",
    "gitlab_branches": "name, author, created",
}
"""The tables that a fork takes over, and their columns beside the project."""


async def _overview(request: Request) -> Response:
    visited = visit(request)
    connection = database(request)
    files = _files(connection, visited)
    readme = next((file["text"] for file in files if file["name"] == "README.md"), "")
    return render_project(
        request,
        visited,
        "project.html",
        files=files,
        readme=blocks(readme),
        counts=_counts(connection, visited),
        starred=_has_starred(connection, visited),
        origin=_origin(connection, visited),
    )


def _counts(connection: sqlite3.Connection, visited: Visit) -> sqlite3.Row:
    row: sqlite3.Row = connection.execute(
        "SELECT (SELECT count(*) FROM gitlab_commits WHERE project = :id) AS commits,"
        " (SELECT count(*) FROM gitlab_branches WHERE project = :id) AS branches",
        {"id": visited.id},
    ).fetchone()
    return row


def _has_starred(connection: sqlite3.Connection, visited: Visit) -> bool:
    found = connection.execute(
        "SELECT 1 FROM gitlab_stars WHERE username = ? AND project = ?",
        (visited.username, visited.id),
    )
    return found.fetchone() is not None


def _origin(connection: sqlite3.Connection, visited: Visit) -> sqlite3.Row | None:
    row: sqlite3.Row | None = connection.execute(
        "SELECT * FROM gitlab_project WHERE id = ?", (visited.project["forked_from"],)
    ).fetchone()
    return row


def _files(connection: sqlite3.Connection, visited: Visit) -> list[sqlite3.Row]:
    return connection.execute(
        "SELECT * FROM gitlab_files WHERE project = ? ORDER BY name", (visited.id,)
    ).fetchall()


async def _tree(request: Request) -> Response:
    visited = visit(request)
    return render_project(request, visited, "files.html", files=_files(database(request), visited))


async def _blob(request: Request) -> Response:
    visited = visit(request)
    name = request.path_params["file"]
    for file in _files(database(request), visited):
        if file["name"] == name:
            prose = blocks(file["text"]) if name.endswith(".md") else None
            return render_project(request, visited, "file.html", file=file, prose=prose)
    raise HTTPException(404)


async def _star(request: Request) -> Response:
    """Star the project, or no longer."""
    username, visited = required_viewer(request), visit(request)
    connection = database(request)
    if _has_starred(connection, visited):
        change, statement = -1, "DELETE FROM gitlab_stars WHERE username = ? AND project = ?"
    else:
        change, statement = 1, "INSERT INTO gitlab_stars VALUES (?, ?)"
    connection.execute(statement, (username, visited.id))
    connection.execute(
        "UPDATE gitlab_projects SET stars = stars + ? WHERE id = ?", (change, visited.id)
    )
    return redirect(visited.path)


async def _fork_form(request: Request) -> Response:
    required_viewer(request)
    return render_project(request, visit(request), "fork.html", visibilities=VISIBILITIES)


async def _fork(request: Request) -> Response:
    username, visited = required_viewer(request), visit(request)
    form = await entered(request, "visibility")
    connection = database(request)
    path = f"{ROOT}/{username}/{visited.project['slug']}"
    taken = connection.execute("SELECT 1 FROM gitlab_project WHERE path = ?", (path,)).fetchone()
    if taken or form["visibility"] not in VISIBILITIES:
        text = "You already have a project of this name." if taken else "Choose a visibility."
        notify(connection, text, error=True)
        return redirect(f"{visited.path}/-/forks/new")
    _copy(connection, visited, username, form["visibility"])
    notify(connection, "The project was forked.")
    return redirect(path)


def _copy(connection: sqlite3.Connection, visited: Visit, username: str, visibility: str) -> None:
    fork = connection.execute(
        "INSERT INTO gitlab_projects (namespace, slug, name, description, visibility, license,"
        " stars, forks, updated, forked_from)"
        " SELECT ?, slug, name, description, ?, license, 0, 0, ?, id FROM gitlab_projects"
        " WHERE id = ?",
        (username, visibility, now(), visited.id),
    ).lastrowid
    for table, columns in _COPIED.items():
        connection.execute(
            f"INSERT INTO {table} (project, {columns}) SELECT ?, {columns} FROM {table}"
            " WHERE project = ?",
            (fork, visited.id),
        )
    connection.execute(
        "INSERT INTO gitlab_members VALUES (?, ?, 'Owner', ?)", (fork, username, now())
    )
    connection.execute("UPDATE gitlab_projects SET forks = forks + 1 WHERE id = ?", (visited.id,))


ROUTES = (
    Route("/{namespace}/{slug}", _overview),
    Route("/{namespace}/{slug}/star", _star, methods=["POST"]),
    Route("/{namespace}/{slug}/-/tree", _tree),
    Route("/{namespace}/{slug}/-/blob/{file}", _blob),
    Route("/{namespace}/{slug}/-/forks/new", _fork_form),
    Route("/{namespace}/{slug}/-/forks/new", _fork, methods=["POST"]),
)
