"""Steps that the forum site's scripts share."""

from __future__ import annotations

import sqlite3

from planact.core.action import ActionKind
from planact.sandbox.intents.reddit.lookups import ORDERS
from planact.sandbox.oracle import Move, Script, ScriptStep, click, fill, search, step
from planact.sandbox.sites.reddit.people import ACCOUNT

SEARCH = "header input[name=q]"
SEND = "#send"


def link(path: str) -> str:
    """Selector of the link to a path."""
    return f"a[href='{path}']"


def press(label: str, css: str, why: str) -> ScriptStep:
    """Press a button of the page."""
    return step(f"Press '{label}'", why, click(css))


def go_back(note: str | None = None) -> Move:
    """Return to the page before."""
    return Move(ActionKind.GO_BACKWARD, note=note)


def search_for(text: str) -> ScriptStep:
    """Search the site from its header."""
    return step(
        f"Search for '{text}'", "The search box finds posts and users.", search(SEARCH, text)
    )


def find(post: sqlite3.Row) -> Script:
    """Search for a post and open it."""
    open_result = step(
        f"Open the post '{post['title']}'",
        "The post's own page shows its details and buttons.",
        click(link(post["path"])),
    )
    return search_for(post["title"]), open_result


def visit(user: str) -> Script:
    """Search for a person and open the profile."""
    open_profile = step(
        f"Open the profile of '{user}'",
        "The profile shows what a user has written.",
        click(link(f"/reddit/user/{user}")),
    )
    return search_for(user), open_profile


def visit_oneself() -> ScriptStep:
    """Open one's own profile."""
    return step(
        f"Open your own profile, '{ACCOUNT}' in the header",
        "It lists everything one has written.",
        click(f".links {link(f'/reddit/user/{ACCOUNT}')}"),
    )


def open_forum(name: str) -> ScriptStep:
    """Open a forum from the list of all forums."""
    return step(
        f"Go to 'Forums' and open the forum '{name}'",
        "The list of forums links to every forum.",
        click("a[href='/reddit/forums']"),
        click(f"main {link(f'/reddit/f/{name}')}"),
    )


def sorted_forum(forum: str, which: str, period: str | None = None) -> Script:
    """Open a forum, and sort it so that the wanted post of the period comes first."""
    order = ORDERS[which]
    path = f"/reddit/f/{forum}/{order.sort}"
    sort = step(
        f"Sort the posts by '{order.label}'",
        f"Sorted like this, the {which} post comes first.",
        click(link(path)),
    )
    if period is None:
        return open_forum(forum), sort
    limit = step(
        f"Limit the list to the past '{period.capitalize()}'",
        "Older posts do not count.",
        click(link(f"{path}?t={period}")),
    )
    return open_forum(forum), sort, limit


def open_first(post: sqlite3.Row) -> ScriptStep:
    """Open the post that a sorted list begins with: a plan cannot know its title beforehand."""
    return step("Open the first post", "The list is sorted as wanted.", click(link(post["path"])))


def open_author_of_first() -> ScriptStep:
    """Open the profile of who wrote the post that a list begins with."""
    return step(
        "Open the profile of the author of the first post",
        "The author's name is a link.",
        click(".post .author"),
    )


def newest_comment_first(path: str) -> ScriptStep:
    """Sort the comments of the post at the path."""
    return step(
        "Sort the comments by 'Newest'",
        "The newest comment then comes first.",
        click(link(f"{path}?sort=new")),
    )


def write(kind: str, text: str) -> ScriptStep:
    """Fill the page's form with a text and send it."""
    return step(
        f"Write the {kind} '{text}' and send it",
        f"The form on this page takes the {kind}.",
        fill("textarea[name=body]", text),
        click(SEND),
    )
