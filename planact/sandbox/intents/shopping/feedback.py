"""Storefront intents about what the customer writes: reviews and messages to the shop."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from itertools import cycle
from typing import Any

from planact.sandbox.evaluation import page_shows
from planact.sandbox.intent import IntentTemplate, Values
from planact.sandbox.intents.shopping.parts import product, products, reach_product
from planact.sandbox.oracle import Script, click, fill, finish, select, step
from planact.sandbox.sites.shopping.catalog import slug
from planact.sandbox.sites.shopping.customer import CUSTOMER
from planact.sandbox.sites.shopping.view import ROOT

_OPINIONS = (
    (5, "A joy to use", "It does all I wanted and looks good too."),
    (4, "Well worth it", "Only the manual could be longer."),
    (3, "Quite all right", "It works, but I had hoped for more."),
    (2, "Not convinced", "The surface was scratched after a week."),
    (1, "Sent it back", "It stopped working on the first day."),
    (5, "Would buy again", "The whole family uses it every day."),
    (4, "A good choice", "Solid and easy to look after."),
)

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
        for row, (stars, title, text) in zip(rows, cycle(_OPINIONS), strict=False)
    ]


def _review_eval(connection: sqlite3.Connection, values: Values) -> dict[str, Any]:
    author = f"{CUSTOMER['first_name']} {CUSTOMER['last_name']}"
    return page_shows(
        "shopping",
        f"/product/{slug(values['product'])}/reviews",
        "[...document.querySelectorAll('#reviews tr')].map(row => row.innerText)"
        f".find(text => text.includes('{author}')) ?? ''",
        must_include=[f"{values['stars']} of 5 stars", values["title"], values["text"]],
    )


def _review_script(connection: sqlite3.Connection, values: Values) -> Script:
    row = product(connection, values["product"])
    stars, title, text = values["stars"], values["title"], values["text"]
    reviews = f"{ROOT}/product/{row['slug']}/reviews"
    return (
        *reach_product(row),
        step(
            f"Open the reviews of '{row['name']}'",
            "A review is written from there.",
            click(f'.tabs a[href="{reviews}"]'),
        ),
        step("Open the review form", "It takes the new review.", click(f'a[href="{reviews}/new"]')),
        step(
            f"Fill in '{stars}' stars, the title '{title}' and the review '{text}'",
            "The form asks for all three.",
            select("#stars", f"{stars} star" if stars == 1 else f"{stars} stars"),
            fill("#title", title),
            fill("#text", text),
        ),
        step("Submit the review", "Only then is it published.", click("#submit-review")),
        finish(),
    )


# Message to the shop


def _messages(connection: sqlite3.Connection) -> Sequence[Values]:
    return [
        {"product": row["name"], "question": question}
        for row, question in zip(products(connection), cycle(_QUESTIONS), strict=False)
    ]


def _message_eval(connection: sqlite3.Connection, values: Values) -> dict[str, Any]:
    return page_shows(
        "shopping",
        "/account/messages",
        "document.querySelector('#messages')?.innerText ?? ''",
        must_include=[values["product"], values["question"]],
    )


def _message_script(connection: sqlite3.Connection, values: Values) -> Script:
    subject, message = values["product"], values["question"]
    return (
        step(
            "Open 'Contact Us'", "The shop is written to there.", click(f'a[href="{ROOT}/contact"]')
        ),
        step(
            f"Fill in the subject '{subject}' and the message '{message}'",
            "The form asks for both.",
            fill("#subject", subject),
            fill("#message", message),
        ),
        step("Send the message", "It has to reach the shop.", click("#send")),
        finish(),
    )


FEEDBACK = (
    IntentTemplate(
        118,
        ("shopping",),
        "Review the {product}: {stars} stars, title '{title}', text '{text}'",
        _reviews,
        _review_eval,
        _review_script,
    ),
    IntentTemplate(
        119,
        ("shopping",),
        "Write to the shop with the subject '{product}' and the message '{question}'",
        _messages,
        _message_eval,
        _message_script,
    ),
)
"""Intents that publish a review or send a message."""
