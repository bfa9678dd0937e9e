"""Storefront intents about lists of products: categories and search results."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import Any

from planact.sandbox.evaluation import answer_is, page_is
from planact.sandbox.intent import IntentTemplate, Values
from planact.sandbox.intents.shopping.parts import products, reach_category
from planact.sandbox.oracle import Script, answer, finish, search, select, step
from planact.sandbox.sites.shopping.browse import SORT_ORDERS, find_products, search_products
from planact.sandbox.sites.shopping.catalog import slug
from planact.sandbox.sites.shopping.departments import DEPARTMENTS

# Cheapest and dearest product of a category

_EXTREMES = {"cheapest": "price-low", "most expensive": "price-high"}


def _extremes(connection: sqlite3.Connection) -> Sequence[Values]:
    names = connection.execute("SELECT name FROM shopping_category ORDER BY id").fetchall()
    return [{"category": row["name"], "extreme": word} for row in names for word in _EXTREMES]


def _extreme(connection: sqlite3.Connection, values: Values) -> str:
    rows = find_products(
        connection,
        "category.name = :name OR category.parent_id ="
        " (SELECT id FROM shopping_category WHERE name = :name)",
        {"name": values["category"]},
        _EXTREMES[values["extreme"]],
    )
    name: str = rows[0]["name"]
    return name


def _extreme_eval(connection: sqlite3.Connection, values: Values) -> dict[str, Any]:
    return answer_is(must_include=[_extreme(connection, values)])


def _extreme_script(connection: sqlite3.Connection, values: Values) -> Script:
    order = SORT_ORDERS[_EXTREMES[values["extreme"]]][0]
    return (
        *reach_category(connection, values["category"]),
        step(
            f"Sort the list by '{order}'",
            f"The {values['extreme']} product then comes first.",
            select("#sort", order),
        ),
        step(
            "Read the name of the first product and answer with it",
            f"It is the {values['extreme']} one.",
            answer(_extreme(connection, values)),
        ),
    )


# Number of search results


def _terms(connection: sqlite3.Connection) -> Sequence[Values]:
    rows = products(connection)
    words = {word for row in rows for word in f"{row['name']} {row['brand']}".split()}
    return [{"term": word} for word in sorted(words)]


def _result_count(connection: sqlite3.Connection, values: Values) -> str:
    return str(len(search_products(connection, values["term"], "position")))


def _result_count_eval(connection: sqlite3.Connection, values: Values) -> dict[str, Any]:
    return answer_is(exact_match=_result_count(connection, values))


def _result_count_script(connection: sqlite3.Connection, values: Values) -> Script:
    term = values["term"]
    return (
        step(f"Search for '{term}'", "The question is about this search.", search("#search", term)),
        step(
            "Read the number of items found and answer with it",
            "The number stands above the results.",
            answer(_result_count(connection, values)),
        ),
    )


# Sorted category


def _sorted_categories(connection: sqlite3.Connection) -> Sequence[Values]:
    # A list is in the order "position" before anybody sorts it.
    orders = [text for key, (text, _) in SORT_ORDERS.items() if key != "position"]
    return [
        {"category": category.name, "order": order}
        for categories in DEPARTMENTS.values()
        for category in categories
        for order in orders
    ]


def _sorted_eval(connection: sqlite3.Connection, values: Values) -> dict[str, Any]:
    key = next(key for key, (text, _) in SORT_ORDERS.items() if text == values["order"])
    return page_is("shopping", f"/category/{slug(values['category'])}?sort={key}")


def _sorted_script(connection: sqlite3.Connection, values: Values) -> Script:
    sort = step(
        f"Sort the list by '{values['order']}'",
        "The list is to be shown in this order.",
        select("#sort", values["order"]),
    )
    return (*reach_category(connection, values["category"]), sort, finish())


LISTS = (
    IntentTemplate(
        105,
        ("shopping",),
        "What is the {extreme} product in {category}?",
        _extremes,
        _extreme_eval,
        _extreme_script,
    ),
    IntentTemplate(
        106,
        ("shopping",),
        "How many products does the store find for '{term}'?",
        _terms,
        _result_count_eval,
        _result_count_script,
    ),
    IntentTemplate(
        112,
        ("shopping",),
        "Show me the products in {category} sorted by '{order}'.",
        _sorted_categories,
        _sorted_eval,
        _sorted_script,
    ),
)
"""Intents that ask about a list or lead to it."""
