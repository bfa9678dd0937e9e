"""What the forum site's pages ask its database about comments."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

USUAL_SORT = "best"
SORTS = {"best": "Best", "new": "Newest", "old": "Oldest", "worst": "Lowest score"}
"""Name in the address, and label of the link."""

_ORDERS = {
    "best": "score DESC, id DESC",
    "new": "created DESC, id DESC",
    "old": "created, id",
    "worst": "score, id",
}

Comments = list[tuple[sqlite3.Row, int]]
"""Comments with their depth, replies right after what they reply to."""


def first_comments(connection: sqlite3.Connection, post: int, sort: str) -> list[sqlite3.Row]:
    """The post's comments that are no replies, sorted."""
    return connection.execute(
        f"SELECT * FROM reddit_comments WHERE post = ? AND parent IS NULL ORDER BY {_ORDERS[sort]}",
        (post,),
    ).fetchall()


def with_replies(
    connection: sqlite3.Connection, post: int, roots: Iterable[sqlite3.Row]
) -> Comments:
    """The comments, each with all replies below it, oldest first."""
    replies: dict[int, list[sqlite3.Row]] = {}
    for row in connection.execute(
        "SELECT * FROM reddit_comments WHERE post = ? AND parent IS NOT NULL ORDER BY created, id",
        (post,),
    ):
        replies.setdefault(row["parent"], []).append(row)
    comments: Comments = []
    # A stack and no recursion: visitors may reply to replies without end.
    waiting = [(row, 0) for row in reversed(list(roots))]
    while waiting:
        row, depth = waiting.pop()
        comments.append((row, depth))
        waiting += [(reply, depth + 1) for reply in reversed(replies.get(row["id"], []))]
    return comments


def by_user(connection: sqlite3.Connection, user: str, sort: str) -> list[sqlite3.Row]:
    """The user's comments, sorted, each with the ``title`` and the ``path`` of its post."""
    return connection.execute(
        "SELECT * FROM (SELECT comment.*, title, path FROM reddit_comments AS comment"
        " JOIN reddit_listing ON reddit_listing.id = comment.post"
        f" WHERE comment.author = ? AND NOT comment.deleted) ORDER BY {_ORDERS[sort]}",
        (user,),
    ).fetchall()
