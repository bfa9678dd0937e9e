"""Intents that put what the map says into an issue of a project."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from planact.sandbox.evaluation import Evaluation
from planact.sandbox.intent import IntentTemplate, Values
from planact.sandbox.intents.gitlab.parts import (
    SEND,
    press,
    project,
    projects,
    reach,
    rows,
    show_issues,
    shows,
)
from planact.sandbox.intents.map.lookup import place, places
from planact.sandbox.intents.multiple.steps import leave_map, open_on_map, open_site
from planact.sandbox.oracle import Script, fill, finish, step

Connection = sqlite3.Connection


def _meetings(connection: Connection) -> Sequence[Values]:
    """Places with a phone at which people meet, each with some of the projects."""
    kinds = ("Cafe", "Restaurant", "Hotel", "Library", "Theater", "University building", "Cinema")
    venues = [row for row in places(connection) if row["category"] in kinds and row["phone"]]
    names = [row["name"] for row in projects(connection)]
    return [
        {"place": row["name"], "project": names[(index * 7 + turn) % len(names)]}
        for index, row in enumerate(venues)
        for turn in range(0, 40, 4)
    ]


def _title(values: Values) -> str:
    return f"Call {values['place']}"


def _meeting_eval(connection: Connection, values: Values) -> Evaluation:
    found = project(connection, values["project"])
    last = rows(
        connection, "SELECT max(iid) AS iid FROM gitlab_issues WHERE project = ?", found["id"]
    )[0]["iid"]
    phone = place(connection, values["place"])["phone"]
    path = f"{found['path']}/-/issues/{(last or 0) + 1}"
    return shows(path, {"h1": _title(values), "#body": phone})


def _meeting_script(connection: Connection, values: Values) -> Script:
    row = place(connection, values["place"])
    found = project(connection, values["project"])
    return (
        *open_on_map(row),
        leave_map("the phone number", f"{row['name']}: {row['phone']}"),
        open_site("gitlab"),
        *reach(found),
        show_issues(found),
        press("New issue", "#new", "The button opens the form for an issue."),
        step(
            f"Enter the title '{_title(values)}' and the noted phone number as the description",
            "The other fields can stay as they are.",
            fill("#title", _title(values)),
            fill("#body", row["phone"]),
        ),
        step("Press 'Create issue'", "The form is complete.", SEND),
        finish(),
    )


ISSUES = (
    IntentTemplate(
        607,
        ("map", "gitlab"),
        'Open an issue titled "Call {place}" in the project {project}. Its description'
        " should be the phone number of {place}, which you find on the map, and nothing else.",
        _meetings,
        _meeting_eval,
        _meeting_script,
        subjects=("place", "project"),
        test=2,
        unseen=True,
        start=None,
    ),
)
"""Intents that end on the code-hosting site."""
