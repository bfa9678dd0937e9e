"""Storefront intents about single products."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from planact.sandbox.evaluation import answer_is, page_is
from planact.sandbox.intent import IntentTemplate, Values
from planact.sandbox.intents.shopping.parts import amount, product, products, reach_product
from planact.sandbox.oracle import Script, answer, click, finish, search, step
from planact.sandbox.sites.shopping.browse import find_products
from planact.sandbox.sites.shopping.catalog import slug
from planact.sandbox.sites.shopping.view import ROOT, money

# Price


def _any_product(connection: sqlite3.Connection) -> Sequence[Values]:
    return [{"product": row["name"]} for row in products(connection)]


def _price_eval(connection: sqlite3.Connection, values: Values) -> dict[str, Any]:
    return answer_is(must_include=[amount(product(connection, values["product"])["cents"])])


def _price_script(connection: sqlite3.Connection, values: Values) -> Script:
    row = product(connection, values["product"])
    read = step(
        f"Read the price of '{row['name']}' and answer with it",
        "The page shows the price.",
        answer(money(row["cents"])),
    )
    return (*reach_product(row), read)


# Number of reviews


def _review_count_eval(connection: sqlite3.Connection, values: Values) -> dict[str, Any]:
    count = product(connection, values["product"])["review_count"]
    return answer_is(exact_match=str(count))


def _review_count_script(connection: sqlite3.Connection, values: Values) -> Script:
    row = product(connection, values["product"])
    read = step(
        f"Read the number of reviews of '{row['name']}' and answer with it",
        "The page shows the number beside the link to the reviews.",
        answer(str(row["review_count"])),
    )
    return (*reach_product(row), read)


# Author of a review


def _lone_ratings(connection: sqlite3.Connection) -> Sequence[Values]:
    """Ratings that one reviewer alone gave the product."""
    rows = connection.execute(
        "SELECT product.name, review.stars FROM shopping_review AS review"
        " JOIN shopping_product AS product ON product.id = review.product_id"
        " GROUP BY product.id, review.stars HAVING count(*) = 1 AND"
        " (SELECT count(*) FROM shopping_review WHERE product_id = product.id) > 1"
        " ORDER BY product.id, review.stars"
    )
    return [{"product": row["name"], "stars": row["stars"]} for row in rows]


def _reviewer(connection: sqlite3.Connection, values: Values) -> str:
    author: str = connection.execute(
        "SELECT author FROM shopping_review WHERE product_id = ? AND stars = ?",
        (product(connection, values["product"])["id"], values["stars"]),
    ).fetchone()[0]
    return author


def _reviewer_eval(connection: sqlite3.Connection, values: Values) -> dict[str, Any]:
    return answer_is(exact_match=_reviewer(connection, values))


def _reviewer_script(connection: sqlite3.Connection, values: Values) -> Script:
    row = product(connection, values["product"])
    return (
        *reach_product(row),
        step(
            f"Open the reviews of '{row['name']}'",
            "The reviews have a tab of their own.",
            click(f'.tabs a[href="{ROOT}/product/{row["slug"]}/reviews"]'),
        ),
        step(
            f"Find the review with '{values['stars']}' of 5 stars and answer with its author",
            "Every review shows its author and rating.",
            answer(_reviewer(connection, values)),
        ),
    )


# Cheaper of two products


def _rivals(connection: sqlite3.Connection) -> Sequence[Values]:
    """Neighbours in the alphabet; each product is the first of one pair."""
    rows = find_products(connection, "1", (), "name")
    return [
        {"first": first["name"], "second": second["name"]}
        for first, second in pairwise(rows)
        if first["cents"] != second["cents"]
    ]


def _cheaper(connection: sqlite3.Connection, values: Values) -> str:
    rivals = [product(connection, values[which]) for which in ("first", "second")]
    name: str = min(rivals, key=lambda row: row["cents"])["name"]
    return name


def _cheaper_eval(connection: sqlite3.Connection, values: Values) -> dict[str, Any]:
    return answer_is(exact_match=_cheaper(connection, values))


def _cheaper_script(connection: sqlite3.Connection, values: Values) -> Script:
    first, second = (product(connection, values[which]) for which in ("first", "second"))
    _, open_second = reach_product(second)
    price = f"'{first['name']}' costs {money(first['cents'])}"
    return (
        *reach_product(first),
        step(
            f"Note the price of '{first['name']}' and search for '{second['name']}'",
            "The first price is needed for the comparison.",
            search("#search", second["name"], note=price),
        ),
        open_second,
        step(
            f"Compare the prices of '{first['name']}' and '{second['name']}'"
            " and answer with the cheaper product",
            "Both prices are known now.",
            answer(_cheaper(connection, values)),
        ),
    )


# Page


def _product_eval(connection: sqlite3.Connection, values: Values) -> dict[str, Any]:
    return page_is("shopping", f"/product/{slug(values['product'])}")


def _product_script(connection: sqlite3.Connection, values: Values) -> Script:
    return (*reach_product(product(connection, values["product"])), finish())


PRODUCTS = (
    IntentTemplate(
        101,
        ("shopping",),
        "How much does the {product} cost?",
        _any_product,
        _price_eval,
        _price_script,
    ),
    IntentTemplate(
        102,
        ("shopping",),
        "How many reviews does the {product} have?",
        _any_product,
        _review_count_eval,
        _review_count_script,
    ),
    IntentTemplate(
        103,
        ("shopping",),
        "Who rated the {product} with {stars} of 5 stars?",
        _lone_ratings,
        _reviewer_eval,
        _reviewer_script,
    ),
    IntentTemplate(
        104,
        ("shopping",),
        "Which one is cheaper, the {first} or the {second}?",
        _rivals,
        _cheaper_eval,
        _cheaper_script,
    ),
    IntentTemplate(
        111,
        ("shopping",),
        "Take me to the page of the {product}.",
        _any_product,
        _product_eval,
        _product_script,
    ),
)
"""Intents that ask about a product or lead to it."""
