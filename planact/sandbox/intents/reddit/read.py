"""Forum tasks that ask for something that can be read."""

from __future__ import annotations

import sqlite3
from typing import Any

from planact.sandbox.evaluation import answer_is
from planact.sandbox.intent import IntentTemplate, Values
from planact.sandbox.intents.reddit.steps import (
    SEARCH,
    find,
    first_post,
    link,
    open_forum,
    post_titled,
    query,
    row,
    rows,
    search_for,
    sort_by,
)
from planact.sandbox.oracle import Script, answer, answer_with, click, search, step

Connection = sqlite3.Connection

POSTS = query("SELECT title FROM reddit_posts ORDER BY id")
FORUMS = query("SELECT name AS forum FROM reddit_forums ORDER BY name")
OTHER_PEOPLE = query("SELECT name AS user FROM reddit_users WHERE name != 'marlow' ORDER BY name")
MOST_VOTED = "score DESC"
OLDEST = "created"
MOST_COMMENTED = "comments DESC, score DESC"


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
    best = first_post(connection, values["forum"], MOST_VOTED)
    return (
        open_forum(values["forum"]),
        sort_by(values["forum"], "top", "Top"),
        answer_with("the title of the first post", best["title"]),
    )


def _oldest_script(connection: Connection, values: Values) -> Script:
    forum = values["forum"]
    turn_page = step(
        "Go to the next page",
        "The oldest posts are at the end of the list.",
        click(link(f"/reddit/f/{forum}/new?page=2")),
    )
    return (
        open_forum(forum),
        sort_by(forum, "new", "New"),
        turn_page,
        answer_with("the title of the last post", first_post(connection, forum, OLDEST)["title"]),
    )


def _busiest_script(connection: Connection, values: Values) -> Script:
    busiest = first_post(connection, values["forum"], MOST_COMMENTED)
    return (
        open_forum(values["forum"]),
        sort_by(values["forum"], "most_commented", "Most commented"),
        answer_with("the author of the first post", busiest["author"]),
    )


def _user(connection: Connection, name: str) -> sqlite3.Row:
    return row(
        connection,
        "SELECT *, (SELECT count(*) FROM reddit_comments WHERE author = name) AS comments"
        " FROM reddit_users WHERE name = ?",
        name,
    )


def _visit(user: str) -> Script:
    open_profile = step(
        f"Open the profile of '{user}'",
        "The profile shows how much a user has written.",
        click(link(f"/reddit/user/{user}")),
    )
    return search_for(user), open_profile


def _comments_script(connection: Connection, values: Values) -> Script:
    count = str(_user(connection, values["user"])["comments"])
    return *_visit(values["user"]), answer_with("the number of comments", count)


def _joined_script(connection: Connection, values: Values) -> Script:
    joined = _user(connection, values["user"])["joined"]
    return *_visit(values["user"]), answer_with("the date after 'Member since'", joined)


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
        for first, second in zip(titles[::2], titles[1::2], strict=True)
    ]


def _ranked(connection: Connection, values: Values) -> list[sqlite3.Row]:
    pair = [post_titled(connection, values[name]) for name in ("first", "second")]
    return sorted(pair, key=lambda post: -post["score"])


def _pair_evaluation(connection: Connection, values: Values) -> dict[str, Any]:
    more, fewer = _ranked(connection, values)
    evaluation = answer_is(must_include=[more["title"]])
    evaluation["reference_answers"]["must_exclude"] = [fewer["title"]]
    return evaluation


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


TEMPLATES = (
    IntentTemplate(
        201,
        ("reddit",),
        'How many points does the post "{title}" have?',
        POSTS,
        lambda db, values: answer_is(exact_match=str(post_titled(db, values["title"])["score"])),
        _points_script,
    ),
    IntentTemplate(
        202,
        ("reddit",),
        'Who submitted the post "{title}"?',
        POSTS,
        lambda db, values: answer_is(exact_match=post_titled(db, values["title"])["author"]),
        _author_script,
    ),
    IntentTemplate(
        203,
        ("reddit",),
        "Which post in the {forum} forum has the most points?",
        FORUMS,
        lambda db, values: answer_is(
            must_include=[first_post(db, values["forum"], MOST_VOTED)["title"]]
        ),
        _best_script,
    ),
    IntentTemplate(
        204,
        ("reddit",),
        "Who wrote the post with the most comments in the {forum} forum?",
        FORUMS,
        lambda db, values: answer_is(
            exact_match=first_post(db, values["forum"], MOST_COMMENTED)["author"]
        ),
        _busiest_script,
    ),
    IntentTemplate(
        205,
        ("reddit",),
        "How many comments has the user {user} written?",
        OTHER_PEOPLE,
        lambda db, values: answer_is(exact_match=str(_user(db, values["user"])["comments"])),
        _comments_script,
    ),
    IntentTemplate(
        206,
        ("reddit",),
        "Since when has {user} been a member?",
        OTHER_PEOPLE,
        lambda db, values: answer_is(exact_match=_user(db, values["user"])["joined"]),
        _joined_script,
    ),
    IntentTemplate(
        207,
        ("reddit",),
        "How many subscribers does the {forum} forum have?",
        FORUMS,
        lambda db, values: answer_is(exact_match=_subscribers(db, values)),
        _subscribers_script,
    ),
    IntentTemplate(
        208,
        ("reddit",),
        'Which post has more points, "{first}" or "{second}"?',
        _pairs,
        _pair_evaluation,
        _pair_script,
    ),
    IntentTemplate(
        212,
        ("reddit",),
        "What is the title of the oldest post in the {forum} forum?",
        FORUMS,
        lambda db, values: answer_is(
            must_include=[first_post(db, values["forum"], OLDEST)["title"]]
        ),
        _oldest_script,
    ),
)
