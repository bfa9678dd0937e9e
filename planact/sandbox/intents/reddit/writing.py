"""Forum tasks that comment, reply and submit."""

from __future__ import annotations

import sqlite3
from itertools import cycle, product
from typing import Any

from planact.sandbox.evaluation import page_shows, text_of
from planact.sandbox.intent import IntentTemplate, Values
from planact.sandbox.intents.reddit.lookups import (
    FORUMS,
    ORDERS,
    OTHERS,
    POSTS,
    Connection,
    below_site,
    leader,
    led_in_period,
    newest_comment,
    next_post_id,
    post_titled,
)
from planact.sandbox.intents.reddit.steps import (
    SEND,
    find,
    link,
    newest_comment_first,
    open_first,
    press,
    sorted_forum,
    write,
)
from planact.sandbox.intents.reddit.texts import COMMENTS, SUBMISSIONS
from planact.sandbox.oracle import Script, ScriptStep, click, fill, finish, select, sign_in, step
from planact.sandbox.signing import SIGN_OUT
from planact.sandbox.sites.reddit.people import ACCOUNT, PEOPLE
from planact.sandbox.sites.reddit.written import slug


def _with_texts(values: list[Values]) -> list[Values]:
    return [{**each, "text": text} for each, text in zip(values, cycle(COMMENTS), strict=False)]


def _comment_shows(post: sqlite3.Row, author: str, text: str) -> dict[str, Any]:
    # The newest comment is the first, whatever its author has said before.
    path = f"{below_site(post['path'])}?sort=new"
    newest = f".depth0[data-author={author}] .text"
    return page_shows("reddit", path, text_of(newest), exact_match=text)


def _comment_evaluation(connection: Connection, values: Values) -> dict[str, Any]:
    return _comment_shows(post_titled(connection, values["title"]), ACCOUNT, values["text"])


def _comment_script(connection: Connection, values: Values) -> Script:
    post = post_titled(connection, values["title"])
    return *find(post), write("comment", values["text"]), finish()


def _login_values(connection: Connection) -> list[Values]:
    passwords = {person.name: person.password for person in PEOPLE}
    pairs = product(OTHERS(connection), FORUMS(connection))
    return _with_texts(
        [
            {**user, "password": passwords[user["user"]], **forum, "which": which}
            for (user, forum), which in zip(pairs, cycle(ORDERS), strict=False)
        ]
    )


def _login_evaluation(connection: Connection, values: Values) -> dict[str, Any]:
    post = leader(connection, values["forum"], values["which"])
    return _comment_shows(post, values["user"], values["text"])


def _login_script(connection: Connection, values: Values) -> Script:
    forum, which = values["forum"], values["which"]
    return (
        sign_in(values["user"], values["password"]),
        *sorted_forum(forum, which),
        open_first(leader(connection, forum, which)),
        write("comment", values["text"]),
        finish(),
    )


def _reply_values(connection: Connection) -> list[Values]:
    posts = [post_titled(connection, values["title"]) for values in POSTS(connection)]
    newest = [(post["title"], newest_comment(connection, post["id"])) for post in posts]
    return _with_texts(
        [
            {"title": title, "author": comment["author"]}
            for title, comment in newest
            if comment and comment["author"] != ACCOUNT
        ]
    )


def _reply_shows(connection: Connection, post: sqlite3.Row, text: str) -> dict[str, Any]:
    mine = f".depth1[data-author={ACCOUNT}] .text"
    path = below_site(_newest_comment_path(connection, post))
    return page_shows("reddit", path, text_of(mine), exact_match=text)


def _newest_comment_path(connection: Connection, post: sqlite3.Row) -> str:
    comment = newest_comment(connection, post["id"])
    assert comment is not None
    return f"{post['path']}/comment/{comment['id']}"


def _open_reply(connection: Connection, post: sqlite3.Row, whose: str) -> ScriptStep:
    return step(
        f"Press 'Reply to' below {whose}",
        "Every comment has a link to the form for a reply.",
        click(link(_newest_comment_path(connection, post))),
    )


def _reply_script(connection: Connection, values: Values) -> Script:
    post = post_titled(connection, values["title"])
    open_reply = _open_reply(connection, post, f"the comment of '{values['author']}'")
    sort = newest_comment_first(post["path"])
    return *find(post), sort, open_reply, write("reply", values["text"]), finish()


def _discussed_in_period(connection: Connection) -> list[Values]:
    values = [
        each
        for each in led_in_period(connection)
        if each["which"] == "most commented"
        and (comment := newest_comment(connection, leader(connection, **each)["id"]))
        and comment["author"] != ACCOUNT
    ]
    return _with_texts(values)


def _busiest(connection: Connection, values: Values) -> sqlite3.Row:
    return leader(connection, values["forum"], values["which"], values["period"])


def _busiest_script(connection: Connection, values: Values) -> Script:
    post = _busiest(connection, values)
    return (
        *sorted_forum(values["forum"], values["which"], values["period"]),
        open_first(post),
        newest_comment_first(post["path"]),
        _open_reply(connection, post, "the first comment"),
        write("reply", values["text"]),
        finish(),
    )


def _submit_values(connection: Connection) -> list[Values]:
    return [
        {"title": title, "body": body, "forum": forum["forum"]}
        for (title, body), forum in product(SUBMISSIONS, FORUMS(connection))
    ]


def _submit_evaluation(connection: Connection, values: Values) -> dict[str, Any]:
    path = f"/f/{values['forum']}/{next_post_id(connection)}/{slug(values['title'])}"
    return page_shows("reddit", path, text_of("#body"), exact_match=values["body"])


def _submit_script(connection: Connection, values: Values) -> Script:
    return (
        step("Go to 'Submit'", "The header links to the form.", click(link("/reddit/submit"))),
        step(
            f"Choose the forum '{values['forum']}'",
            "A post belongs to a forum.",
            select("#forum", values["forum"]),
        ),
        step(
            f"Enter the title '{values['title']}' and the body '{values['body']}'",
            "The form has a field for each.",
            fill("#title", values["title"]),
            fill("#body", values["body"]),
        ),
        press("Create submission", SEND, "The button publishes the post."),
        finish(),
    )


TEMPLATES = (
    IntentTemplate(
        235,
        ("reddit",),
        'Log in as {user} with the password "{password}" and comment on the {which} post of the'
        ' {forum} forum: "{text}"',
        _login_values,
        _login_evaluation,
        _login_script,
        subjects=("user", "forum"),
        start=SIGN_OUT,
    ),
    IntentTemplate(
        243,
        ("reddit",),
        "Find the {which} post of the past {period} in the {forum} forum and answer its newest"
        ' comment with "{text}".',
        _discussed_in_period,
        lambda db, values: _reply_shows(db, _busiest(db, values), values["text"]),
        _busiest_script,
        subjects=("forum",),
        unseen=True,
    ),
    IntentTemplate(
        225,
        ("reddit",),
        'Reply to the comment of {author} on the post "{title}" with "{text}".',
        _reply_values,
        lambda db, values: _reply_shows(db, post_titled(db, values["title"]), values["text"]),
        _reply_script,
        subjects=("title",),
        test=0,
    ),
    IntentTemplate(
        226,
        ("reddit",),
        'Submit a post to the {forum} forum with the title "{title}" and the body "{body}".',
        _submit_values,
        _submit_evaluation,
        _submit_script,
        subjects=("title", "forum"),
        test=0,
    ),
    IntentTemplate(
        224,
        ("reddit",),
        'Comment on the post "{title}" with "{text}".',
        lambda db: _with_texts(POSTS(db)),
        _comment_evaluation,
        _comment_script,
        test=0,
    ),
)
