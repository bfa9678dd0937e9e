"""Going through the pages of a person's posts."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence

from planact.sandbox.intents.reddit.steps import link, visit
from planact.sandbox.oracle import Move, Script, click, step
from planact.sandbox.sites.reddit.browse import POSTS_PER_PAGE


def page_of(posts: Sequence[sqlite3.Row], post: sqlite3.Row) -> int:
    """The page of a list that shows the post, from 1."""
    return [one["id"] for one in posts].index(post["id"]) // POSTS_PER_PAGE + 1


def pages_of(posts: Sequence[sqlite3.Row]) -> int:
    """How many pages a list has."""
    return max(1, -(-len(posts) // POSTS_PER_PAGE))


def turn(path: str, current: int, wanted: int, note: str | None = None) -> tuple[Move, ...]:
    """From one page of the list at the path to another; the note is of the first page left."""
    ahead = 1 if wanted > current else -1
    return tuple(
        click(f".pages {link(_page(path, left + ahead))}", note if left == current else None)
        for left in range(current, wanted, ahead)
    )


def _page(path: str, number: int) -> str:
    return f"{path}?page={number}" if number > 1 else path


def passing_pages(
    user: str,
    posts: Sequence[sqlite3.Row],
    what: str,
    note: Callable[[Sequence[sqlite3.Row]], str],
) -> Script:
    """From a search through all pages of a person's posts.

    Args:
        user: Whose posts.
        posts: All of them, as the profile lists them.
        what: What is noted on every page but the last.
        note: What is written down there, given the posts seen so far.
    """
    path = f"/reddit/user/{user}"
    moves = [
        move
        for page in range(1, pages_of(posts))
        for move in turn(path, page, page + 1, note(posts[: page * POSTS_PER_PAGE]))
    ]
    turned = step(
        f"{what}, and go on to the last page",
        "The profile shows the posts page by page, newest first.",
        *moves,
    )
    return *visit(user), *([turned] if moves else [])
