"""Storefront intents about what the customer writes: reviews and messages to the shop."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from itertools import cycle
from typing import Any

from planact.sandbox.evaluation import page_shows, texts_of
from planact.sandbox.intent import IntentTemplate, Values
from planact.sandbox.intents.shopping.parts import SITES, product, products
from planact.sandbox.intents.shopping.steps import open_reviews, reach_product, write_review
from planact.sandbox.oracle import Script, ScriptStep, click, fill, finish, step
from planact.sandbox.sites.shopping.catalog import slug
from planact.sandbox.sites.shopping.customer import find_customer
from planact.sandbox.sites.shopping.view import ROOT

OPINIONS = (
    (5, "A joy to use", "It does all I wanted and looks good too."),
    (4, "Well worth it", "Only the manual could be longer."),
    (3, "Quite all right", "It works, but I had hoped for more."),
    (2, "Not convinced", "The surface was scratched after a week."),
    (1, "Sent it back", "It stopped working on the first day."),
    (5, "Would buy again", "The whole family uses it every day."),
    (4, "A good choice", "Solid and easy to look after."),
)
"""Reviews to write: stars, title and text."""

_QUESTIONS = (
    "When will it be back in stock?",
    "Is it available in other colors?",
    "Do you sell spare parts for it?",
    "How heavy is the parcel?",
    "Can it be gift wrapped?",
    "Where is it made?",
)

# Review


def _reviews(connection: sqlite3.Connection) -> Sequence[Values]:
    rows = products(connection)
    return [
        {"product": row["name"], "stars": stars, "title": title, "text": text}
        for row, (stars, title, text) in zip(rows, cycle(OPINIONS), strict=False)
    ]


def _review_eval(connection: sqlite3.Connection, values: Values) -> dict[str, Any]:
    return review_shown(connection, slug(values["product"]), values)


def review_shown(
    connection: sqlite3.Connection, product_slug: str, values: Values
) -> dict[str, Any]:
    """The product's page shows the customer's review with ``stars``, ``title`` and ``text``."""
    author = find_customer(connection)["name"]
    return page_shows(
        "shopping",
        f"/product/{product_slug}/reviews",
        "[...document.querySelectorAll('#reviews tr')].map(row => row.innerText)"
        f".find(text => text.includes('{author}')) ?? ''",
        must_include=[f"{values['stars']} of 5 stars", values["title"], values["text"]],
    )


def _review_script(connection: sqlite3.Connection, values: Values) -> Script:
    row = product(connection, values["product"])
    return (
        *reach_product(row),
        open_reviews(row),
        *write_review(row, values["stars"], values["title"], values["text"]),
        finish(),
    )


# Message to the shop


def _messages(connection: sqlite3.Connection) -> Sequence[Values]:
    return [
        {"product": row["name"], "question": question}
        for row, question in zip(products(connection), cycle(_QUESTIONS), strict=False)
    ]


def _message_eval(connection: sqlite3.Connection, values: Values) -> dict[str, Any]:
    return message_shown(values["product"], values["question"])


def message_shown(subject: str, message: str) -> dict[str, Any]:
    """The customer's messages have one with this subject and text."""
    return page_shows(
        "shopping", "/account/messages", texts_of("#messages td"), must_include=[subject, message]
    )


def _message_script(connection: sqlite3.Connection, values: Values) -> Script:
    return (*send_message(values["product"], values["question"]), finish())


def send_message(subject: str, message: str) -> tuple[ScriptStep, ...]:
    """From any page: write to the shop."""
    return (
        step(
            "Open 'Contact Us'",
            "The shop is written to there.",
            click(f'.links a[href="{ROOT}/contact"]'),
        ),
        step(
            f"Fill in the subject '{subject}' and the message '{message}', and send it",
            "The form asks for both, and only sending lets it reach the shop.",
            fill("#subject", subject),
            fill("#message", message),
            click("#send"),
        ),
    )


FEEDBACK = (
    IntentTemplate(
        118,
        SITES,
        "Review the {product}: {stars} of 5 stars, title '{title}', text '{text}'",
        _reviews,
        _review_eval,
        _review_script,
    ),
    IntentTemplate(
        119,
        SITES,
        "Write to the shop with the subject '{product}' and the message '{question}'",
        _messages,
        _message_eval,
        _message_script,
        test=0,
    ),
)
"""Intents that publish a review or send a message."""
