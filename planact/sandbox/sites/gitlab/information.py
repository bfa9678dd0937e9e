"""What a project says about itself: its members, whom it invites, and its labels."""

from __future__ import annotations

import sqlite3

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from planact.sandbox.site import database, redirect
from planact.sandbox.sites.gitlab.access import ROLES, Visit, visit, visit_as
from planact.sandbox.sites.gitlab.view import entered, notify, now, render_project


def members(connection: sqlite3.Connection, project: int) -> list[sqlite3.Row]:
    """The project's members with their roles, by name."""
    return connection.execute(
        "SELECT gitlab_members.*, name FROM gitlab_members JOIN gitlab_users USING (username)"
        " WHERE project = ? ORDER BY name",
        (project,),
    ).fetchall()


def labels(connection: sqlite3.Connection, project: int) -> list[sqlite3.Row]:
    """The project's labels, each with its number of open issues."""
    return connection.execute(
        "SELECT label, (SELECT count(*) FROM gitlab_issue_labels JOIN gitlab_issues ON id = issue"
        " WHERE label = own.label AND gitlab_issues.project = own.project AND state = 'Open')"
        " AS issues FROM gitlab_labels AS own WHERE project = ? ORDER BY label",
        (project,),
    ).fetchall()


async def _labels(request: Request) -> Response:
    visited = visit(request)
    return render_project(
        request, visited, "labels.html", labels=labels(database(request), visited.id)
    )


async def _members(request: Request) -> Response:
    visited = visit(request)
    return render_project(
        request, visited, "members.html", members=members(database(request), visited.id)
    )


async def _invitation(request: Request) -> Response:
    return _form(request, visit_as(request, "Maintainer"), {"person": "", "role": ""})


def _form(
    request: Request, visited: Visit, form: dict[str, str], error: str | None = None
) -> Response:
    return render_project(
        request, visited, "invite.html", 422 if error else 200, form=form, roles=ROLES, error=error
    )


async def _invite(request: Request) -> Response:
    visited = visit_as(request, "Maintainer")
    form = await entered(request, "person", "role")
    connection = database(request)
    person = connection.execute(
        "SELECT * FROM gitlab_users WHERE username = :who OR name = :who COLLATE NOCASE",
        {"who": form["person"].removeprefix("@")},
    ).fetchone()
    if person is None:
        return _form(request, visited, form, "There is nobody of this name.")
    if form["role"] not in ROLES:
        return _form(request, visited, form, "Choose a role.")
    if any(row["username"] == person["username"] for row in members(connection, visited.id)):
        return _form(request, visited, form, f"{person['name']} is a member already.")
    connection.execute(
        "INSERT INTO gitlab_members VALUES (?, ?, ?, ?)",
        (visited.id, person["username"], form["role"], now()),
    )
    notify(connection, f"{person['name']} was added as {form['role']}.")
    return redirect(f"{visited.path}/-/members")


ROUTES = (
    Route("/{namespace}/{slug}/-/labels", _labels),
    Route("/{namespace}/{slug}/-/members", _members),
    Route("/{namespace}/{slug}/-/members/invite", _invitation),
    Route("/{namespace}/{slug}/-/members/invite", _invite, methods=["POST"]),
)
