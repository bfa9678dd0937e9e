"""What the forum site's pages ask its database."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import Any

from planact.sandbox.site import NOW

PAGE_SIZE = 12

# Name in the address, and label of the link.
SORTS = {"hot": "Hot", "new": "New", "top": "Top", "most_commented": "Most commented"}

_ORDERS = {
    "hot": f"score / (julianday('{NOW.isoformat(' ')}') - julianday(created) + 2) DESC, id DESC",
    "new": "created DESC, id DESC",
    "top": "score DESC, id DESC",
    "most_commented": "comments DESC, score DESC, id DESC",
}


@dataclass(frozen=True)
class Listing:
    """One page of a sorted list of posts."""

    posts: list[sqlite3.Row]
    page: int
    more: bool


def list_posts(
    connection: sqlite3.Connection,
    where: str = "1",
    values: tuple[Any, ...] = (),
    sort: str = "hot",
    page: int = 1,
) -> Listing:
    """The posts that meet an SQL condition, `PAGE_SIZE` a page."""
    rows = connection.execute(
        f"SELECT * FROM reddit_listing WHERE {where} ORDER BY {_ORDERS[sort]} LIMIT ? OFFSET ?",
        (*values, PAGE_SIZE + 1, (page - 1) * PAGE_SIZE),
    ).fetchall()
    return Listing(rows[:PAGE_SIZE], page, len(rows) > PAGE_SIZE)


def one(connection: sqlite3.Connection, table: str, key: str, value: Any) -> sqlite3.Row | None:
    """The row of the table whose key has the value."""
    row: sqlite3.Row | None = connection.execute(
        f"SELECT * FROM {table} WHERE {key} = ?", (value,)
    ).fetchone()
    return row


def has(connection: sqlite3.Connection, table: str, user: str, key: str, value: Any) -> bool:
    """Whether the user has the thing: a subscription, a saved post."""
    return (
        connection.execute(
            f"SELECT 1 FROM {table} WHERE user = ? AND {key} = ?", (user, value)
        ).fetchone()
        is not None
    )


def vote_of(connection: sqlite3.Connection, user: str, post: int) -> int:
    """1 where the user has voted the post up, -1 for down, 0 for neither."""
    row = connection.execute(
        "SELECT value FROM reddit_votes WHERE user = ? AND post = ?", (user, post)
    ).fetchone()
    return row["value"] if row else 0


def thread(connection: sqlite3.Connection, post: int) -> list[tuple[sqlite3.Row, int]]:
    """The post's comments with their depth, replies right after what they reply to."""
    rows = connection.execute(
        "SELECT * FROM reddit_comments WHERE post = ? ORDER BY id", (post,)
    ).fetchall()
    ordered: list[tuple[sqlite3.Row, int]] = []

    def add(parent: int | None, depth: int) -> None:
        for row in rows:
            if row["parent"] == parent:
                ordered.append((row, depth))
                add(row["id"], depth + 1)

    add(None, 0)
    return ordered


def matching(words: str, column: str) -> tuple[str, tuple[str, ...]]:
    """SQL condition and values for a column that holds all of the words."""
    parts = [
        word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") for word in words.split()
    ]
    condition = " AND ".join(f"{column} LIKE ? ESCAPE '\\'" for _ in parts)
    return condition or "0", tuple(f"%{part}%" for part in parts)
