"""Forum tasks that ask for a page to be shown."""

from __future__ import annotations

import sqlite3

from planact.sandbox.evaluation import page_is
from planact.sandbox.intent import IntentTemplate, Values
from planact.sandbox.intents.reddit.read import FORUMS, MOST_COMMENTED, POSTS
from planact.sandbox.intents.reddit.steps import (
    below_site,
    find,
    first_post,
    open_first,
    open_forum,
    post_titled,
    sort_by,
)
from planact.sandbox.oracle import Script, click, finish, step

Connection = sqlite3.Connection

SORTS = {"new": "New", "top": "Top", "most_commented": "Most commented"}


def _sorted_values(connection: Connection) -> list[Values]:
    return [
        {"forum": forum["forum"], "sort": label}
        for label in SORTS.values()
        for forum in FORUMS(connection)
    ]


def _sort_name(label: str) -> str:
    return next(name for name, text in SORTS.items() if text == label)


def _sorted_script(connection: Connection, values: Values) -> Script:
    forum, label = values["forum"], values["sort"]
    return open_forum(forum), sort_by(forum, _sort_name(label), label), finish()


def _profile_script(connection: Connection, values: Values) -> Script:
    post = post_titled(connection, values["title"])
    follow = step(
        "Open the profile of the person who submitted it",
        "The author's name links to the profile.",
        click("#author"),
    )
    return *find(post), follow, finish()


def _busiest(connection: Connection, forum: str) -> sqlite3.Row:
    return first_post(connection, forum, MOST_COMMENTED)


def _busiest_page_script(connection: Connection, values: Values) -> Script:
    forum = values["forum"]
    return (
        open_forum(forum),
        sort_by(forum, "most_commented", "Most commented"),
        open_first(_busiest(connection, forum)),
        finish(),
    )


TEMPLATES = (
    IntentTemplate(
        209,
        ("reddit",),
        "Show me the {forum} forum sorted by {sort}.",
        _sorted_values,
        lambda db, values: page_is("reddit", f"/f/{values['forum']}/{_sort_name(values['sort'])}"),
        _sorted_script,
    ),
    IntentTemplate(
        210,
        ("reddit",),
        'Take me to the profile of the person who submitted "{title}".',
        POSTS,
        lambda db, values: page_is("reddit", f"/user/{post_titled(db, values['title'])['author']}"),
        _profile_script,
    ),
    IntentTemplate(
        211,
        ("reddit",),
        "Open the most commented post of the {forum} forum.",
        FORUMS,
        lambda db, values: page_is("reddit", below_site(_busiest(db, values["forum"])["path"])),
        _busiest_page_script,
    ),
)
