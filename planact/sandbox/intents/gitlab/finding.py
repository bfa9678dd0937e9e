"""Intents that ask for a list of issues or merge requests to be shown."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from planact.sandbox.addresses import with_query
from planact.sandbox.evaluation import Evaluation, page_is
from planact.sandbox.intent import IntentTemplate, Values
from planact.sandbox.intents.gitlab.parts import (
    APPLY,
    Connection,
    below_site,
    project,
    reach,
    rows,
    show_closed,
    show_issues,
    show_merges,
    tab,
    username,
)
from planact.sandbox.oracle import Script, finish, select, step
from planact.sandbox.sites.gitlab.query import address
from planact.sandbox.sites.gitlab.threads import ISSUES, MERGES, Kind, parameters


def _list_path(found: sqlite3.Row, kind: Kind, **chosen: str) -> str:
    """Address of a project's issues or merge requests under these filters."""
    defaults = parameters(kind)
    return with_query(f"{found['path']}/-/{kind.path}", address({**defaults, **chosen}, defaults))


# A filtered list of issues

_SORTS = {label: name for name, (label, _) in ISSUES.sorts.items() if label != "Newest first"}


def _filtered_lists(connection: Connection) -> Sequence[Values]:
    pairs = rows(
        connection,
        "SELECT DISTINCT project_name AS project, label, lower(state) AS state FROM gitlab_issue"
        " JOIN gitlab_issue_labels ON issue = id ORDER BY project, label, state",
    )
    sorts = list(_SORTS)
    return [{**dict(row), "sort": sorts[number % 4]} for number, row in enumerate(pairs)]


def _filtered_eval(connection: Connection, values: Values) -> Evaluation:
    path = _list_path(
        project(connection, values["project"]),
        ISSUES,
        state=values["state"],
        label=values["label"],
        sort=_SORTS[values["sort"]],
    )
    return page_is("gitlab", below_site(path))


def _filtered_script(connection: Connection, values: Values) -> Script:
    found = project(connection, values["project"])
    return (
        *reach(found),
        show_issues(found),
        *([show_closed(found)] if values["state"] == "closed" else []),
        step(
            f"Filter by the label '{values['label']}' and sort by '{values['sort']}'",
            "One form holds the filters and the order.",
            select("#label", values["label"]),
            select("#sort", values["sort"]),
            APPLY,
        ),
        finish(),
    )


# What somebody has merged


def _merged(connection: Connection) -> Sequence[Values]:
    found = rows(
        connection,
        "SELECT DISTINCT author_name AS author, project_name AS project FROM gitlab_merge"
        " WHERE state = 'Merged' ORDER BY project, author",
    )
    return [dict(row) for row in found]


def _merged_eval(connection: Connection, values: Values) -> Evaluation:
    found = project(connection, values["project"])
    author = username(connection, values["author"])
    return page_is("gitlab", below_site(_list_path(found, MERGES, state="merged", author=author)))


def _merged_script(connection: Connection, values: Values) -> Script:
    found = project(connection, values["project"])
    return (
        *reach(found),
        show_merges(found),
        tab(
            "Merged",
            _list_path(found, MERGES, state="merged"),
            "At first the page shows those that are open.",
        ),
        step(
            f"Filter the merge requests by the author '{values['author']}'",
            "The list shows everybody's.",
            select("#author", values["author"]),
            APPLY,
        ),
        finish(),
    )


TEMPLATES = (
    IntentTemplate(
        312,
        ("gitlab",),
        'Show me the {state} issues of {project} with the label "{label}", sorted by "{sort}".',
        _filtered_lists,
        _filtered_eval,
        _filtered_script,
        subjects=("project",),
    ),
    IntentTemplate(
        313,
        ("gitlab",),
        "I need the list of all merged merge requests in {project} that {author} opened.",
        _merged,
        _merged_eval,
        _merged_script,
        subjects=("project", "author"),
        test=2,
        unseen=True,
    ),
)
