"""Intents that open and change issues."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from itertools import cycle

from planact.sandbox.evaluation import Evaluation, both, page_is
from planact.sandbox.intent import IntentTemplate, Values
from planact.sandbox.intents.gitlab.parts import (
    SEND,
    TRIAGE,
    Connection,
    below_site,
    labels,
    open_thread,
    press,
    project,
    projects,
    projects_as,
    reach,
    rows,
    search_titles,
    show_issues,
    shows,
    thread,
)
from planact.sandbox.intents.gitlab.texts import DUE_DATES, ISSUE_REQUESTS
from planact.sandbox.oracle import Script, click, fill, finish, select, step
from planact.sandbox.sites.gitlab.projects import PROJECTS


def issue_named(connection: Connection, values: Values) -> sqlite3.Row:
    """The issue that a task is about."""
    found = project(connection, values["project"])
    return thread(connection, "gitlab_issue", found, values["title"])


def issues_in_state(connection: Connection, state: str) -> list[sqlite3.Row]:
    """The issues in a state that the account may change."""
    return [
        issue
        for found in projects_as(connection, TRIAGE)
        for issue in rows(
            connection,
            "SELECT * FROM gitlab_issue WHERE project = ? AND state = ? ORDER BY iid",
            found["id"],
            state,
        )
    ]


def _members(connection: Connection, found: sqlite3.Row) -> list[str]:
    names = rows(
        connection,
        "SELECT name FROM gitlab_members JOIN gitlab_users USING (username) WHERE project = ?"
        " ORDER BY name",
        found["id"],
    )
    return [row["name"] for row in names]


# Assign one, with a due date


def _assignments(connection: Connection) -> Sequence[Values]:
    dates = cycle(DUE_DATES)
    return [
        {
            "title": issue["title"],
            "project": issue["project_name"],
            "person": person,
            "date": next(dates),
        }
        for issue in issues_in_state(connection, "Open")
        for person in _members(connection, project(connection, issue["project_name"]))[::2]
        if person != issue["assignee_name"]
    ]


def _assignment_eval(connection: Connection, values: Values) -> Evaluation:
    issue = issue_named(connection, values)
    return shows(issue["path"], {"#assignee": values["person"], "#due": values["date"]})


def _assignment_script(connection: Connection, values: Values) -> Script:
    found = project(connection, values["project"])
    due = DUE_DATES[values["date"]]
    return (
        *reach(found),
        show_issues(found),
        search_titles(values["title"]),
        open_thread("issue", issue_named(connection, values)),
        step(
            f"Edit the issue: choose the assignee '{values['person']}', enter the due date '{due}'"
            " and save the changes",
            "One form holds everything about the issue; it takes dates with the year first.",
            click("#edit"),
            select("#assignee", values["person"]),
            fill("#due", due),
            SEND,
        ),
        finish(),
    )


# A new one


def _new_issues(connection: Connection) -> Sequence[Values]:
    dates = cycle(DUE_DATES)
    parts = {project.name: project.parts for project in PROJECTS}
    return [
        {
            "project": found["name"],
            "title": ISSUE_REQUESTS[number % 5].format(part=parts[found["name"]][number // 5]),
            "person": person,
            "label": known[number % len(known)],
            "date": next(dates),
        }
        for found in projects(connection)
        for known in [labels(connection, found)]
        for number, person in enumerate(_members(connection, found))
    ]


def _new_issue_eval(connection: Connection, values: Values) -> Evaluation:
    found = project(connection, values["project"])
    last = rows(
        connection, "SELECT max(iid) AS iid FROM gitlab_issues WHERE project = ?", found["id"]
    )[0]["iid"]
    path = f"{found['path']}/-/issues/{last + 1}"
    facts = {
        "h1": values["title"],
        "#assignee": values["person"],
        "#labels": values["label"],
        "#due": values["date"],
    }
    return both(page_is("gitlab", below_site(path)), shows(path, facts))


def _new_issue_script(connection: Connection, values: Values) -> Script:
    found = project(connection, values["project"])
    due = DUE_DATES[values["date"]]
    number = labels(connection, found).index(values["label"]) + 1
    return (
        *reach(found),
        show_issues(found),
        press("New issue", "#new", "The button opens the form for an issue."),
        step(
            f"Enter the title '{values['title']}', choose the assignee '{values['person']}',"
            f" tick the label '{values['label']}' and enter the due date '{due}'",
            "The form has a field for each; it takes dates with the year first.",
            fill("#title", values["title"]),
            select("#assignee", values["person"]),
            click(f"#label-{number}"),
            fill("#due", due),
        ),
        step("Press 'Create issue'", "The form is complete.", SEND),
        finish(),
    )


TEMPLATES = (
    IntentTemplate(
        317,
        ("gitlab",),
        'Assign the issue "{title}" in {project} to {person} and make it due on {date}.',
        _assignments,
        _assignment_eval,
        _assignment_script,
        subjects=("title", "project", "person"),
    ),
    IntentTemplate(
        323,
        ("gitlab",),
        'Open an issue in {project} with the title "{title}". It should be assigned to {person},'
        ' have the label "{label}" and be due on {date}. Leave me on its page.',
        _new_issues,
        _new_issue_eval,
        _new_issue_script,
        subjects=("project", "person"),
        test=2,
    ),
)
