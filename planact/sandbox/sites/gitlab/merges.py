"""A project's merge requests: the list, one's page, and the forms that open and change it."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from planact.sandbox.site import database, redirect
from planact.sandbox.sites.gitlab.access import Visit, required_viewer, visit, visit_as
from planact.sandbox.sites.gitlab.discussion import (
    add_comment,
    changeable,
    comments,
    find_thread,
    may_change,
    next_number,
)
from planact.sandbox.sites.gitlab.information import members
from planact.sandbox.sites.gitlab.repository import add_commit
from planact.sandbox.sites.gitlab.threads import MERGES, list_threads
from planact.sandbox.sites.gitlab.view import entered, notify, now, render_project

_FIELDS = ("source", "title", "body", "assignee", "reviewer")

MAY_MERGE = "Developer"


async def _list(request: Request) -> Response:
    visited = visit(request)
    threads = list_threads(request, MERGES, "project = ?", [visited.id])
    return render_project(request, visited, "merges.html", threads=threads)


async def _merge_request(request: Request) -> Response:
    visited = visit(request)
    merge = find_thread(request, MERGES, visited)
    return render_project(
        request,
        visited,
        "merge.html",
        thread=merge,
        comments=comments(database(request), MERGES, merge),
        may_change=may_change(visited, merge, MAY_MERGE),
    )


async def _new(request: Request) -> Response:
    return _form(request, visit_as(request, MAY_MERGE), dict.fromkeys(_FIELDS, ""))


def _form(
    request: Request,
    visited: Visit,
    form: dict[str, str],
    *,
    merge: sqlite3.Row | None = None,
    error: str | None = None,
) -> Response:
    connection = database(request)
    return render_project(
        request,
        visited,
        "merge_form.html",
        422 if error else 200,
        form=form,
        branches=_free_branches(connection, visited.id),
        members=members(connection, visited.id),
        merge=merge,
        error=error,
    )


def _free_branches(connection: sqlite3.Connection, project: int) -> list[str]:
    """The branches that no open merge request is for."""
    rows = connection.execute(
        "SELECT name FROM gitlab_branches WHERE project = :id AND name != 'main' AND name NOT IN"
        " (SELECT source FROM gitlab_merges WHERE project = :id AND state = 'Open') ORDER BY name",
        {"id": project},
    )
    return [row["name"] for row in rows]


async def _create(request: Request) -> Response:
    visited = visit_as(request, MAY_MERGE)
    form = await entered(request, *_FIELDS)
    connection = database(request)
    error = _fault(connection, visited, form)
    if form["source"] not in _free_branches(connection, visited.id):
        error = "Choose a source branch."
    if error:
        return _form(request, visited, form, error=error)
    iid = next_number(connection, MERGES, visited.id)
    connection.execute(
        "INSERT INTO gitlab_merges (project, iid, title, body, author, assignee, reviewer, source,"
        " state, created) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'Open', ?)",
        (
            visited.id,
            iid,
            form["title"],
            form["body"],
            required_viewer(request),
            form["assignee"] or None,
            form["reviewer"] or None,
            form["source"],
            now(),
        ),
    )
    return redirect(f"{visited.path}/-/merge_requests/{iid}")


async def _edit(request: Request) -> Response:
    visited, merge = changeable(request, MERGES, MAY_MERGE)
    return _form(request, visited, {name: merge[name] or "" for name in _FIELDS}, merge=merge)


async def _save(request: Request) -> Response:
    visited, merge = changeable(request, MERGES, MAY_MERGE)
    form = {**await entered(request, *_FIELDS), "source": merge["source"]}
    connection = database(request)
    error = _fault(connection, visited, form, {merge["assignee"], merge["reviewer"]})
    if error:
        return _form(request, visited, form, merge=merge, error=error)
    connection.execute(
        "UPDATE gitlab_merges SET title = ?, body = ?, assignee = ?, reviewer = ? WHERE id = ?",
        (
            form["title"],
            form["body"],
            form["assignee"] or None,
            form["reviewer"] or None,
            merge["id"],
        ),
    )
    notify(connection, "The merge request was saved.")
    return redirect(merge["path"])


def _fault(
    connection: sqlite3.Connection,
    visited: Visit,
    form: dict[str, str],
    present: Collection[str | None] = (),
) -> str | None:
    """What is wrong with the form, if anything is."""
    people = {row["username"] for row in members(connection, visited.id)} | set(present)
    if not form["title"]:
        return "Enter a title."
    if any(form[name] and form[name] not in people for name in ("assignee", "reviewer")):
        return "Only members can be assigned or review."
    return None


async def _set_state(request: Request) -> Response:
    """Merge, close or reopen."""
    visited, merge = changeable(request, MERGES, MAY_MERGE)
    state = (await entered(request, "state"))["state"]
    forbidden = state == "Merged" and not visited.may(MAY_MERGE)
    if state not in MERGES.states or merge["state"] == "Merged" or forbidden:
        raise HTTPException(404)
    connection = database(request)
    connection.execute("UPDATE gitlab_merges SET state = ? WHERE id = ?", (state, merge["id"]))
    if state == "Merged":
        _finish_branch(connection, visited, merge["source"], required_viewer(request))
    return redirect(merge["path"])


def _finish_branch(
    connection: sqlite3.Connection, visited: Visit, branch: str, username: str
) -> None:
    add_commit(connection, visited.id, f"Merge branch '{branch}' into 'main'", username)
    connection.execute(
        "DELETE FROM gitlab_branches WHERE project = ? AND name = ?", (visited.id, branch)
    )
    connection.execute("UPDATE gitlab_projects SET updated = ? WHERE id = ?", (now(), visited.id))


async def _comment(request: Request) -> Response:
    return await add_comment(request, MERGES)


ROUTES = (
    Route("/{namespace}/{slug}/-/merge_requests", _list),
    Route("/{namespace}/{slug}/-/merge_requests/new", _new),
    Route("/{namespace}/{slug}/-/merge_requests/new", _create, methods=["POST"]),
    Route("/{namespace}/{slug}/-/merge_requests/{iid}", _merge_request),
    Route("/{namespace}/{slug}/-/merge_requests/{iid}/edit", _edit),
    Route("/{namespace}/{slug}/-/merge_requests/{iid}/edit", _save, methods=["POST"]),
    Route("/{namespace}/{slug}/-/merge_requests/{iid}/state", _set_state, methods=["POST"]),
    Route("/{namespace}/{slug}/-/merge_requests/{iid}/comment", _comment, methods=["POST"]),
)
