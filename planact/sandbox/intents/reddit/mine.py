"""Forum tasks that change or delete what one has written oneself."""

from __future__ import annotations

import sqlite3
from itertools import cycle
from typing import Any

from planact.sandbox.evaluation import page_shows, text_of
from planact.sandbox.intent import IntentTemplate, Values
from planact.sandbox.intents.reddit.lookups import (
    Connection,
    below_site,
    post_titled,
    posts_of,
    row,
    rows,
)
from planact.sandbox.intents.reddit.paging import page_of, pages_of, turn
from planact.sandbox.intents.reddit.steps import SEND, find, link, press, visit_oneself, write
from planact.sandbox.intents.reddit.texts import EDITS
from planact.sandbox.oracle import Script, ScriptStep, click, fill, finish, step
from planact.sandbox.sites.reddit.discussion import THREADS_PER_PAGE
from planact.sandbox.sites.reddit.people import ACCOUNT

_PROFILE = f"/reddit/user/{ACCOUNT}"


def _with_edits(values: list[Values]) -> list[Values]:
    return [{**each, "text": text} for each, text in zip(values, cycle(EDITS), strict=False)]


def _edit_values(connection: Connection) -> list[Values]:
    mine = posts_of(connection, ACCOUNT)
    return _with_edits([{"title": post["title"]} for post in mine if post["body"]])


def _edit_evaluation(connection: Connection, values: Values) -> dict[str, Any]:
    path = below_site(post_titled(connection, values["title"])["path"])
    return page_shows("reddit", path, text_of("#body"), exact_match=values["text"])


def _edit_script(connection: Connection, values: Values) -> Script:
    return (
        *find(post_titled(connection, values["title"])),
        step(
            f"Press 'Edit post', replace the body by '{values['text']}' and save the changes",
            "One's own posts can be edited; the form holds the old text.",
            click("#edit"),
            fill("#body", values["text"]),
            click(SEND),
        ),
        finish(),
    )


def _delete_values(connection: Connection) -> list[Values]:
    several = rows(
        connection,
        "SELECT forum FROM reddit_posts WHERE author = ? GROUP BY forum HAVING count(*) > 1"
        " ORDER BY forum",
        ACCOUNT,
    )
    return [{"which": which, **values} for which in ("newest", "oldest") for values in several]


def _deleted(connection: Connection, values: Values) -> sqlite3.Row:
    mine = [post for post in posts_of(connection, ACCOUNT) if post["forum"] == values["forum"]]
    return mine[0 if values["which"] == "newest" else -1]


def _delete_evaluation(connection: Connection, values: Values) -> dict[str, Any]:
    path = below_site(_deleted(connection, values)["path"])
    return page_shows(
        "reddit", path, text_of("#deleted"), exact_match="This post was deleted by its author."
    )


def _delete_script(connection: Connection, values: Values) -> Script:
    mine, post = posts_of(connection, ACCOUNT), _deleted(connection, values)
    page = page_of(mine, post)
    # Only the last page tells that there is no older one.
    farthest = page if values["which"] == "newest" else pages_of(mine)
    look = step(
        f"Open the {values['which']} post in '{values['forum']}', turning pages as needed",
        "The posts are listed newest first, each with its forum.",
        *turn(_PROFILE, 1, farthest),
        *turn(_PROFILE, farthest, page),
        click(link(post["path"])),
    )
    return visit_oneself(), look, *_delete("post", "#delete"), finish()


def _delete(what: str, css: str) -> tuple[ScriptStep, ScriptStep]:
    return (
        press(f"Delete {what}", css, f"One's own {what}s can be deleted."),
        press(f"Delete {what}", "#confirm", "The site asks whether it is meant."),
    )


def _commented(connection: Connection) -> list[Values]:
    """Posts under which one has commented, with all comments on one page."""
    return rows(
        connection,
        "SELECT title FROM reddit_posts WHERE id IN"
        " (SELECT post FROM reddit_comments WHERE author = ?) AND id IN (SELECT post FROM"
        " reddit_comments WHERE parent IS NULL GROUP BY post HAVING count(*) <= ?) ORDER BY id",
        ACCOUNT,
        THREADS_PER_PAGE,
    )


def _my_comment(connection: Connection, title: str) -> sqlite3.Row:
    return row(
        connection,
        "SELECT comment.*, path FROM reddit_comments AS comment"
        " JOIN reddit_listing ON reddit_listing.id = post WHERE title = ? AND comment.author = ?",
        title,
        ACCOUNT,
    )


def _comment_says(connection: Connection, title: str, text: str) -> dict[str, Any]:
    comment = _my_comment(connection, title)
    css = f"#comment-{comment['id']} .text"
    return page_shows("reddit", below_site(comment["path"]), text_of(css), exact_match=text)


def _comment_link(connection: Connection, title: str, action: str) -> str:
    comment = _my_comment(connection, title)
    return link(f"{comment['path']}/comment/{comment['id']}/{action}")


def _edit_comment_script(connection: Connection, values: Values) -> Script:
    title = values["title"]
    edit = press(
        "Edit comment",
        _comment_link(connection, title, "edit"),
        "The link is below one's own comments alone.",
    )
    return *find(post_titled(connection, title)), edit, write("comment", values["text"]), finish()


def _delete_comment_script(connection: Connection, values: Values) -> Script:
    title = values["title"]
    deletion = _delete("comment", _comment_link(connection, title, "delete"))
    return *find(post_titled(connection, title)), *deletion, finish()


TEMPLATES = (
    IntentTemplate(
        231,
        ("reddit",),
        'Edit my post "{title}": replace its text by "{text}".',
        _edit_values,
        _edit_evaluation,
        _edit_script,
    ),
    IntentTemplate(
        232,
        ("reddit",),
        "Delete my {which} post in the {forum} forum.",
        _delete_values,
        _delete_evaluation,
        _delete_script,
        subjects=("forum",),
    ),
    IntentTemplate(
        234,
        ("reddit",),
        'Correct my comment on the post "{title}": it should read "{text}".',
        lambda db: _with_edits(_commented(db)),
        lambda db, values: _comment_says(db, values["title"], values["text"]),
        _edit_comment_script,
        test=0,
    ),
    IntentTemplate(
        233,
        ("reddit",),
        'I regret my comment on the post "{title}". Delete it.',
        _commented,
        lambda db, values: _comment_says(db, values["title"], "Deleted by its author."),
        _delete_comment_script,
        test=0,
    ),
)
