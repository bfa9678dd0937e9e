"""Who is looking at which project, and what they may see and do."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request

from planact.sandbox import signing
from planact.sandbox.site import database

NAME = "gitlab"

ROLES = ("Guest", "Reporter", "Developer", "Maintainer")
"""What members can be invited as; each may do what the ones before it may."""

_RANKS = {role: rank for rank, role in enumerate((*ROLES, "Owner"))}

_VISIBLE = (
    "(visibility = 'Public' OR ? IS NOT NULL AND (visibility = 'Internal'"
    " OR id IN (SELECT project FROM gitlab_members WHERE username = ?)))"
)


def viewer(request: Request) -> str | None:
    """User name of who is signed in, if anybody is."""
    return signing.signed_in(request, NAME)


def required_viewer(request: Request) -> str:
    """User name of who is signed in; whoever is not is sent to the login page."""
    return signing.required_user(request, NAME)


@dataclass(frozen=True)
class Visit:
    """Somebody on a project's pages.

    Attributes:
        project: The project.
        username: Who looks at it; None for somebody who is not signed in.
        role: Their role in the project, if they are a member.
    """

    project: sqlite3.Row
    username: str | None
    role: str | None

    def may(self, role: str) -> bool:
        """Whether they have the role or a higher one."""
        return self.role is not None and _RANKS[self.role] >= _RANKS[role]

    @property
    def id(self) -> int:
        """The project's id."""
        number: int = self.project["id"]
        return number

    @property
    def path(self) -> str:
        """Address of the project's page."""
        return str(self.project["path"])


def visit(request: Request) -> Visit:
    """The visit to the project in the address; 404 where there is none that the viewer may see.

    Whoever is not signed in is asked to, as the project may be one for members.
    """
    username = viewer(request)
    found = visible_projects(
        database(request),
        username,
        "namespace = ? AND slug = ?",
        (request.path_params["namespace"], request.path_params["slug"]),
    )
    if not found:
        required_viewer(request)
        raise HTTPException(404)
    role = (
        database(request)
        .execute(
            "SELECT role FROM gitlab_members WHERE project = ? AND username = ?",
            (found[0]["id"], username),
        )
        .fetchone()
    )
    return Visit(found[0], username, role["role"] if role else None)


def visit_as(request: Request, role: str) -> Visit:
    """The visit of a member who has the role or a higher one; 404 for others."""
    required_viewer(request)
    visited = visit(request)
    if not visited.may(role):
        raise HTTPException(404)
    return visited


def visible_projects(
    connection: sqlite3.Connection,
    username: str | None,
    where: str = "1",
    values: Sequence[Any] = (),
    order: str = "name",
) -> list[sqlite3.Row]:
    """The projects that meet an SQL condition and that the user may see."""
    return connection.execute(
        f"SELECT * FROM gitlab_project WHERE {_VISIBLE} AND {where} ORDER BY {order}",
        (username, username, *values),
    ).fetchall()
