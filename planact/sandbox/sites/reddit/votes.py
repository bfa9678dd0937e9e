"""Voting on posts and comments, and saving posts."""

from __future__ import annotations

import sqlite3

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from planact.sandbox.site import database, redirect
from planact.sandbox.sites.reddit import posts
from planact.sandbox.sites.reddit.view import entered, find_comment, find_post, member

_VOTES = {"post": "reddit_votes", "comment": "reddit_comment_votes"}


async def vote(request: Request) -> Response:
    """Vote the post up or down; the same vote again takes it back."""
    user = member(request)
    post = find_post(request)
    _vote(database(request), "post", user, post["id"], await _choice(request))
    return redirect(post["path"])


async def vote_comment(request: Request) -> Response:
    """Vote the comment up or down; the same vote again takes it back."""
    user = member(request)
    post = find_post(request)
    comment = find_comment(request, post)
    _vote(database(request), "comment", user, comment["id"], await _choice(request))
    return redirect(f"{post['path']}/comment/{comment['id']}")


async def save(request: Request) -> Response:
    """Save the post, or no longer."""
    user = member(request)
    post = find_post(request)
    posts.switch(database(request), "reddit_saved", user, "post", post["id"])
    return redirect(post["path"])


def vote_of(connection: sqlite3.Connection, what: str, user: str | None, key: int) -> int:
    """The user's vote on a ``post`` or a ``comment``: 1 for up, -1 for down, 0 for neither."""
    row = connection.execute(
        f"SELECT value FROM {_VOTES[what]} WHERE user = ? AND {what} = ?", (user, key)
    ).fetchone()
    return row["value"] if row else 0


async def _choice(request: Request) -> int:
    choice = (await entered(request, "choice"))["choice"]
    if choice not in ("1", "-1"):
        raise HTTPException(400)
    return int(choice)


def _vote(connection: sqlite3.Connection, what: str, user: str, key: int, choice: int) -> None:
    before = vote_of(connection, what, user, key)
    after = 0 if choice == before else choice
    connection.execute(
        f"INSERT OR REPLACE INTO {_VOTES[what]} (user, {what}, value) VALUES (?, ?, ?)",
        (user, key, after),
    )
    connection.execute(
        f"UPDATE reddit_{what}s SET score = score + ? WHERE id = ?", (after - before, key)
    )
