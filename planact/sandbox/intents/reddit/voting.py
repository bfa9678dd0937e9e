"""Forum tasks that vote on posts and save them."""

from __future__ import annotations

import sqlite3
from functools import reduce
from typing import Any

from planact.sandbox.evaluation import both, page_shows, text_of
from planact.sandbox.intent import IntentTemplate, Values
from planact.sandbox.intents.reddit.lookups import (
    FORUMS,
    POSTS,
    Connection,
    below_site,
    leader,
    post_titled,
    posts_of,
    query,
    rows,
)
from planact.sandbox.intents.reddit.paging import page_of, turn
from planact.sandbox.intents.reddit.steps import (
    find,
    link,
    open_first,
    press,
    sorted_forum,
    visit,
)
from planact.sandbox.oracle import Script, click, finish, step
from planact.sandbox.sites.reddit.people import ACCOUNT

UPVOTE = "#upvote"
UPVOTED = "Retract upvote"

_NOT_SAVED = query(
    "SELECT title FROM reddit_posts WHERE id NOT IN"
    f" (SELECT post FROM reddit_saved WHERE user = '{ACCOUNT}') ORDER BY id"
)


def _button_says(post: sqlite3.Row, css: str, text: str) -> dict[str, Any]:
    return page_shows("reddit", below_site(post["path"]), text_of(css), exact_match=text)


def _two_or_three(connection: Connection) -> list[Values]:
    """Who has two or three posts in which forum, none of them far down."""
    return rows(
        connection,
        "SELECT author AS user, forum FROM reddit_posts WHERE author != ?"
        " AND author IN (SELECT author FROM reddit_posts GROUP BY author HAVING count(*) <= 20)"
        " GROUP BY author, forum HAVING count(*) IN (2, 3) ORDER BY author, forum",
        ACCOUNT,
    )


def _theirs(connection: Connection, values: Values) -> list[sqlite3.Row]:
    posts = posts_of(connection, values["user"])
    return [post for post in posts if post["forum"] == values["forum"]]


def _all_evaluation(connection: Connection, values: Values) -> dict[str, Any]:
    checks = [_button_says(post, UPVOTE, UPVOTED) for post in _theirs(connection, values)]
    return reduce(both, checks)


def _all_script(connection: Connection, values: Values) -> Script:
    user, forum = values["user"], values["forum"]
    posts = posts_of(connection, user)
    wanted = _theirs(connection, values)
    steps = []
    for number, post in enumerate(wanted, start=1):
        return_first = [click("#author")] if number > 1 else []
        steps.append(
            step(
                f"Open post number {number} of '{user}' in '{forum}' and press 'Upvote'",
                "The profile lists the posts with their forums; the button is on a post's page.",
                *return_first,
                *turn(f"/reddit/user/{user}", 1, page_of(posts, post)),
                click(link(post["path"])),
                click(UPVOTE),
            )
        )
    return *visit(user), *steps, finish()


def _upvote_script(connection: Connection, values: Values) -> Script:
    button = press("Upvote", UPVOTE, "The button votes the post up.")
    return *find(post_titled(connection, values["title"])), button, finish()


def _downvote_script(connection: Connection, values: Values) -> Script:
    forum = values["forum"]
    return (
        *sorted_forum(forum, "newest"),
        open_first(leader(connection, forum, "newest")),
        press("Downvote", "#downvote", "The button votes the post down."),
        finish(),
    )


def _save_script(connection: Connection, values: Values) -> Script:
    button = press("Save", "#save", "Saved posts are kept in a list of their own.")
    return *find(post_titled(connection, values["title"])), button, finish()


TEMPLATES = (
    IntentTemplate(
        221,
        ("reddit",),
        "Upvote all posts that {user} has submitted to the {forum} forum.",
        _two_or_three,
        _all_evaluation,
        _all_script,
        subjects=("user", "forum"),
    ),
    IntentTemplate(
        222,
        ("reddit",),
        "Downvote the newest post in the {forum} forum.",
        FORUMS,
        lambda db, values: _button_says(
            leader(db, values["forum"], "newest"), "#downvote", "Retract downvote"
        ),
        _downvote_script,
        test=0,
    ),
    IntentTemplate(
        223,
        ("reddit",),
        'Save the post "{title}" so that I can read it later.',
        _NOT_SAVED,
        lambda db, values: _button_says(post_titled(db, values["title"]), "#save", "Unsave"),
        _save_script,
        test=0,
    ),
    IntentTemplate(
        230,
        ("reddit",),
        'Upvote the post "{title}".',
        POSTS,
        lambda db, values: _button_says(post_titled(db, values["title"]), UPVOTE, UPVOTED),
        _upvote_script,
        test=0,
    ),
)
