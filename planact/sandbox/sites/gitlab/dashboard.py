"""Lists of projects, the search for them, groups and profiles, and what waits for the viewer."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from planact.sandbox.listing import paginate
from planact.sandbox.site import database
from planact.sandbox.sites.gitlab.access import required_viewer, viewer, visible_projects
from planact.sandbox.sites.gitlab.projects import TOPICS
from planact.sandbox.sites.gitlab.query import choices, holds_all, one_of
from planact.sandbox.sites.gitlab.threads import ISSUES, MERGES, list_threads
from planact.sandbox.sites.gitlab.view import PAGE_SIZE, ROOT, render

SORTS = {
    "updated": ("Last updated", "updated DESC, id"),
    "name": ("Name", "name"),
    "stars": ("Most stars", "stars DESC, id"),
    "forks": ("Most forks", "forks DESC, id"),
}
"""For the name of each order of projects its label and SQL."""

_MINE = "id IN (SELECT project FROM gitlab_members WHERE username = ?)"
_STARRED = "id IN (SELECT project FROM gitlab_stars WHERE username = ?)"


async def _yours(request: Request) -> Response:
    return _projects(request, "yours.html", _MINE, [required_viewer(request)])


async def _starred(request: Request) -> Response:
    return _projects(request, "starred.html", _STARRED, [required_viewer(request)])


async def _explore(request: Request) -> Response:
    return _projects(request, "explore.html", "1", [], topic="")


async def _search(request: Request) -> Response:
    chosen = choices(request, q="")
    condition, values = holds_all("name", chosen["q"])
    found = visible_projects(
        database(request), viewer(request), condition if values else "0", values
    )
    listing = paginate(request, found, PAGE_SIZE)
    return render(request, "search.html", words=chosen["q"], listing=listing)


async def _groups(request: Request) -> Response:
    groups = database(request).execute("SELECT * FROM gitlab_groups ORDER BY name")
    return render(request, "groups.html", groups=groups.fetchall())


async def _namespace(request: Request) -> Response:
    """The page of a group, or the profile of a person."""
    connection, path = database(request), (request.path_params["namespace"],)
    group = connection.execute("SELECT * FROM gitlab_groups WHERE path = ?", path).fetchone()
    if group:
        return _projects(request, "group.html", "namespace = ?", path, group=group)
    person = connection.execute("SELECT * FROM gitlab_users WHERE username = ?", path).fetchone()
    if person is None:
        raise HTTPException(404)
    return _projects(request, "person.html", _MINE, path, person=person)


def _projects(
    request: Request, template: str, scope: str, values: Sequence[Any], **context: Any
) -> Response:
    """A page with a list of projects that can be filtered and sorted.

    Args:
        request: The request.
        template: The page.
        scope: SQL condition for the projects to list.
        values: What the condition compares with.
        **context: What else the page shows; ``topic`` for a page that filters by topic.
    """
    by_topic = {"topic": ""} if "topic" in context else {}
    chosen = choices(request, name="", **by_topic, sort="updated")
    order = SORTS[one_of(chosen["sort"], SORTS)][1]
    condition, words = holds_all("name", chosen["name"])
    bound = [*values, *words]
    if chosen.get("topic"):
        condition += " AND id IN (SELECT project FROM gitlab_topics WHERE topic = ?)"
        bound.append(one_of(chosen["topic"], TOPICS))
    found = visible_projects(
        database(request), viewer(request), f"{scope} AND {condition}", bound, order
    )
    return render(
        request,
        template,
        listing=paginate(request, found, PAGE_SIZE),
        chosen=chosen,
        sorts=SORTS,
        topics=TOPICS,
        mine=_roles(request),
        **context,
    )


def _roles(request: Request) -> dict[int, str]:
    """The viewer's role in each project they are a member of."""
    rows: Sequence[sqlite3.Row] = (
        database(request)
        .execute("SELECT project, role FROM gitlab_members WHERE username = ?", (viewer(request),))
        .fetchall()
    )
    return {row["project"]: row["role"] for row in rows}


async def _assigned_issues(request: Request) -> Response:
    threads = list_threads(request, ISSUES, "assignee = ?", [required_viewer(request)])
    return render(request, "your_issues.html", heading="Assigned to me", threads=threads)


async def _created_issues(request: Request) -> Response:
    threads = list_threads(request, ISSUES, "author = ?", [required_viewer(request)])
    return render(request, "your_issues.html", heading="Created by me", threads=threads)


async def _assigned_merges(request: Request) -> Response:
    threads = list_threads(request, MERGES, "assignee = ?", [required_viewer(request)])
    return render(request, "your_merges.html", heading="Assigned to me", threads=threads)


async def _reviews(request: Request) -> Response:
    threads = list_threads(request, MERGES, "reviewer = ?", [required_viewer(request)])
    return render(request, "your_merges.html", heading="Review requests", threads=threads)


YOUR_ISSUES = f"{ROOT}/dashboard/issues"
YOUR_MERGES = f"{ROOT}/dashboard/merge_requests"

ROUTES = (
    Route("/", _yours),
    Route("/starred", _starred),
    Route("/explore", _explore),
    Route("/search", _search),
    Route("/groups", _groups),
    Route("/dashboard/issues", _assigned_issues),
    Route("/dashboard/issues/created", _created_issues),
    Route("/dashboard/merge_requests", _assigned_merges),
    Route("/dashboard/merge_requests/reviews", _reviews),
)

NAMESPACE = Route("/{namespace}", _namespace)
"""The last route: any single name that is no other page."""
