"""Fills the forum site: people, forums and what belongs to whom, drawn from the seed."""

from __future__ import annotations

import sqlite3
from datetime import timedelta
from random import Random

from planact.sandbox.site import NOW
from planact.sandbox.sites.reddit.people import ACCOUNT, NAMES, PEOPLE
from planact.sandbox.sites.reddit.remarks import MESSAGES
from planact.sandbox.sites.reddit.topics import TOPICS
from planact.sandbox.sites.reddit.written import fill_comments, fill_posts

REGULARS_PER_FORUM = 8
SAVED = 6

Regulars = dict[str, list[str]]
"""By forum, who writes most of its posts, the busiest first."""


def fill(connection: sqlite3.Connection, draw: Random) -> None:
    """Write the whole content; the tables are there and empty."""
    _fill_people(connection, draw)
    subscribed = sorted(draw.sample([topic.name for topic in TOPICS], len(TOPICS) // 2))
    regulars = _regulars(draw, subscribed)
    _fill_forums(connection, draw, regulars)
    _fill_subscriptions(connection, draw, subscribed)
    fill_posts(connection, draw, regulars)
    fill_comments(connection, draw)
    _fill_saved(connection, draw)
    _fill_messages(connection, draw)


def _fill_people(connection: sqlite3.Connection, draw: Random) -> None:
    # Nobody joined on the day somebody else did, so that one is always the longest there.
    days = draw.sample(range(450, 3000), len(PEOPLE))
    connection.executemany(
        "INSERT INTO reddit_users (name, bio, joined) VALUES (?, ?, ?)",
        [
            (person.name, person.bio, (NOW - timedelta(days=ago)).date().isoformat())
            for person, ago in zip(PEOPLE, days, strict=True)
        ],
    )


def _regulars(draw: Random, subscribed: list[str]) -> Regulars:
    """The same number of forums for everybody, and the account among its own forums' busiest."""
    others = draw.sample(NAMES[1:], len(NAMES) - 1)
    regulars: Regulars = {}
    for number, topic in enumerate(TOPICS):
        start = number * REGULARS_PER_FORUM
        names = [others[(start + turn) % len(others)] for turn in range(REGULARS_PER_FORUM)]
        if topic.name in subscribed:
            names[1] = ACCOUNT
        regulars[topic.name] = names
    return regulars


def _fill_forums(connection: sqlite3.Connection, draw: Random, regulars: Regulars) -> None:
    subscribers = draw.sample(range(210, 9800), len(TOPICS))
    for topic, count in zip(TOPICS, subscribers, strict=True):
        connection.execute(
            "INSERT INTO reddit_forums (name, title, description, subscribers) VALUES (?, ?, ?, ?)",
            (topic.name, topic.title, topic.description, count),
        )
        candidates = [name for name in regulars[topic.name] if name != ACCOUNT]
        connection.executemany(
            "INSERT INTO reddit_moderators (forum, user) VALUES (?, ?)",
            [(topic.name, name) for name in draw.sample(candidates, draw.choice((2, 3)))],
        )


def _fill_subscriptions(
    connection: sqlite3.Connection, draw: Random, subscribed: list[str]
) -> None:
    forums = [topic.name for topic in TOPICS]
    theirs = {name: draw.sample(forums, draw.randrange(2, 7)) for name in NAMES[1:]}
    connection.executemany(
        "INSERT INTO reddit_subscriptions (user, forum) VALUES (?, ?)",
        [(user, forum) for user, some in {ACCOUNT: subscribed, **theirs}.items() for forum in some],
    )


def _fill_saved(connection: sqlite3.Connection, draw: Random) -> None:
    posts = connection.execute("SELECT id FROM reddit_posts WHERE author != ?", (ACCOUNT,))
    connection.executemany(
        "INSERT INTO reddit_saved (user, post) VALUES (?, ?)",
        [(ACCOUNT, post["id"]) for post in draw.sample(posts.fetchall(), SAVED)],
    )


def _fill_messages(connection: sqlite3.Connection, draw: Random) -> None:
    senders = draw.sample(NAMES[1:], len(MESSAGES))
    ages = sorted(draw.sample(range(40, 60 * 1440), len(MESSAGES)), reverse=True)
    connection.executemany(
        "INSERT INTO reddit_messages (sender, recipient, body, created) VALUES (?, ?, ?, ?)",
        [
            (sender, ACCOUNT, body, (NOW - timedelta(minutes=age)).isoformat(" ", "minutes"))
            for sender, body, age in zip(senders, MESSAGES, ages, strict=True)
        ],
    )
