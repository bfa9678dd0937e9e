"""Storefront intents that cannot be done: no such product, or the shop does not say."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from itertools import cycle
from typing import Any

from planact.sandbox.evaluation import impossible
from planact.sandbox.intent import IntentTemplate, Values
from planact.sandbox.intents.shopping.parts import SITES, product, products
from planact.sandbox.intents.shopping.steps import open_reviews, reach_product
from planact.sandbox.oracle import Script, give_up, search, step
from planact.sandbox.sites.shopping.departments import DEPARTMENTS
from planact.sandbox.sites.shopping.words import SERIES

_UNSAID = ("weight", "country of origin", "name of the designer", "year of release")

_NO_SUCH_PRODUCT = "The shop has no such product."
_NOT_SAID = "The shop does not say."

# A product that does not exist


def _invented(connection: sqlite3.Connection) -> Sequence[Values]:
    """Names made like those of the products, of products that do not exist."""
    rows = connection.execute("SELECT name FROM shopping_product").fetchall()
    taken = {row["name"] for row in rows}
    series, quantities = cycle(SERIES), cycle((2, 3, 4, 5))
    names = [
        f"{next(series)} {kind} {noun}"
        for categories in DEPARTMENTS.values()
        for category in categories
        for kind in category.kinds
        for noun in category.nouns[:2]
    ]
    return [
        {"product": name, "quantity": quantity}
        for name, quantity in zip(names, quantities, strict=False)
        if name not in taken
    ]


def _invented_eval(connection: sqlite3.Connection, values: Values) -> dict[str, Any]:
    return impossible(_NO_SUCH_PRODUCT)


def _invented_script(connection: sqlite3.Connection, values: Values) -> Script:
    name = values["product"]
    series, _, rest = name.partition(" ")
    return (
        step(
            f"Search for '{name}'",
            "A search by name leads straight to it.",
            search("#search", name),
        ),
        step(
            f"Search for '{rest}'",
            f"Nothing has the whole name; without '{series}', similar products are found.",
            search("#search", rest),
        ),
        give_up("The product that was asked for is not among the results either."),
    )


# Something that no page says


def _questions(connection: sqlite3.Connection) -> Sequence[Values]:
    rows = [row for row in products(connection) if row["review_count"]]
    return [
        {"product": row["name"], "fact": fact}
        for row, fact in zip(rows, cycle(_UNSAID), strict=False)
    ]


def _question_eval(connection: sqlite3.Connection, values: Values) -> dict[str, Any]:
    return impossible(_NOT_SAID)


def _question_script(connection: sqlite3.Connection, values: Values) -> Script:
    row = product(connection, values["product"])
    return (
        *reach_product(row),
        open_reviews(row),
        give_up(f"Neither the details nor the reviews say the {values['fact']}."),
    )


MISSING = (
    IntentTemplate(
        126,
        SITES,
        "Please put {quantity} of the {product} into my cart.",
        _invented,
        _invented_eval,
        _invented_script,
    ),
    IntentTemplate(
        127,
        SITES,
        "What is the {fact} of the {product}?",
        _questions,
        _question_eval,
        _question_script,
        subjects=("product",),
        unseen=True,
    ),
)
"""Intents that nothing can fulfil."""
