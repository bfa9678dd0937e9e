"""Steps and look-ups that the forum site's intent templates share."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import Any

from planact.sandbox.intent import Values
from planact.sandbox.oracle import ScriptStep, click, search, step

SEARCH = "input[name=q]"


def search_for(text: str) -> ScriptStep:
    """Search the site from its header."""
    return step(
        f"Search for '{text}'", "The search box finds posts and users.", search(SEARCH, text)
    )


def open_result(post: sqlite3.Row) -> ScriptStep:
    """Open a post from a list."""
    return step(
        f"Open the post '{post['title']}'",
        "The post's own page shows its details and buttons.",
        click(link(post["path"])),
    )


def open_first(post: sqlite3.Row) -> ScriptStep:
    """Open the post that a sorted list begins with: a plan cannot know its title beforehand."""
    return step("Open the first post", "The list is sorted as wanted.", click(link(post["path"])))


def find(post: sqlite3.Row) -> tuple[ScriptStep, ScriptStep]:
    """Search for a post and open it."""
    return search_for(post["title"]), open_result(post)


def open_forum(name: str) -> ScriptStep:
    """Open a forum from the list of all forums."""
    return step(
        f"Go to 'Forums' and open the forum '{name}'",
        "The list of forums links to every forum.",
        click("a[href='/reddit/forums']"),
        click(link(f"/reddit/f/{name}")),
    )


def sort_by(forum: str, sort: str, label: str) -> ScriptStep:
    """Sort a forum's posts."""
    return step(
        f"Sort the posts by '{label}'",
        "Sorted like this, the wanted posts come first.",
        click(link(f"/reddit/f/{forum}/{sort}")),
    )


def press(label: str, css: str, why: str) -> ScriptStep:
    """Press a button of the page."""
    return step(f"Press '{label}'", why, click(css))


def link(path: str) -> str:
    """Selector of the link to a path."""
    return f"a[href='{path}']"


def post_titled(connection: sqlite3.Connection, title: str) -> sqlite3.Row:
    """The post of that title; titles are unique at the start."""
    return row(connection, "SELECT * FROM reddit_listing WHERE title = ?", title)


def first_post(connection: sqlite3.Connection, forum: str, order: str) -> sqlite3.Row:
    """The forum's first post by an SQL order."""
    return row(connection, f"SELECT * FROM reddit_listing WHERE forum = ? ORDER BY {order}", forum)


def row(connection: sqlite3.Connection, sql: str, *values: Any) -> sqlite3.Row:
    """The query's first row."""
    found: sqlite3.Row = connection.execute(sql, values).fetchone()
    return found


def rows(connection: sqlite3.Connection, sql: str) -> list[Values]:
    """The query's rows as value assignments, columns in order."""
    return [dict(zip(found.keys(), found, strict=True)) for found in connection.execute(sql)]


def query(sql: str) -> Callable[[sqlite3.Connection], list[Values]]:
    """Values that are the rows of a query."""
    return lambda connection: rows(connection, sql)


def below_site(path: str) -> str:
    """A path as `arrived` and `shown` take it."""
    return path.removeprefix("/reddit")
