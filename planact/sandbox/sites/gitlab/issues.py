"""A project's issues: the list, an issue's page, and the forms that open and change it."""

from __future__ import annotations

import sqlite3

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from planact.sandbox.site import database, redirect
from planact.sandbox.sites.gitlab.access import Visit, required_viewer, visit
from planact.sandbox.sites.gitlab.discussion import (
    add_comment,
    changeable,
    comments,
    find_thread,
    may_change,
    next_number,
)
from planact.sandbox.sites.gitlab.information import labels, members
from planact.sandbox.sites.gitlab.threads import ISSUES, list_threads
from planact.sandbox.sites.gitlab.view import entered, is_day, notify, now, render_project

_FIELDS = ("title", "body", "assignee", "due")

MAY_CHANGE = "Reporter"


async def _list(request: Request) -> Response:
    visited = visit(request)
    threads = list_threads(request, ISSUES, "project = ?", [visited.id])
    return render_project(request, visited, "issues.html", threads=threads)


async def _issue(request: Request) -> Response:
    visited = visit(request)
    issue = find_thread(request, ISSUES, visited)
    return render_project(
        request,
        visited,
        "issue.html",
        thread=issue,
        comments=comments(database(request), ISSUES, issue),
        may_change=may_change(visited, issue, MAY_CHANGE),
    )


async def _new(request: Request) -> Response:
    required_viewer(request)
    return _form(request, visit(request), dict.fromkeys(_FIELDS, ""), [])


def _form(
    request: Request,
    visited: Visit,
    form: dict[str, str],
    chosen_labels: list[str],
    *,
    issue: sqlite3.Row | None = None,
    error: str | None = None,
) -> Response:
    connection = database(request)
    return render_project(
        request,
        visited,
        "issue_form.html",
        422 if error else 200,
        form=form,
        chosen_labels=chosen_labels,
        labels=labels(connection, visited.id),
        members=members(connection, visited.id),
        issue=issue,
        error=error,
    )


async def _create(request: Request) -> Response:
    username, visited = required_viewer(request), visit(request)
    form, chosen_labels = await _entered(request)
    connection = database(request)
    error = _fault(connection, visited, form)
    if error:
        return _form(request, visited, form, chosen_labels, error=error)
    iid = next_number(connection, ISSUES, visited.id)
    issue = connection.execute(
        "INSERT INTO gitlab_issues (project, iid, title, body, author, assignee, due, state,"
        " created) VALUES (?, ?, ?, ?, ?, ?, ?, 'Open', ?)",
        (
            visited.id,
            iid,
            form["title"],
            form["body"],
            username,
            form["assignee"] or None,
            form["due"] or None,
            now(),
        ),
    ).lastrowid
    assert issue is not None
    _set_labels(connection, visited, issue, chosen_labels)
    return redirect(f"{visited.path}/-/issues/{iid}")


async def _edit(request: Request) -> Response:
    visited, issue = changeable(request, ISSUES, MAY_CHANGE)
    form = {name: issue[name] or "" for name in _FIELDS}
    chosen_labels = issue["labels"].split(", ") if issue["labels"] else []
    return _form(request, visited, form, chosen_labels, issue=issue)


async def _save(request: Request) -> Response:
    visited, issue = changeable(request, ISSUES, MAY_CHANGE)
    form, chosen_labels = await _entered(request)
    connection = database(request)
    error = _fault(connection, visited, form, issue["assignee"])
    if error:
        return _form(request, visited, form, chosen_labels, issue=issue, error=error)
    connection.execute(
        "UPDATE gitlab_issues SET title = ?, body = ?, assignee = ?, due = ? WHERE id = ?",
        (
            form["title"],
            form["body"],
            form["assignee"] or None,
            form["due"] or None,
            issue["id"],
        ),
    )
    _set_labels(connection, visited, issue["id"], chosen_labels)
    notify(connection, "The issue was saved.")
    return redirect(issue["path"])


async def _entered(request: Request) -> tuple[dict[str, str], list[str]]:
    form = await request.form()
    return await entered(request, *_FIELDS), [str(label) for label in form.getlist("label")]


def _fault(
    connection: sqlite3.Connection,
    visited: Visit,
    form: dict[str, str],
    present_assignee: str | None = None,
) -> str | None:
    """What is wrong with the form, if anything is."""
    people = {row["username"] for row in members(connection, visited.id)} | {present_assignee}
    if not form["title"]:
        return "Enter a title."
    if form["assignee"] and form["assignee"] not in people:
        return "Only members can be assigned."
    if form["due"] and not is_day(form["due"]):
        return "Enter the due date as YYYY-MM-DD."
    return None


def _set_labels(
    connection: sqlite3.Connection, visited: Visit, issue: int, chosen: list[str]
) -> None:
    known = [row["label"] for row in labels(connection, visited.id)]
    connection.execute("DELETE FROM gitlab_issue_labels WHERE issue = ?", (issue,))
    connection.executemany(
        "INSERT INTO gitlab_issue_labels VALUES (?, ?)",
        [(issue, label) for label in known if label in chosen],
    )


async def _set_state(request: Request) -> Response:
    _, issue = changeable(request, ISSUES, MAY_CHANGE)
    form = await entered(request, "state")
    if form["state"] not in ISSUES.states:
        raise HTTPException(404)
    database(request).execute(
        "UPDATE gitlab_issues SET state = ? WHERE id = ?", (form["state"], issue["id"])
    )
    return redirect(issue["path"])


async def _comment(request: Request) -> Response:
    return await add_comment(request, ISSUES)


ROUTES = (
    Route("/{namespace}/{slug}/-/issues", _list),
    Route("/{namespace}/{slug}/-/issues/new", _new),
    Route("/{namespace}/{slug}/-/issues/new", _create, methods=["POST"]),
    Route("/{namespace}/{slug}/-/issues/{iid}", _issue),
    Route("/{namespace}/{slug}/-/issues/{iid}/edit", _edit),
    Route("/{namespace}/{slug}/-/issues/{iid}/edit", _save, methods=["POST"]),
    Route("/{namespace}/{slug}/-/issues/{iid}/state", _set_state, methods=["POST"]),
    Route("/{namespace}/{slug}/-/issues/{iid}/comment", _comment, methods=["POST"]),
)
