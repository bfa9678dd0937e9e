"""Intents about one's own issues and reviews."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from planact.sandbox.evaluation import Evaluation, page_is
from planact.sandbox.intent import IntentTemplate, Values
from planact.sandbox.intents.gitlab.parts import (
    APPLY,
    Connection,
    below_site,
    rows,
    search_titles,
    tab,
    thread_link,
)
from planact.sandbox.oracle import Script, ScriptStep, click, finish, select, sign_in, step
from planact.sandbox.signing import SIGN_OUT
from planact.sandbox.sites.gitlab.dashboard import YOUR_ISSUES, YOUR_MERGES
from planact.sandbox.sites.gitlab.people import ACCOUNT, PASSWORD

_SHORTEST_WORD = 4


def _yours(label: str, path: str) -> ScriptStep:
    return step(
        f"Open '{label}' at the top",
        "What concerns you in all projects is listed there.",
        click(f".links a[href='{path}']"),
    )


def _open_first(kind: str, found: sqlite3.Row) -> ScriptStep:
    return step(
        f"Open the first {kind} of the list",
        "The newest comes first.",
        click(thread_link(found)),
    )


# My latest issue about something


def _mine(connection: Connection) -> list[sqlite3.Row]:
    """The account's issues, newest first."""
    return rows(
        connection, "SELECT * FROM gitlab_issue WHERE author = ? ORDER BY created DESC", ACCOUNT
    )


def _with_word(connection: Connection, word: str) -> list[sqlite3.Row]:
    return [issue for issue in _mine(connection) if word in issue["title"].lower()]


def _words(connection: Connection) -> Sequence[Values]:
    """Words that are in several of the titles, the latest of them alone at its time."""
    words = {word for issue in _mine(connection) for word in issue["title"].lower().split()}
    return [
        {"word": word}
        for word in sorted(words)
        if word.isalpha() and len(word) >= _SHORTEST_WORD
        for times in [[issue["created"] for issue in _with_word(connection, word)]]
        if len(times) > 1 and times[0] != times[1]
    ]


def _word_eval(connection: Connection, values: Values) -> Evaluation:
    latest = _with_word(connection, values["word"])[0]
    return page_is("gitlab", below_site(latest["path"]))


def _word_script(connection: Connection, values: Values) -> Script:
    created = f"{YOUR_ISSUES}/created"
    return (
        _yours("Your issues", YOUR_ISSUES),
        tab("Created by me", created, "At first the page shows the issues assigned to you."),
        tab("All", f"{created}?state=all", "The issue may be closed."),
        search_titles(values["word"]),
        _open_first("issue", _with_word(connection, values["word"])[0]),
        finish(),
    )


# What waits for my review


def _reviews(connection: Connection, author: str) -> list[sqlite3.Row]:
    return rows(
        connection,
        "SELECT * FROM gitlab_merge WHERE reviewer = ? AND state = 'Open' AND author_name = ?"
        " ORDER BY created DESC",
        ACCOUNT,
        author,
    )


def _requesting(connection: Connection) -> Sequence[Values]:
    authors = rows(
        connection,
        "SELECT DISTINCT author_name FROM gitlab_merge WHERE reviewer = ? AND state = 'Open'"
        " ORDER BY author_name",
        ACCOUNT,
    )
    return [{"author": row["author_name"]} for row in authors]


def _review_eval(connection: Connection, values: Values) -> Evaluation:
    return page_is("gitlab", below_site(_reviews(connection, values["author"])[0]["path"]))


def _review_script(connection: Connection, values: Values) -> Script:
    return (
        sign_in(ACCOUNT, PASSWORD),
        _yours("Your merge requests", YOUR_MERGES),
        tab(
            "Review requests",
            f"{YOUR_MERGES}/reviews",
            "At first the page shows the merge requests assigned to you.",
        ),
        step(
            f"Filter the merge requests by the author '{values['author']}'",
            "Several people wait for a review.",
            select("#author", values["author"]),
            APPLY,
        ),
        _open_first("merge request", _reviews(connection, values["author"])[0]),
        finish(),
    )


TEMPLATES = (
    IntentTemplate(
        310,
        ("gitlab",),
        'Open the latest issue I created that has "{word}" in its title, whether it is open or'
        " closed.",
        _words,
        _word_eval,
        _word_script,
    ),
    IntentTemplate(
        311,
        ("gitlab",),
        f"Sign in as {ACCOUNT} with the password {PASSWORD} and open the newest merge request by"
        " {author} that is waiting for my review.",
        _requesting,
        _review_eval,
        _review_script,
        start=SIGN_OUT,
    ),
)
