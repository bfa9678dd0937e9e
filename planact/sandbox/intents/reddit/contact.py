"""Forum tasks that write to somebody or block somebody, and what the site does not tell."""

from __future__ import annotations

import sqlite3
from itertools import cycle, product
from typing import Any

from planact.sandbox.evaluation import impossible, page_shows, text_of
from planact.sandbox.intent import IntentTemplate, Values
from planact.sandbox.intents.reddit.lookups import (
    POSTS,
    Connection,
    leader,
    led,
    newest_comment,
    post_titled,
    rows,
)
from planact.sandbox.intents.reddit.steps import (
    find,
    link,
    newest_comment_first,
    open_author_of_first,
    press,
    sorted_forum,
    write,
)
from planact.sandbox.intents.reddit.texts import NOTES
from planact.sandbox.oracle import Script, click, finish, give_up, step
from planact.sandbox.sites.reddit.people import ACCOUNT

_NOT_SHOWN = "The site does not show how many people have saved a post."


def _message_values(connection: Connection) -> list[Values]:
    by_others = [v for v in led(connection) if leader(connection, **v)["author"] != ACCOUNT]
    return [{**each, "text": text} for each, text in zip(by_others, cycle(NOTES), strict=False)]


def _author(connection: Connection, values: Values) -> str:
    return str(leader(connection, values["forum"], values["which"])["author"])


def _was_sent(recipient: str, text: str) -> dict[str, Any]:
    sent = text_of(f"[data-to={recipient}] .text")
    return page_shows("reddit", "/messages/sent", sent, exact_match=text)


def _message_script(connection: Connection, values: Values) -> Script:
    return (
        *sorted_forum(values["forum"], values["which"]),
        open_author_of_first(),
        press("Send message", "#message", "The profile links to the form for a message."),
        write("message", values["text"]),
        finish(),
    )


def _answer_values(connection: Connection) -> list[Values]:
    senders = rows(connection, "SELECT sender AS user FROM reddit_messages ORDER BY id")
    return [{**sender, "text": text} for sender, text in product(senders, NOTES)]


def _answer_script(connection: Connection, values: Values) -> Script:
    return (
        step(
            f"Go to 'Messages' and press 'Answer {values['user']}'",
            "The inbox shows who has written.",
            click(link("/reddit/messages")),
            click(f"main {link('/reddit/user/' + values['user'] + '/message')}"),
        ),
        write("message", values["text"]),
        finish(),
    )


def _commenter(connection: Connection, title: str) -> sqlite3.Row | None:
    return newest_comment(connection, post_titled(connection, title)["id"])


def _block_values(connection: Connection) -> list[Values]:
    found = [(values, _commenter(connection, values["title"])) for values in POSTS(connection)]
    return [values for values, comment in found if comment and comment["author"] != ACCOUNT]


def _to_block(connection: Connection, values: Values) -> str:
    comment = _commenter(connection, values["title"])
    assert comment is not None
    return str(comment["author"])


def _block_script(connection: Connection, values: Values) -> Script:
    post = post_titled(connection, values["title"])
    return (
        *find(post),
        newest_comment_first(post["path"]),
        step(
            "Open the profile of who wrote the first comment",
            "The author's name links to the profile.",
            click(".comment .author"),
        ),
        press("Block", "#block", "The button is on everybody's profile."),
        finish(),
    )


def _saved_script(connection: Connection, values: Values) -> Script:
    return *find(post_titled(connection, values["title"])), give_up(_NOT_SHOWN)


TEMPLATES = (
    IntentTemplate(
        236,
        ("reddit",),
        'Send the author of the {which} post in the {forum} forum this message: "{text}"',
        _message_values,
        lambda db, values: _was_sent(_author(db, values), values["text"]),
        _message_script,
        subjects=("forum",),
    ),
    IntentTemplate(
        237,
        ("reddit",),
        'Answer the message that I got from {user} with "{text}".',
        _answer_values,
        lambda db, values: _was_sent(values["user"], values["text"]),
        _answer_script,
        test=0,
    ),
    IntentTemplate(
        244,
        ("reddit",),
        'Block whoever wrote the newest comment on the post "{title}".',
        _block_values,
        lambda db, values: page_shows(
            "reddit", f"/user/{_to_block(db, values)}", text_of("#block"), exact_match="Unblock"
        ),
        _block_script,
        test=0,
    ),
    IntentTemplate(
        219,
        ("reddit",),
        'How many people have saved the post "{title}"?',
        POSTS,
        lambda db, values: impossible(_NOT_SHOWN),
        _saved_script,
        test=0,
    ),
)
