"""Intents that open, discuss and merge merge requests."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from planact.sandbox.evaluation import Evaluation, both, page_is, page_shows, texts_of
from planact.sandbox.intent import IntentTemplate, Values
from planact.sandbox.intents.gitlab.parts import (
    COMMITTING,
    SEND,
    Connection,
    below_site,
    open_thread,
    press,
    project,
    projects,
    projects_as,
    reach,
    reach_own,
    rows,
    search_titles,
    show_merges,
    shows,
    tab,
    thread,
)
from planact.sandbox.intents.gitlab.texts import MERGE_TITLES, REMARKS
from planact.sandbox.oracle import Script, click, fill, finish, select, step
from planact.sandbox.sites.gitlab.people import ACCOUNT


def _merge(connection: Connection, values: Values) -> sqlite3.Row:
    found = project(connection, values["project"])
    return thread(connection, "gitlab_merge", found, values["title"])


# A comment


def _remarks(connection: Connection) -> Sequence[Values]:
    merges = [
        merge
        for found in projects(connection)
        for merge in rows(
            connection,
            "SELECT * FROM gitlab_merge WHERE project = ? AND state != 'Closed' ORDER BY iid",
            found["id"],
        )
    ]
    return [
        {
            "text": REMARKS[number % len(REMARKS)],
            "state": merge["state"].lower(),
            "title": merge["title"],
            "project": merge["project_name"],
        }
        for number, merge in enumerate(merges)
    ]


def _remark_eval(connection: Connection, values: Values) -> Evaluation:
    return page_shows(
        "gitlab",
        below_site(_merge(connection, values)["path"]),
        texts_of(f"[data-author='{ACCOUNT}'] .text"),
        must_include=[values["text"]],
    )


def _remark_script(connection: Connection, values: Values) -> Script:
    found = project(connection, values["project"])
    merged = tab(
        "Merged",
        f"{found['path']}/-/merge_requests?state=merged",
        "What is merged is on a tab of its own.",
    )
    return (
        *reach(found),
        show_merges(found),
        *([merged] if values["state"] == "merged" else []),
        search_titles(values["title"]),
        open_thread("merge request", _merge(connection, values)),
        step(
            f"Write the comment '{values['text']}' and press 'Comment'",
            "The form for comments is below the others' comments.",
            fill("#comment", values["text"]),
            click("#send-comment"),
        ),
        finish(),
    )


# A new one


def _free_branches(connection: Connection) -> Sequence[Values]:
    """Branches without a merge request, each with several people who could review it."""
    found = rows(
        connection,
        "SELECT gitlab_project.name AS project, branch.name AS branch, person.name AS person"
        " FROM gitlab_branches AS branch JOIN gitlab_project ON gitlab_project.id = branch.project"
        " JOIN gitlab_members AS member ON member.project = branch.project"
        " JOIN gitlab_users AS person ON person.username = member.username"
        " WHERE branch.name != 'main' AND person.username != ? AND NOT EXISTS"
        " (SELECT 1 FROM gitlab_merges AS merge WHERE merge.project = branch.project"
        " AND source = branch.name AND state = 'Open') ORDER BY branch.project, branch, person",
        ACCOUNT,
    )
    mine = {row["name"] for row in projects_as(connection, COMMITTING)}
    return [
        {**dict(row), "title": MERGE_TITLES[number % len(MERGE_TITLES)]}
        for number, row in enumerate(row for row in found if row["project"] in mine)
    ]


def _new_eval(connection: Connection, values: Values) -> Evaluation:
    found = project(connection, values["project"])
    last = rows(
        connection, "SELECT max(iid) AS iid FROM gitlab_merges WHERE project = ?", found["id"]
    )[0]["iid"]
    path = f"{found['path']}/-/merge_requests/{last + 1}"
    facts = {
        "h1": values["title"],
        "#source": values["branch"],
        "#reviewer": values["person"],
        "#state": "Open",
    }
    return both(page_is("gitlab", below_site(path)), shows(path, facts))


def _new_script(connection: Connection, values: Values) -> Script:
    found = project(connection, values["project"])
    return (
        *reach_own(found),
        show_merges(found),
        press("New merge request", "#new", "The button opens the form for a merge request."),
        step(
            f"Choose the source branch '{values['branch']}', enter the title '{values['title']}'"
            f" and choose the reviewer '{values['person']}'",
            "The form has a field for each.",
            select("#source", values["branch"]),
            fill("#title", values["title"]),
            select("#reviewer", values["person"]),
        ),
        step("Press 'Create merge request'", "The form is complete.", SEND),
        finish(),
    )


# Merging


def _mergeable(connection: Connection) -> Sequence[Values]:
    return [
        {"title": merge["title"], "project": found["name"]}
        for found in projects_as(connection, COMMITTING)
        for merge in rows(
            connection,
            "SELECT * FROM gitlab_merge WHERE project = ? AND state = 'Open' ORDER BY iid",
            found["id"],
        )
    ]


def _merged_eval(connection: Connection, values: Values) -> Evaluation:
    path = _merge(connection, values)["path"]
    return both(page_is("gitlab", below_site(path)), shows(path, {"#state": "Merged"}))


def _merged_script(connection: Connection, values: Values) -> Script:
    found = project(connection, values["project"])
    return (
        *reach_own(found),
        show_merges(found),
        search_titles(values["title"]),
        open_thread("merge request", _merge(connection, values)),
        press("Merge", "#merge", "The button merges the branch into main."),
        finish(),
    )


TEMPLATES = (
    IntentTemplate(
        318,
        ("gitlab",),
        'Comment "{text}" on the {state} merge request "{title}" of {project}.',
        _remarks,
        _remark_eval,
        _remark_script,
        subjects=("title", "project"),
    ),
    IntentTemplate(
        326,
        ("gitlab",),
        "In my project {project}, open a merge request for the branch {branch}. Call it"
        ' "{title}" and ask {person} for a review. Leave me on its page.',
        _free_branches,
        _new_eval,
        _new_script,
        subjects=("project", "branch", "person"),
    ),
    IntentTemplate(
        327,
        ("gitlab",),
        'Merge "{title}" into my project {project}. Leave me on the page of the merge request.',
        _mergeable,
        _merged_eval,
        _merged_script,
        subjects=("title", "project"),
        test=0,
    ),
)
