"""Forum tasks about one person's posts: finding one among them, or none."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from planact.sandbox.evaluation import answer_is, impossible, page_is
from planact.sandbox.intent import IntentTemplate, Values
from planact.sandbox.intents.reddit.lookups import (
    FORUMS,
    MEASURED,
    ORDERS,
    OTHERS,
    Connection,
    below_site,
    posts_of,
)
from planact.sandbox.intents.reddit.paging import page_of, pages_of, passing_pages, turn
from planact.sandbox.intents.reddit.steps import link, visit
from planact.sandbox.oracle import Script, answer_with, click, finish, give_up, step
from planact.sandbox.sites.reddit.browse import POSTS_PER_PAGE

NEWEST = "What is the title of the newest post that {user} has submitted to the {forum} forum?"


def _best_of(posts: Sequence[sqlite3.Row], which: str) -> sqlite3.Row:
    return max(posts, key=lambda post: post[ORDERS[which].column])


def _best_values(connection: Connection) -> list[Values]:
    return [
        {**user, "which": which}
        for which in MEASURED
        for user in OTHERS(connection)
        if _has_one_best(posts_of(connection, user["user"]), which)
    ]


def _has_one_best(posts: Sequence[sqlite3.Row], which: str) -> bool:
    column = ORDERS[which].column
    best = _best_of(posts, which)[column]
    return sum(post[column] == best for post in posts) == 1 and len(posts) > POSTS_PER_PAGE


def _best_path(connection: Connection, values: Values) -> str:
    return below_site(_best_of(posts_of(connection, values["user"]), values["which"])["path"])


def _best_script(connection: Connection, values: Values) -> Script:
    user, which = values["user"], values["which"]
    posts = posts_of(connection, user)
    best = _best_of(posts, which)
    back = turn(f"/reddit/user/{user}", pages_of(posts), page_of(posts, best))
    open_it = step(
        f"Return to the page with the {which} post if it is not this one, and open the post",
        "The notes tell which post of all pages it is.",
        *back,
        click(link(best["path"])),
    )
    noted = passing_pages(
        user,
        posts,
        f"Note the {which} post of this page",
        lambda seen: _described(_best_of(seen, which)),
    )
    return *noted, open_it, finish()


def _described(post: sqlite3.Row) -> str:
    return f"{post['title']}: {post['score']} points, {post['comments']} comments"


def _in_forum(posts: Sequence[sqlite3.Row], forum: str) -> list[sqlite3.Row]:
    return [post for post in posts if post["forum"] == forum]


def _pairs(connection: Connection) -> list[Values]:
    return [{**user, **forum} for forum in FORUMS(connection) for user in OTHERS(connection)]


def _pairs_with_posts(connection: Connection, wanted: bool) -> list[Values]:
    return [
        values
        for values in _pairs(connection)
        if bool(_in_forum(posts_of(connection, values["user"]), values["forum"])) == wanted
    ]


def _newest(connection: Connection, values: Values) -> sqlite3.Row:
    return _in_forum(posts_of(connection, values["user"]), values["forum"])[0]


def _look_for(user: str, forum: str, page: int) -> Script:
    moves = turn(f"/reddit/user/{user}", 1, page)
    look = step(
        f"Look for a post in '{forum}', page by page",
        "The profile lists all posts, newest first, each with its forum.",
        *moves,
    )
    return *visit(user), *([look] if moves else [])


def _newest_script(connection: Connection, values: Values) -> Script:
    posts = posts_of(connection, values["user"])
    newest = _newest(connection, values)
    return (
        *_look_for(values["user"], values["forum"], page_of(posts, newest)),
        answer_with(f"the title of the first post in '{values['forum']}'", newest["title"]),
    )


def _nothing_script(connection: Connection, values: Values) -> Script:
    posts = posts_of(connection, values["user"])
    return (
        *_look_for(values["user"], values["forum"], pages_of(posts)),
        give_up(_nothing(values)),
    )


def _nothing(values: Values) -> str:
    return f"{values['user']} has never submitted a post to the {values['forum']} forum."


TEMPLATES = (
    IntentTemplate(
        220,
        ("reddit",),
        "Open the {which} one of {user}'s posts.",
        _best_values,
        lambda db, values: page_is("reddit", _best_path(db, values)),
        _best_script,
        subjects=("user",),
    ),
    IntentTemplate(
        217,
        ("reddit",),
        NEWEST,
        lambda db: _pairs_with_posts(db, True),
        lambda db, values: answer_is(must_include=[_newest(db, values)["title"]]),
        _newest_script,
        subjects=("user", "forum"),
        test=0,
    ),
    IntentTemplate(
        218,
        ("reddit",),
        NEWEST,
        lambda db: _pairs_with_posts(db, False),
        lambda db, values: impossible(_nothing(values)),
        _nothing_script,
        subjects=("user", "forum"),
    ),
)
