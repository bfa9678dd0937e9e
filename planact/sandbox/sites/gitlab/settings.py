"""Making a project, and changing what it is called and who may see it."""

from __future__ import annotations

import sqlite3

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from planact.sandbox.site import database, redirect
from planact.sandbox.sites.gitlab.access import required_viewer, visit_as
from planact.sandbox.sites.gitlab.projects import slug
from planact.sandbox.sites.gitlab.repository import add_commit
from planact.sandbox.sites.gitlab.view import (
    ROOT,
    entered,
    notify,
    now,
    render,
    render_project,
)
from planact.sandbox.sites.gitlab.words import LABELS

VISIBILITIES = {
    "Private": "Only members can see it.",
    "Internal": "Everybody who is signed in can see it.",
    "Public": "Everybody can see it.",
}

_EMPTY = {"name": "", "description": "", "visibility": "Private", "readme": "on"}


async def _new(request: Request) -> Response:
    required_viewer(request)
    return _form(request, _EMPTY)


def _form(request: Request, form: dict[str, str], error: str | None = None) -> Response:
    return render(
        request,
        "new_project.html",
        422 if error else 200,
        form=form,
        visibilities=VISIBILITIES,
        error=error,
    )


async def _create(request: Request) -> Response:
    username = required_viewer(request)
    form = await entered(request, *_EMPTY)
    connection = database(request)
    path = f"{ROOT}/{username}/{slug(form['name'])}"
    if not slug(form["name"]):
        return _form(request, form, "Enter a name with letters or digits.")
    if form["visibility"] not in VISIBILITIES:
        return _form(request, form, "Choose a visibility.")
    if connection.execute("SELECT 1 FROM gitlab_project WHERE path = ?", (path,)).fetchone():
        return _form(request, form, "You already have a project of this name.")
    _insert(connection, username, form)
    notify(connection, f"The project '{form['name']}' was created.")
    return redirect(path)


def _insert(connection: sqlite3.Connection, username: str, form: dict[str, str]) -> None:
    project = connection.execute(
        "INSERT INTO gitlab_projects (namespace, slug, name, description, visibility, license,"
        " stars, forks, updated) VALUES (?, ?, ?, ?, ?, 'No license', 0, 0, ?)",
        (
            username,
            slug(form["name"]),
            form["name"],
            form["description"],
            form["visibility"],
            now(),
        ),
    ).lastrowid
    assert project is not None
    connection.execute(
        "INSERT INTO gitlab_members VALUES (?, ?, 'Owner', ?)", (project, username, now())
    )
    connection.executemany(
        "INSERT INTO gitlab_labels VALUES (?, ?)", [(project, label) for label in LABELS]
    )
    if form["readme"]:
        text = f"# {form['name']}\n\n{form['description']}\n"
        connection.execute("INSERT INTO gitlab_files VALUES (?, 'README.md', ?)", (project, text))
        connection.execute(
            "INSERT INTO gitlab_branches VALUES (?, 'main', ?, ?)", (project, username, now())
        )
        add_commit(connection, project, "Initial commit", username)


async def _settings(request: Request) -> Response:
    visited = visit_as(request, "Maintainer")
    return render_project(request, visited, "settings.html", visibilities=VISIBILITIES)


async def _save(request: Request) -> Response:
    visited = visit_as(request, "Maintainer")
    form = await entered(request, "name", "description", "visibility")
    connection = database(request)
    if not form["name"] or form["visibility"] not in VISIBILITIES:
        notify(connection, "Enter a name and choose a visibility.", error=True)
    else:
        connection.execute(
            "UPDATE gitlab_projects SET name = :name, description = :description,"
            " visibility = :visibility, updated = :now WHERE id = :id",
            {**form, "now": now(), "id": visited.id},
        )
        notify(connection, "The settings were saved.")
    return redirect(f"{visited.path}/-/settings")


ROUTES = (
    Route("/projects/new", _new),
    Route("/projects/new", _create, methods=["POST"]),
    Route("/{namespace}/{slug}/-/settings", _settings),
    Route("/{namespace}/{slug}/-/settings", _save, methods=["POST"]),
)
