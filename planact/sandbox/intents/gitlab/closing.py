"""Intents that close and reopen issues."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from itertools import cycle

from planact.sandbox.addresses import with_query
from planact.sandbox.evaluation import Evaluation, both, page_is, page_shows, texts_of
from planact.sandbox.intent import IntentTemplate, Values
from planact.sandbox.intents.gitlab.issues import issue_named, issues_in_state
from planact.sandbox.intents.gitlab.parts import (
    APPLY,
    SEND,
    TRIAGE,
    Connection,
    below_site,
    labels,
    menu,
    open_issues,
    open_thread,
    press,
    project,
    projects_as,
    reach,
    reach_own,
    rows,
    search_titles,
    show_closed,
    show_issues,
    shows,
    thread_link,
)
from planact.sandbox.intents.gitlab.texts import DUE_DATES
from planact.sandbox.oracle import Script, ScriptStep, click, fill, finish, select, step

# Close one


def _open_values(connection: Connection) -> Sequence[Values]:
    return [
        {"title": issue["title"], "project": issue["project_name"]}
        for issue in issues_in_state(connection, "Open")
    ]


def _close_script(connection: Connection, values: Values) -> Script:
    found = project(connection, values["project"])
    return (
        *reach(found),
        show_issues(found),
        search_titles(values["title"]),
        open_thread("issue", issue_named(connection, values)),
        press("Close issue", "#close", "The button is on the issue's page."),
        finish(),
    )


# Close all with a label


def _pairs_to_close(connection: Connection) -> Sequence[Values]:
    return [
        {"label": label, "project": found["name"]}
        for found in projects_as(connection, TRIAGE)
        for label in labels(connection, found)
        if len(open_issues(connection, found, label)) == 2
    ]


def _all_closed_eval(connection: Connection, values: Values) -> Evaluation:
    found = project(connection, values["project"])
    closed = open_issues(connection, found, values["label"])
    open_before = rows(
        connection,
        "SELECT count(*) AS number FROM gitlab_issues WHERE project = ? AND state = 'Open'",
        found["id"],
    )[0]["number"]
    path = f"{found['path']}/-/issues"
    listed = with_query(path, [("state", "closed"), ("label", values["label"])])
    return both(
        page_shows(
            "gitlab",
            below_site(listed),
            texts_of("#threads article > a"),
            must_include=[issue["title"] for issue in closed],
        ),
        shows(path, {".tabs a[aria-current]": f"Open ({open_before - len(closed)})"}),
    )


def _all_closed_script(connection: Connection, values: Values) -> Script:
    found = project(connection, values["project"])
    newer, older = open_issues(connection, found, values["label"])
    show = step(
        f"Filter the issues by the label '{values['label']}'",
        "Only open issues are listed at first, so that all that are left are to be closed.",
        select("#label", values["label"]),
        APPLY,
    )
    return (
        *reach_own(found),
        show_issues(found),
        show,
        _close("first", newer),
        menu(found, "Issues", "Other issues with the label may still be open."),
        show,
        _close("remaining", older),
        finish(),
    )


def _close(which: str, issue: sqlite3.Row) -> ScriptStep:
    return step(
        f"Open the {which} issue and press 'Close issue'",
        "Issues are closed one by one, on their own pages.",
        click(thread_link(issue)),
        click("#close"),
    )


# Reopen one, with a due date


def _closed_values(connection: Connection) -> Sequence[Values]:
    dates = cycle(DUE_DATES)
    return [
        {"title": issue["title"], "project": issue["project_name"], "date": next(dates)}
        for issue in issues_in_state(connection, "Closed")
    ]


def _reopened_eval(connection: Connection, values: Values) -> Evaluation:
    path = issue_named(connection, values)["path"]
    return both(
        page_is("gitlab", below_site(path)),
        shows(path, {"#state": "Open", "#due": values["date"]}),
    )


def _reopened_script(connection: Connection, values: Values) -> Script:
    found = project(connection, values["project"])
    due = DUE_DATES[values["date"]]
    return (
        *reach(found),
        show_issues(found),
        show_closed(found),
        search_titles(values["title"]),
        open_thread("issue", issue_named(connection, values)),
        press("Reopen issue", "#reopen", "The button is on the issue's page."),
        step(
            f"Edit the issue: enter the due date '{due}' and save the changes",
            "The form for changes has the due date; it takes dates with the year first.",
            click("#edit"),
            fill("#due", due),
            SEND,
        ),
        finish(),
    )


TEMPLATES = (
    IntentTemplate(
        316,
        ("gitlab",),
        'The issue "{title}" in {project} is done. Please close it.',
        _open_values,
        lambda db, values: shows(issue_named(db, values)["path"], {"#state": "Closed"}),
        _close_script,
        subjects=("title", "project"),
        test=0,
    ),
    IntentTemplate(
        322,
        ("gitlab",),
        'Close every open issue with the label "{label}" in my project {project}.',
        _pairs_to_close,
        _all_closed_eval,
        _all_closed_script,
        subjects=("project",),
        unseen=True,
    ),
    IntentTemplate(
        328,
        ("gitlab",),
        'The issue "{title}" in {project} was closed too early: reopen it, with {date} as its due'
        " date. Leave me on its page.",
        _closed_values,
        _reopened_eval,
        _reopened_script,
        subjects=("title", "project"),
        test=2,
        unseen=True,
    ),
)
