"""Storefront intents about the price of products, alone and in a category's list."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from planact.sandbox.evaluation import answer_is, page_is
from planact.sandbox.intent import IntentTemplate, Values
from planact.sandbox.intents.shopping.finding import result_address
from planact.sandbox.intents.shopping.parts import (
    SITES,
    amount,
    categories,
    category_products,
    product,
    products,
)
from planact.sandbox.intents.shopping.steps import reach_category, reach_product, sort_by
from planact.sandbox.oracle import Script, answer, finish, search, step
from planact.sandbox.sites.shopping.browse import SORT_ORDERS, find_products
from planact.sandbox.sites.shopping.catalog import slug
from planact.sandbox.sites.shopping.departments import DEPARTMENTS
from planact.sandbox.sites.shopping.view import money

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


# Cheapest and dearest product of a category

_EXTREMES = {"cheapest": "price-low", "most expensive": "price-high"}


def _extremes(connection: sqlite3.Connection) -> Sequence[Values]:
    return [
        {"category": row["name"], "extreme": word}
        for row in categories(connection)
        for word in _EXTREMES
    ]


def _extreme(connection: sqlite3.Connection, values: Values) -> str:
    sort = _EXTREMES[values["extreme"]]
    name: str = category_products(connection, values["category"], sort)[0]["name"]
    return name


def _extreme_eval(connection: sqlite3.Connection, values: Values) -> dict[str, Any]:
    return answer_is(exact_match=_extreme(connection, values))


def _extreme_script(connection: sqlite3.Connection, values: Values) -> Script:
    extreme = values["extreme"]
    return (
        *reach_category(connection, values["category"]),
        sort_by(_EXTREMES[extreme], f"The {extreme} product then comes first."),
        step(
            "Read the name of the first product and answer with it",
            f"It is the {extreme} one.",
            answer(_extreme(connection, values)),
        ),
    )


# Sorted category


def _sorted_categories(connection: sqlite3.Connection) -> Sequence[Values]:
    # A list is in the order "position" before anybody sorts it.
    orders = [text for key, (text, _) in SORT_ORDERS.items() if key != "position"]
    return [
        {"category": category.name, "order": order}
        for listed in DEPARTMENTS.values()
        for category in listed
        for order in orders
    ]


def _sort_key(values: Values) -> str:
    return next(key for key, (text, _) in SORT_ORDERS.items() if text == values["order"])


def _sorted_eval(connection: sqlite3.Connection, values: Values) -> dict[str, Any]:
    category, sort = slug(values["category"]), _sort_key(values)
    return page_is(
        "shopping",
        f"/category/{category}?sort={sort}",
        f"{result_address(category=category)}&sort={sort}",
    )


def _sorted_script(connection: sqlite3.Connection, values: Values) -> Script:
    sort = sort_by(_sort_key(values), "The list is to be shown in this order.")
    return (*reach_category(connection, values["category"]), sort, finish())


PRODUCTS = (
    IntentTemplate(
        101,
        SITES,
        "What is the price of the {product}?",
        _any_product,
        _price_eval,
        _price_script,
    ),
    IntentTemplate(
        104,
        SITES,
        "Which one is cheaper, the {first} or the {second}? Answer with its name alone.",
        _rivals,
        _cheaper_eval,
        _cheaper_script,
        subjects=("first", "second"),
    ),
    IntentTemplate(
        105,
        SITES,
        "What is the {extreme} product in {category}? Answer with its name alone.",
        _extremes,
        _extreme_eval,
        _extreme_script,
    ),
    IntentTemplate(
        112,
        SITES,
        "Show me the products in {category} sorted by '{order}'.",
        _sorted_categories,
        _sorted_eval,
        _sorted_script,
    ),
)
"""Intents that ask about prices or for a sorted list."""
