"""Fills the projects with what has happened: commits, branches, issues and merge requests."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random

from planact.sandbox.site import NOW
from planact.sandbox.sites.gitlab.people import ACCOUNT, PEOPLE
from planact.sandbox.sites.gitlab.projects import PROJECTS, Project, slug
from planact.sandbox.sites.gitlab.words import (
    COMMENTS,
    COMMIT_TITLES,
    ISSUE_BODIES,
    ISSUE_TITLES,
    MERGE_BODIES,
    MERGE_TITLES,
    about,
)

DAYS = 150
"""How far back the history goes."""

# The hours from 7 to 22, of yesterday and the days before.
_MORNING = NOW.replace(hour=7, minute=0) - timedelta(days=1)
_MINUTES_AWAKE = 15 * 60

FREE_BRANCHES = 4
"""Branches of a project that wait for a merge request."""

MY_REVIEWS = 34

MAY_COMMIT = ("Owner", "Maintainer", "Developer")


def fill_history(connection: sqlite3.Connection, draw: Random) -> None:
    """Write the history of all projects, whose members are there already."""
    for number, project in enumerate(PROJECTS, start=1):
        roles = connection.execute(
            "SELECT username, role FROM gitlab_members WHERE project = ? ORDER BY username",
            (number,),
        ).fetchall()
        members = [row["username"] for row in roles]
        committers = [row["username"] for row in roles if row["role"] in MAY_COMMIT]
        _fill_commits(connection, draw, number, project, committers)
        _fill_issues(connection, draw, number, project, members)
        _fill_merges(connection, draw, number, project, committers)
    _ask_for_my_reviews(connection, draw)


def _fill_commits(
    connection: sqlite3.Connection,
    draw: Random,
    number: int,
    project: Project,
    committers: list[str],
) -> None:
    titles = _titles(draw, project, COMMIT_TITLES, draw.randint(24, 42))
    weights = draw.sample(range(2, 12), len(committers))
    authors = draw.choices(committers, weights=weights, k=len(titles))
    commits = [
        (number, f"{draw.getrandbits(32):08x}", title, author, when)
        for title, author, when in zip(titles, authors, _times(draw, len(titles)), strict=True)
    ]
    connection.executemany("INSERT INTO gitlab_commits VALUES (?, ?, ?, ?, ?)", commits)
    connection.execute(
        "UPDATE gitlab_projects SET updated = ? WHERE id = ?", (commits[-1][-1], number)
    )


def _fill_issues(
    connection: sqlite3.Connection, draw: Random, number: int, project: Project, members: list[str]
) -> None:
    titles = _titles(draw, project, ISSUE_TITLES, draw.randint(15, 22))
    outsiders = [person.username for person in draw.sample(PEOPLE[1:], 2)]
    may_write = [*members, *outsiders, *_me_where_public(connection, number)]
    labels = [
        row["label"]
        for row in connection.execute(
            "SELECT label FROM gitlab_labels WHERE project = ? ORDER BY label", (number,)
        )
    ]
    times = _times(draw, len(titles))
    for iid, (title, created) in enumerate(zip(titles, times, strict=True), start=1):
        issue = connection.execute(
            "INSERT INTO gitlab_issues"
            " (project, iid, title, body, author, assignee, due, state, created)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                number,
                iid,
                title,
                about(draw.choice(ISSUE_BODIES), draw.choice(project.parts)),
                draw.choice(may_write),
                draw.choice(members) if draw.random() < 0.65 else None,
                _due(draw) if draw.random() < 0.4 else None,
                "Closed" if draw.random() < 0.42 else "Open",
                created,
            ),
        ).lastrowid
        connection.executemany(
            "INSERT INTO gitlab_issue_labels VALUES (?, ?)",
            [(issue, label) for label in draw.sample(labels, draw.choice((1, 1, 2)))],
        )
        _fill_comments(connection, draw, "issue", issue, members, created)


def _me_where_public(connection: sqlite3.Connection, number: int) -> list[str]:
    """The account, where it may see the project: it writes issues everywhere."""
    row = connection.execute(
        "SELECT visibility FROM gitlab_projects WHERE id = ?", (number,)
    ).fetchone()
    return [] if row["visibility"] == "Private" else [ACCOUNT]


def _fill_merges(
    connection: sqlite3.Connection,
    draw: Random,
    number: int,
    project: Project,
    committers: list[str],
) -> None:
    titles = _titles(draw, project, MERGE_TITLES, draw.randint(10, 14) + FREE_BRANCHES)
    times = _times(draw, len(titles))
    branches = []
    for iid, (title, created) in enumerate(zip(titles, times, strict=True), start=1):
        author, reviewer = draw.sample(committers, 2)
        state = draw.choices(("Open", "Merged", "Closed"), weights=(5, 6, 2))[0]
        is_free = iid > len(titles) - FREE_BRANCHES
        if state == "Open" or is_free:
            branches.append((number, slug(title), author, created))
        if is_free:
            continue
        merge = connection.execute(
            "INSERT INTO gitlab_merges"
            " (project, iid, title, body, author, assignee, reviewer, source, state, created)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                number,
                iid,
                title,
                draw.choice(MERGE_BODIES),
                author,
                author if draw.random() < 0.5 else None,
                reviewer if draw.random() < 0.75 else None,
                slug(title),
                state,
                created,
            ),
        ).lastrowid
        _fill_comments(connection, draw, "merge", merge, committers, created)
    branches.append((number, "main", committers[0], _days_ago(DAYS)))
    connection.executemany("INSERT INTO gitlab_branches VALUES (?, ?, ?, ?)", branches)


def _ask_for_my_reviews(connection: sqlite3.Connection, draw: Random) -> None:
    open_merges = connection.execute(
        "SELECT id FROM gitlab_merge WHERE state = 'Open' AND author != ? AND project IN"
        " (SELECT id FROM gitlab_projects WHERE visibility != 'Private') ORDER BY id",
        (ACCOUNT,),
    ).fetchall()
    connection.executemany(
        "UPDATE gitlab_merges SET reviewer = ? WHERE id = ?",
        [(ACCOUNT, row["id"]) for row in draw.sample(open_merges, MY_REVIEWS)],
    )


def _fill_comments(
    connection: sqlite3.Connection,
    draw: Random,
    column: str,
    item: int | None,
    people: Sequence[str],
    created: str,
) -> None:
    when = datetime.fromisoformat(created)
    for text in draw.sample(COMMENTS, draw.choice((0, 0, 1, 1, 2, 3))):
        when += timedelta(minutes=draw.randrange(5, 200))
        connection.execute(
            f"INSERT INTO gitlab_comments ({column}, author, body, created) VALUES (?, ?, ?, ?)",
            (item, draw.choice(people), text, when.isoformat(" ", "minutes")),
        )


def _titles(draw: Random, project: Project, sentences: Sequence[str], count: int) -> list[str]:
    every = [about(sentence, part) for sentence in sentences for part in project.parts]
    return draw.sample(every, count)


def _times(draw: Random, count: int) -> list[str]:
    """So many moments of the last months, oldest first, no two the same, none at night."""
    slots = draw.sample(range(DAYS * _MINUTES_AWAKE), count)
    moments = [
        _MORNING - timedelta(days=slot // _MINUTES_AWAKE) + timedelta(minutes=slot % _MINUTES_AWAKE)
        for slot in slots
    ]
    return [moment.isoformat(" ", "minutes") for moment in sorted(moments)]


def _due(draw: Random) -> str:
    return (NOW + timedelta(days=draw.randrange(-20, 60))).date().isoformat()


def _days_ago(days: int) -> str:
    return (NOW - timedelta(days=days)).isoformat(" ", "minutes")
