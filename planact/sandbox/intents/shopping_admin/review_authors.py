"""Back-office tasks about who wrote a review: only its own page says so."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from planact.sandbox.evaluation import Evaluation, answer_is, impossible, page_is
from planact.sandbox.intent import IntentTemplate, Values
from planact.sandbox.intents.shopping_admin.products import first_word, with_brands
from planact.sandbox.intents.shopping_admin.ratings import (
    lone_ratings,
    rated_review,
    reach_lone_rating,
    reach_rating,
)
from planact.sandbox.intents.shopping_admin.steps import SITES
from planact.sandbox.oracle import Script, ScriptStep, answer_with, click, finish, give_up, step
from planact.sandbox.sites.shopping_admin.view import NAME

Connection = sqlite3.Connection


def _open_author() -> ScriptStep:
    return step(
        "Open the author's page by the name after 'Author'",
        "The customer's page shows the whole account.",
        click("#author"),
    )


# The customer who gave one star


def _unhappy_values(connection: Connection) -> Sequence[Values]:
    rated = {
        values["product"] for values in lone_ratings(connection, known=True) if values["stars"] == 1
    }
    return [{**name, "stars": 1} for name in with_brands(connection) if name["product"] in rated]


def _unhappy_script(connection: Connection, values: Values) -> Script:
    review = rated_review(connection, values)
    why = (
        "The search takes the phrase as it is and knows the name without the brand: the name's"
        " first word alone finds the product."
    )
    which = f"the review of '{values['product']}'"
    return (
        *reach_rating(review, first_word(values["product"]), why, which),
        _open_author(),
        answer_with("the customer's email", review["email"]),
    )


# A guest's email

_GUEST = "The review was written by a guest: the shop has no email address of the author."


def _guest_eval(connection: Connection, values: Values) -> Evaluation:
    return impossible(_GUEST)


def _guest_script(connection: Connection, values: Values) -> Script:
    return (*reach_lone_rating(rated_review(connection, values)), give_up(_GUEST))


# Author's page


def _author_eval(connection: Connection, values: Values) -> Evaluation:
    return page_is(NAME, f"/customers/all/{rated_review(connection, values)['customer_id']}")


def _author_script(connection: Connection, values: Values) -> Script:
    return (*reach_lone_rating(rated_review(connection, values)), _open_author(), finish())


TEMPLATES = (
    IntentTemplate(
        506,
        SITES,
        "Somebody gave our {brand} {product} a single star. Which email address can I write to,"
        " to ask what went wrong?",
        _unhappy_values,
        lambda db, values: answer_is(must_include=[rated_review(db, values)["email"]]),
        _unhappy_script,
        subjects=("product",),
        test=2,
    ),
    IntentTemplate(
        531,
        SITES,
        "What is the email address of the person who rated the {product} with {stars} of 5 stars?",
        lambda db: lone_ratings(db, known=False),
        _guest_eval,
        _guest_script,
        unseen=True,
    ),
    IntentTemplate(
        538,
        SITES,
        "Take me to the page of the customer who gave the {product} {stars} of 5 stars.",
        lambda db: lone_ratings(db, known=True),
        _author_eval,
        _author_script,
        unseen=True,
    ),
)
"""Tasks that lead from a review to its author."""
