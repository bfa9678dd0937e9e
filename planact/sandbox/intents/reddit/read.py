"""Forum tasks whose answer stands on one page."""

from __future__ import annotations

import sqlite3
from typing import Any

from planact.sandbox.evaluation import answer_is
from planact.sandbox.intent import IntentTemplate, Values
from planact.sandbox.intents.reddit.lookups import (
    FORUMS,
    OTHERS,
    POSTS,
    Connection,
    leader,
    led,
    newest_comment,
    post_titled,
    row,
    rows,
)
from planact.sandbox.intents.reddit.steps import (
    SEARCH,
    find,
    newest_comment_first,
    open_first,
    open_forum,
    search_for,
    sorted_forum,
    visit,
)
from planact.sandbox.oracle import Script, answer, answer_with, search, step


def _points_script(connection: Connection, values: Values) -> Script:
    post = post_titled(connection, values["title"])
    return (
        search_for(post["title"]),
        answer_with(f"the points of the post '{post['title']}'", str(post["score"])),
    )


def _author_script(connection: Connection, values: Values) -> Script:
    post = post_titled(connection, values["title"])
    return *find(post), answer_with("the name of the person who submitted it", post["author"])


def _best_script(connection: Connection, values: Values) -> Script:
    best = leader(connection, values["forum"], "most upvoted")
    return (
        *sorted_forum(values["forum"], "most upvoted"),
        answer_with("the title of the first post", best["title"]),
    )


def _busiest_script(connection: Connection, values: Values) -> Script:
    busiest = leader(connection, values["forum"], "most commented")
    return (
        *sorted_forum(values["forum"], "most commented"),
        answer_with("the author of the first post", busiest["author"]),
    )


def _user(connection: Connection, name: str) -> sqlite3.Row:
    return row(
        connection,
        "SELECT *, (SELECT count(*) FROM reddit_comments WHERE author = name) AS comments"
        " FROM reddit_users WHERE name = ?",
        name,
    )


def _comments_script(connection: Connection, values: Values) -> Script:
    count = str(_user(connection, values["user"])["comments"])
    return *visit(values["user"]), answer_with("the number of comments", count)


def _joined_script(connection: Connection, values: Values) -> Script:
    joined = _user(connection, values["user"])["joined"]
    return *visit(values["user"]), answer_with("the date after 'Member since'", joined)


def _subscribers(connection: Connection, values: Values) -> str:
    found = row(connection, "SELECT * FROM reddit_forums WHERE name = ?", values["forum"])
    return str(found["subscribers"])


def _subscribers_script(connection: Connection, values: Values) -> Script:
    count = _subscribers(connection, values)
    return open_forum(values["forum"]), answer_with("the number of subscribers", count)


def _pairs(connection: Connection) -> list[Values]:
    titles = [values["title"] for values in rows(connection, "SELECT title FROM reddit_posts")]
    return [
        {"first": first, "second": second}
        for first, second in zip(titles[::2], titles[1::2], strict=False)
    ]


def _ranked(connection: Connection, values: Values) -> list[sqlite3.Row]:
    pair = [post_titled(connection, values[name]) for name in ("first", "second")]
    return sorted(pair, key=lambda post: -post["score"])


def _pair_evaluation(connection: Connection, values: Values) -> dict[str, Any]:
    more, fewer = _ranked(connection, values)
    return answer_is(must_include=[more["title"]], must_exclude=[fewer["title"]])


def _pair_script(connection: Connection, values: Values) -> Script:
    first, second = (post_titled(connection, values[name]) for name in ("first", "second"))
    note = f"{first['title']}: {first['score']} points"
    return (
        search_for(first["title"]),
        step(
            f"Note the points of '{first['title']}' and search for '{second['title']}'",
            "Both numbers are needed, and they are on different pages.",
            search(SEARCH, second["title"], note=note),
        ),
        step(
            f"Compare with the points of '{second['title']}' and answer with the better title",
            "The noted number and the one on this page decide.",
            answer(_ranked(connection, values)[0]["title"]),
        ),
    )


def _discussed(connection: Connection) -> list[Values]:
    return [
        values
        for values in led(connection)
        if newest_comment(connection, leader(connection, **values)["id"])
    ]


def _newest_commenter(connection: Connection, values: Values) -> str:
    found = newest_comment(connection, leader(connection, **values)["id"])
    assert found is not None
    return str(found["author"])


def _newest_commenter_script(connection: Connection, values: Values) -> Script:
    post = leader(connection, **values)
    return (
        *sorted_forum(values["forum"], values["which"]),
        open_first(post),
        newest_comment_first(post["path"]),
        answer_with("the author of the first comment", _newest_commenter(connection, values)),
    )


TEMPLATES = (
    IntentTemplate(
        208,
        ("reddit",),
        'Which post has more points, "{first}" or "{second}"?',
        _pairs,
        _pair_evaluation,
        _pair_script,
        subjects=("first", "second"),
    ),
    IntentTemplate(
        216,
        ("reddit",),
        "Who wrote the newest comment on the {which} post of the {forum} forum?"
        " Answer with the user name alone.",
        _discussed,
        lambda db, values: answer_is(exact_match=_newest_commenter(db, values)),
        _newest_commenter_script,
        test=0,
    ),
    IntentTemplate(
        203,
        ("reddit",),
        "Which post in the {forum} forum has the most points?",
        FORUMS,
        lambda db, values: answer_is(
            must_include=[leader(db, values["forum"], "most upvoted")["title"]]
        ),
        _best_script,
        test=0,
    ),
    IntentTemplate(
        204,
        ("reddit",),
        "Who wrote the post with the most comments in the {forum} forum?"
        " Answer with the user name alone.",
        FORUMS,
        lambda db, values: answer_is(
            exact_match=leader(db, values["forum"], "most commented")["author"]
        ),
        _busiest_script,
        test=0,
    ),
    IntentTemplate(
        201,
        ("reddit",),
        'How many points does the post "{title}" have? Answer with the number alone.',
        POSTS,
        lambda db, values: answer_is(exact_match=str(post_titled(db, values["title"])["score"])),
        _points_script,
        test=0,
    ),
    IntentTemplate(
        202,
        ("reddit",),
        'Who submitted the post "{title}"? Answer with the user name alone.',
        POSTS,
        lambda db, values: answer_is(exact_match=post_titled(db, values["title"])["author"]),
        _author_script,
        test=0,
    ),
    IntentTemplate(
        205,
        ("reddit",),
        "How many comments has the user {user} written? Answer with the number alone.",
        OTHERS,
        lambda db, values: answer_is(exact_match=str(_user(db, values["user"])["comments"])),
        _comments_script,
        test=0,
    ),
    IntentTemplate(
        206,
        ("reddit",),
        "Since when has {user} been a member? Answer with the date as the site shows it.",
        OTHERS,
        lambda db, values: answer_is(exact_match=_user(db, values["user"])["joined"]),
        _joined_script,
        test=0,
    ),
    IntentTemplate(
        207,
        ("reddit",),
        "How many subscribers does the {forum} forum have? Answer with the number alone.",
        FORUMS,
        lambda db, values: answer_is(exact_match=_subscribers(db, values)),
        _subscribers_script,
        test=0,
    ),
)
