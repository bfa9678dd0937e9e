"""Lists of issues and of merge requests: their tabs, filters and orders."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request

from planact.sandbox.addresses import with_query
from planact.sandbox.listing import Listing, paginate
from planact.sandbox.site import database
from planact.sandbox.sites.gitlab.query import address, choices, holds_all, one_of
from planact.sandbox.sites.gitlab.view import PAGE_SIZE

NOBODY = "none"
"""Stands for nobody among the people to filter by."""


@dataclass(frozen=True)
class Kind:
    """Issues or merge requests.

    Attributes:
        name: What pages call them.
        table: The view that lists them.
        path: Their place below a project.
        states: The states they can be in.
        people: Columns of the people that have to do with them.
        sorts: For the name of each order its label and SQL; the first is the usual one.
    """

    name: str
    table: str
    path: str
    states: tuple[str, ...]
    people: tuple[str, ...]
    sorts: Mapping[str, tuple[str, str]]


_BY_AGE = {
    "newest": ("Newest first", "created DESC, id DESC"),
    "oldest": ("Oldest first", "created, id"),
    "comments": ("Most comments", "comments DESC, created DESC"),
    "title": ("Title", "title"),
}

ISSUES = Kind(
    "issues",
    "gitlab_issue",
    "issues",
    ("Open", "Closed"),
    ("author", "assignee"),
    _BY_AGE | {"due": ("Due date", "due IS NULL, due, id")},
)

MERGES = Kind(
    "merge requests",
    "gitlab_merge",
    "merge_requests",
    ("Open", "Merged", "Closed"),
    ("author", "assignee", "reviewer"),
    _BY_AGE,
)


@dataclass(frozen=True)
class Tab:
    """A tab above a list."""

    label: str
    count: int
    link: str
    is_current: bool


@dataclass(frozen=True)
class Threads:
    """A filtered list as its page shows it.

    Attributes:
        kind: Issues or merge requests.
        listing: The rows of this page.
        tabs: One for each state, and one for all.
        chosen: The address's parameters.
        people: For each column of people, who can be chosen: user names and names.
        labels: The labels that can be chosen.
    """

    kind: Kind
    listing: Listing
    tabs: Sequence[Tab]
    chosen: Mapping[str, str]
    people: Mapping[str, Sequence[sqlite3.Row]]
    labels: Sequence[str]


def parameters(kind: Kind) -> dict[str, str]:
    """The parameters of a list's address with their defaults."""
    return {
        "state": kind.states[0].lower(),
        **dict.fromkeys(kind.people, ""),
        **({"label": ""} if kind is ISSUES else {}),
        "search": "",
        "sort": next(iter(kind.sorts)),
    }


def list_threads(request: Request, kind: Kind, scope: str, values: Sequence[Any]) -> Threads:
    """The list that the address asks for, of what meets an SQL condition."""
    chosen = choices(request, **parameters(kind))
    states = [*(state.lower() for state in kind.states), "all"]
    one_of(chosen["state"], states)
    order = kind.sorts[one_of(chosen["sort"], kind.sorts)][1]
    connection = database(request)
    condition, bound = _condition(kind, chosen)
    found = connection.execute(
        f"SELECT * FROM {kind.table} WHERE {scope} AND {condition} ORDER BY {order}",
        (*values, *bound),
    ).fetchall()
    shown = [row for row in found if chosen["state"] in ("all", row["state"].lower())]
    return Threads(
        kind,
        paginate(request, shown, PAGE_SIZE),
        [_tab(request, kind, chosen, state, found) for state in states],
        chosen,
        {column: _people(connection, kind, column, scope, values) for column in kind.people},
        _labels(connection, scope, values) if kind is ISSUES else (),
    )


def _condition(kind: Kind, chosen: Mapping[str, str]) -> tuple[str, list[str]]:
    """SQL for everything chosen but the state."""
    condition, values = holds_all("title", chosen["search"])
    for column in kind.people:
        if chosen[column] == NOBODY:
            condition += f" AND {column} IS NULL"
        elif chosen[column]:
            condition += f" AND {column} = ?"
            values.append(chosen[column])
    if chosen.get("label"):
        condition += " AND id IN (SELECT issue FROM gitlab_issue_labels WHERE label = ?)"
        values.append(chosen["label"])
    return condition, values


def _tab(
    request: Request, kind: Kind, chosen: dict[str, str], state: str, found: Sequence[sqlite3.Row]
) -> Tab:
    link = with_query(request.url.path, address({**chosen, "state": state}, parameters(kind)))
    count = sum(state in ("all", row["state"].lower()) for row in found)
    return Tab(state.capitalize(), count, link, state == chosen["state"])


def _people(
    connection: sqlite3.Connection, kind: Kind, column: str, scope: str, values: Sequence[Any]
) -> list[sqlite3.Row]:
    return connection.execute(
        f"SELECT DISTINCT {column} AS username, {column}_name AS name FROM {kind.table}"
        f" WHERE {scope} AND {column} IS NOT NULL ORDER BY name",
        values,
    ).fetchall()


def _labels(connection: sqlite3.Connection, scope: str, values: Sequence[Any]) -> list[str]:
    rows = connection.execute(
        "SELECT DISTINCT label FROM gitlab_issue_labels WHERE issue IN"
        f" (SELECT id FROM gitlab_issue WHERE {scope}) ORDER BY label",
        values,
    )
    return [row["label"] for row in rows]
