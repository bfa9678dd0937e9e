"""Intents that ask for something in the lists of issues."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from planact.sandbox.evaluation import answer_is
from planact.sandbox.intent import IntentTemplate, Values
from planact.sandbox.intents.gitlab.parts import (
    APPLY,
    Connection,
    labels,
    open_found,
    open_issues,
    project,
    projects,
    reach,
    rows,
    show_closed,
    show_issues,
)
from planact.sandbox.oracle import (
    Script,
    answer,
    answer_with,
    search,
    select,
    step,
)

# The latest open issue with a label


def _labels(connection: Connection) -> Sequence[Values]:
    return [
        {"label": label, "project": found["name"]}
        for found in projects(connection)
        for label in labels(connection, found)
        if len(open_issues(connection, found, label)) > 1
    ]


def _latest(connection: Connection, values: Values) -> str:
    found = project(connection, values["project"])
    title: str = open_issues(connection, found, values["label"])[0]["title"]
    return title


def _latest_script(connection: Connection, values: Values) -> Script:
    found = project(connection, values["project"])
    return (
        *reach(found),
        show_issues(found),
        step(
            f"Filter the issues by the label '{values['label']}'",
            "The newest issue comes first among those that are left.",
            select("#label", values["label"]),
            APPLY,
        ),
        answer_with("the title of the first issue", _latest(connection, values)),
    )


# How many issues somebody has opened


def _authors(connection: Connection) -> Sequence[Values]:
    found = rows(
        connection,
        "SELECT lower(state) AS state, project_name AS project, author_name AS author"
        " FROM gitlab_issue GROUP BY project, state, author ORDER BY project, state, author",
    )
    return [dict(row) for row in found]


def _authored(connection: Connection, values: Values) -> str:
    found = rows(
        connection,
        "SELECT count(*) AS number FROM gitlab_issue"
        " WHERE lower(state) = ? AND project_name = ? AND author_name = ?",
        values["state"],
        values["project"],
        values["author"],
    )
    return str(found[0]["number"])


def _authored_script(connection: Connection, values: Values) -> Script:
    found = project(connection, values["project"])
    return (
        *reach(found),
        show_issues(found),
        *([show_closed(found)] if values["state"] == "closed" else []),
        step(
            f"Filter the issues by the author '{values['author']}'",
            "The tabs then count the issues of this author alone.",
            select("#author", values["author"]),
            APPLY,
        ),
        answer_with(f"the number of {values['state']} issues", _authored(connection, values)),
    )


# Which project has more closed issues


def _rivals(connection: Connection) -> Sequence[Values]:
    every = projects(connection)
    return [
        {"first": first["name"], "second": second["name"]}
        for number, first in enumerate(every)
        for second in every[number + 1 : number + 8 : 2]
        if _closed(connection, first) != _closed(connection, second)
    ]


def _closed(connection: Connection, found: sqlite3.Row) -> int:
    number: int = rows(
        connection,
        "SELECT count(*) AS number FROM gitlab_issues WHERE project = ? AND state = 'Closed'",
        found["id"],
    )[0]["number"]
    return number


def _winner(connection: Connection, values: Values) -> str:
    pair = [project(connection, values[which]) for which in ("first", "second")]
    name: str = max(pair, key=lambda found: _closed(connection, found))["name"]
    return name


def _rival_script(connection: Connection, values: Values) -> Script:
    first, second = (project(connection, values[which]) for which in ("first", "second"))
    note = f"{first['name']}: {_closed(connection, first)} closed issues"
    return (
        *reach(first),
        show_issues(first),
        step(
            f"Note the number on the tab 'Closed' and search for the project '{second['name']}'",
            "The second project has to be compared with this number.",
            search("#search", second["name"], note),
        ),
        open_found(second),
        show_issues(second),
        step(
            "Compare the number on the tab 'Closed' with the noted one and answer with the project"
            " that has more",
            "Both numbers are known now.",
            answer(_winner(connection, values)),
        ),
    )


TEMPLATES = (
    IntentTemplate(
        304,
        ("gitlab",),
        'What is the title of the latest open issue in {project} with the label "{label}"?',
        _labels,
        lambda db, values: answer_is(must_include=[_latest(db, values)]),
        _latest_script,
        subjects=("project",),
    ),
    IntentTemplate(
        305,
        ("gitlab",),
        "How many of the {state} issues in {project} were opened by {author}? Answer with the"
        " number alone.",
        _authors,
        lambda db, values: answer_is(exact_match=_authored(db, values)),
        _authored_script,
        subjects=("project", "author"),
    ),
    IntentTemplate(
        308,
        ("gitlab",),
        "Which project has more closed issues, {first} or {second}? Answer with its name.",
        _rivals,
        lambda db, values: answer_is(exact_match=_winner(db, values)),
        _rival_script,
        subjects=("first", "second"),
    ),
)
