"""Forum tasks that put a post into another forum as well."""

from __future__ import annotations

import sqlite3
from itertools import cycle
from typing import Any

from planact.sandbox.evaluation import both, last_page_shows, page_is, text_of
from planact.sandbox.intent import IntentTemplate, Values
from planact.sandbox.intents.reddit.lookups import (
    FORUMS,
    Connection,
    leader,
    led_in_period,
    next_post_id,
    post_titled,
)
from planact.sandbox.intents.reddit.steps import SEND, find, open_first, press, sorted_forum
from planact.sandbox.oracle import Script, ScriptStep, click, finish, select, step
from planact.sandbox.sites.reddit.posts import select_posts

_FORUMS_PER_POST = 2


def _crossposted(connection: Connection, post: sqlite3.Row, forum: str) -> dict[str, Any]:
    path = f"/f/{forum}/{next_post_id(connection)}/{post['slug']}"
    original = f"Crossposted from {post['forum']}: {post['title']}"
    return both(
        page_is("reddit", path), last_page_shows(text_of("#original"), must_include=[original])
    )


def _crosspost(forum: str) -> tuple[ScriptStep, ScriptStep]:
    return (
        press(
            "Crosspost", "#crosspost", "A crosspost leads to the original, a new post would not."
        ),
        step(
            f"Choose the forum '{forum}' and press 'Create crosspost'",
            "The title of the original is entered already.",
            select("#forum", forum),
            click(SEND),
        ),
    )


def _titled_values(connection: Connection) -> list[Values]:
    """Every post with some of the other forums, so that both are often of one split."""
    forums = [values["forum"] for values in FORUMS(connection)]
    values: list[Values] = []
    for number, post in enumerate(select_posts(connection, sort="new")):
        home = forums.index(post["forum"])
        for turn in range(_FORUMS_PER_POST):
            away = 1 + (number * _FORUMS_PER_POST + turn) % (len(forums) - 1)
            values.append({"title": post["title"], "forum": forums[(home + away) % len(forums)]})
    return values


def _titled_script(connection: Connection, values: Values) -> Script:
    post = post_titled(connection, values["title"])
    return *find(post), *_crosspost(values["forum"]), finish()


def _led_values(connection: Connection) -> list[Values]:
    """Every pair of forums, with one of the posts that can be named in the first of them."""
    by_forum: dict[str, list[Values]] = {}
    for named in led_in_period(connection):
        by_forum.setdefault(named["forum"], []).append(named)
    values: list[Values] = []
    for first, choices in by_forum.items():
        others = [other["forum"] for other in FORUMS(connection) if other["forum"] != first]
        values += [
            {"which": named["which"], "period": named["period"], "first": first, "second": second}
            for named, second in zip(cycle(choices), others, strict=False)
        ]
    return values


def _leader(connection: Connection, values: Values) -> sqlite3.Row:
    return leader(connection, values["first"], values["which"], values["period"])


def _led_script(connection: Connection, values: Values) -> Script:
    return (
        *sorted_forum(values["first"], values["which"], values["period"]),
        open_first(_leader(connection, values)),
        *_crosspost(values["second"]),
        finish(),
    )


TEMPLATES = (
    IntentTemplate(
        238,
        ("reddit",),
        'Crosspost the post "{title}" to the {forum} forum. Leave me on the new post.',
        _titled_values,
        lambda db, values: _crossposted(db, post_titled(db, values["title"]), values["forum"]),
        _titled_script,
        subjects=("title", "forum"),
    ),
    IntentTemplate(
        239,
        ("reddit",),
        "Repost the {which} post of the past {period} in the {first} forum to the {second} forum,"
        " under the same title and with the link to the original that the site adds. Leave me on"
        " the new post.",
        _led_values,
        lambda db, values: _crossposted(db, _leader(db, values), values["second"]),
        _led_script,
        subjects=("first", "second"),
        test=2,
        unseen=True,
    ),
)
