"""What the forum site's pages ask its database about posts and who has what."""

from __future__ import annotations

import sqlite3
from datetime import timedelta
from typing import Any

from planact.sandbox.site import NOW
from planact.sandbox.sites.reddit.written import slug

USUAL_SORT = "hot"
SORTS = {"hot": "Hot", "new": "New", "top": "Top", "most_commented": "Most commented"}
"""Name in the address, and label of the link."""

LIMITED_SORTS = ("top", "most_commented")
"""Orders that can be limited to a period."""

PERIODS = {"day": 1, "week": 7, "month": 30, "year": 365}
"""Name in the address, and number of days."""

_ORDERS = {
    "hot": f"score / (julianday('{NOW.isoformat(' ')}') - julianday(created) + 2) DESC, id DESC",
    "new": "created DESC, id DESC",
    "top": "score DESC, id DESC",
    "most_commented": "comments DESC, score DESC, id DESC",
}


def select_posts(
    connection: sqlite3.Connection,
    where: str = "1",
    values: tuple[Any, ...] = (),
    sort: str = USUAL_SORT,
    period: str | None = None,
) -> list[sqlite3.Row]:
    """The posts that meet an SQL condition, sorted, of one of `PERIODS` or of all time."""
    since = since_start_of(period) if period else ""
    rows: list[sqlite3.Row] = connection.execute(
        f"SELECT * FROM reddit_listing WHERE {where} AND created >= ? ORDER BY {_ORDERS[sort]}",
        (*values, since),
    ).fetchall()
    return rows


def since_start_of(period: str) -> str:
    """The time at which the period that ends now has begun, as posts hold it."""
    return (NOW - timedelta(days=PERIODS[period])).isoformat(" ", "minutes")


def add_post(
    connection: sqlite3.Connection,
    author: str,
    entered: dict[str, str],
    original: int | None = None,
) -> str:
    """Publish a post with ``forum``, ``title``, ``url`` and ``body``; returns its path."""
    cursor = connection.execute(
        "INSERT INTO reddit_posts"
        " (forum, author, title, slug, url, body, created, score, original)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, 1, ?)",
        (
            entered["forum"],
            author,
            entered["title"],
            slug(entered["title"]),
            entered["url"] or None,
            entered["body"],
            now(),
            original,
        ),
    )
    path: str = connection.execute(
        "SELECT path FROM reddit_listing WHERE id = ?", (cursor.lastrowid,)
    ).fetchone()["path"]
    return path


def one(connection: sqlite3.Connection, table: str, key: str, value: Any) -> sqlite3.Row | None:
    """The row of the table whose key has the value."""
    row: sqlite3.Row | None = connection.execute(
        f"SELECT * FROM {table} WHERE {key} = ?", (value,)
    ).fetchone()
    return row


def has(connection: sqlite3.Connection, table: str, user: str | None, key: str, value: Any) -> bool:
    """Whether the user has the thing: a subscription, a saved post, somebody blocked."""
    found = connection.execute(f"SELECT 1 FROM {table} WHERE user = ? AND {key} = ?", (user, value))
    return found.fetchone() is not None


def switch(connection: sqlite3.Connection, table: str, user: str, key: str, value: Any) -> bool:
    """Give the user the thing, or take it away where they have it; whether they now have it."""
    if has(connection, table, user, key, value):
        connection.execute(f"DELETE FROM {table} WHERE user = ? AND {key} = ?", (user, value))
        return False
    connection.execute(f"INSERT INTO {table} (user, {key}) VALUES (?, ?)", (user, value))
    return True


def in_title(words: str) -> tuple[str, tuple[str, ...]]:
    """SQL condition and values for posts whose title holds all of the words as they are."""
    parts = slug(words).split("-")
    condition = " AND ".join("'-' || slug || '-' LIKE ?" for _ in parts)
    return condition, tuple(f"%-{part}-%" for part in parts)


def now() -> str:
    """The present time as posts and comments hold it."""
    return NOW.isoformat(" ", "minutes")


def named(connection: sqlite3.Connection, table: str, words: str) -> list[sqlite3.Row]:
    """The forums or people whose name holds all of the words."""
    parts = words.lower().split()
    condition = " AND ".join("instr(name, ?)" for _ in parts) or "0"
    rows: list[sqlite3.Row] = connection.execute(
        f"SELECT * FROM {table} WHERE {condition} ORDER BY name", parts
    ).fetchall()
    return rows
