"""What the forum site's intent templates ask the initial database."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from planact.sandbox.intent import Values
from planact.sandbox.sites.reddit.people import ACCOUNT
from planact.sandbox.sites.reddit.posts import since_start_of

Connection = sqlite3.Connection


@dataclass(frozen=True)
class Order:
    """An order of posts that an intent names by what comes first in it.

    Attributes:
        sort: Its name in addresses.
        label: Its link on the page.
        column: What it sorts by, descending.
    """

    sort: str
    label: str
    column: str


ORDERS = {
    "newest": Order("new", "New", "created"),
    "most upvoted": Order("top", "Top", "score"),
    "most commented": Order("most_commented", "Most commented", "comments"),
}

MEASURED = ("most upvoted", "most commented")
"""Orders by a number that lists show."""


LIMITS = ("week", "month", "year")
"""Periods that tasks name; on some days nothing is posted."""


def row(connection: Connection, sql: str, *values: Any) -> sqlite3.Row:
    """The query's first row."""
    found: sqlite3.Row = connection.execute(sql, values).fetchone()
    return found


def rows(connection: Connection, sql: str, *values: Any) -> list[Values]:
    """The query's rows as value assignments, columns in order."""
    found = connection.execute(sql, values)
    return [dict(zip(one.keys(), one, strict=True)) for one in found]


def query(sql: str) -> Callable[[Connection], list[Values]]:
    """Values that are the rows of a query."""
    return lambda connection: rows(connection, sql)


POSTS = query("SELECT title FROM reddit_posts ORDER BY id")
FORUMS = query("SELECT name AS forum FROM reddit_forums ORDER BY name")
OTHERS = query(f"SELECT name AS user FROM reddit_users WHERE name != '{ACCOUNT}' ORDER BY name")


def post_titled(connection: Connection, title: str) -> sqlite3.Row:
    """The post of that title; titles are unique at the start."""
    return row(connection, "SELECT * FROM reddit_listing WHERE title = ?", title)


def posts_of(connection: Connection, user: str) -> list[sqlite3.Row]:
    """The user's posts, newest first, as the profile lists them."""
    return connection.execute(
        "SELECT * FROM reddit_listing WHERE author = ? ORDER BY created DESC", (user,)
    ).fetchall()


def leaders(
    connection: Connection, forum: str, which: str, period: str | None = None
) -> list[sqlite3.Row]:
    """The forum's posts of a period or of all time, in the order named by ``which``."""
    return connection.execute(
        "SELECT * FROM reddit_listing WHERE forum = ? AND created >= ?"
        f" ORDER BY {ORDERS[which].column} DESC, score DESC",
        (forum, since_start_of(period) if period else ""),
    ).fetchall()


def leader(
    connection: Connection, forum: str, which: str, period: str | None = None
) -> sqlite3.Row:
    """The forum's first post in the order; of all time there is no tie."""
    return leaders(connection, forum, which, period)[0]


def led(connection: Connection) -> list[Values]:
    """A ``forum`` and by which order one of its posts is meant."""
    return [
        {"forum": forum["forum"], "which": which}
        for which in ORDERS
        for forum in FORUMS(connection)
    ]


def led_in_period(connection: Connection) -> list[Values]:
    """As `led` with a ``period``, where its first post is another one than that of all time."""
    return [
        {"forum": forum["forum"], "which": which, "period": period}
        for forum in FORUMS(connection)
        for which in MEASURED
        for period in LIMITS
        if _leads_in_period_alone(connection, forum["forum"], which, period)
    ]


def _leads_in_period_alone(connection: Connection, forum: str, which: str, period: str) -> bool:
    found = leaders(connection, forum, which, period)
    if len(found) < 3 or found[0]["id"] == leader(connection, forum, which)["id"]:
        return False
    column = ORDERS[which].column
    return bool(found[0][column] > found[1][column])


def newest_comment(connection: Connection, post: int) -> sqlite3.Row | None:
    """The post's newest comment, which is never a reply; None if there is no comment."""
    found: sqlite3.Row | None = connection.execute(
        "SELECT * FROM reddit_comments WHERE post = ? ORDER BY created DESC", (post,)
    ).fetchone()
    return found


def next_post_id(connection: Connection) -> int:
    """The number in the address of the first post that somebody adds."""
    return int(row(connection, "SELECT max(id) AS id FROM reddit_posts")["id"]) + 1


def below_site(path: str) -> str:
    """A path as evaluations take it."""
    return path.removeprefix("/reddit")
