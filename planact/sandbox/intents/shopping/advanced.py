"""Storefront intents about a category's products of certain prices, by the advanced search."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import Any

from planact.sandbox.evaluation import answer_is, both, page_is
from planact.sandbox.intent import IntentTemplate, Values
from planact.sandbox.intents.shopping.finding import find_by, result_address
from planact.sandbox.intents.shopping.parts import (
    SITES,
    categories,
    category_products,
    in_range,
    price_ranges,
)
from planact.sandbox.intents.shopping.steps import answer_count, sort_by
from planact.sandbox.oracle import Script, answer, finish, step
from planact.sandbox.sites.shopping.advanced import advanced_search
from planact.sandbox.sites.shopping.catalog import slug

# A category's products in a range of prices


def _ranges(connection: sqlite3.Connection) -> Sequence[Values]:
    return [
        {"category": row["name"], "low": low, "high": high}
        for row in categories(connection)
        for low, high in price_ranges(category_products(connection, row["name"], "position"))
    ]


def range_criteria(values: Values) -> dict[str, str]:
    """The criteria of a category and a range of prices."""
    return {
        "category": slug(values["category"]),
        "price_from": str(values["low"]),
        "price_to": str(values["high"]),
    }


def _range_eval(connection: sqlite3.Connection, values: Values) -> dict[str, Any]:
    return page_is("shopping", result_address(**range_criteria(values)))


def _range_script(connection: sqlite3.Connection, values: Values) -> Script:
    return (*find_by(connection, **range_criteria(values)), finish())


# The best rated of them


def best_rated(connection: sqlite3.Connection) -> list[tuple[Values, sqlite3.Row]]:
    """Products that are rated best in a category and a range of prices; one such range each."""
    found: dict[int, tuple[Values, sqlite3.Row]] = {}
    for values in _ranges(connection):
        rows = category_products(connection, values["category"], "rating")
        first, second, *_ = in_range(rows, values["low"], values["high"])
        if first["stars"] is not None and first["stars"] != second["stars"]:
            # A category comes after its department, and says more closely what is wanted.
            found[first["id"]] = values, first
    return list(found.values())


def _best_values(connection: sqlite3.Connection) -> Sequence[Values]:
    return [values for values, _ in best_rated(connection)]


def _best(connection: sqlite3.Connection, values: Values) -> str:
    name: str = advanced_search(connection, range_criteria(values), "rating")[0]["name"]
    return name


def _best_eval(connection: sqlite3.Connection, values: Values) -> dict[str, Any]:
    return answer_is(exact_match=_best(connection, values))


def _best_script(connection: sqlite3.Connection, values: Values) -> Script:
    return (
        *find_by(connection, **range_criteria(values)),
        sort_by("rating", "The product with the best rating then comes first."),
        step(
            "Read the name of the first product and answer with it",
            "It is the best rated one.",
            answer(_best(connection, values)),
        ),
    )


# A category's products on sale


def _sales(connection: sqlite3.Connection) -> Sequence[Values]:
    return [
        {"category": row["name"]}
        for row in categories(connection)
        if advanced_search(connection, _sale_criteria({"category": row["name"]}), "position")
    ]


def _sale_criteria(values: Values) -> dict[str, str]:
    return {"category": slug(values["category"]), "sale": "1"}


def _sale_eval(connection: sqlite3.Connection, values: Values) -> dict[str, Any]:
    criteria = _sale_criteria(values)
    count = len(advanced_search(connection, criteria, "position"))
    return both(answer_is(exact_match=str(count)), page_is("shopping", result_address(**criteria)))


def _sale_script(connection: sqlite3.Connection, values: Values) -> Script:
    count = len(advanced_search(connection, _sale_criteria(values), "position"))
    return (*find_by(connection, **_sale_criteria(values)), answer_count(count))


ADVANCED = (
    IntentTemplate(
        123,
        SITES,
        "Show me all products in {category} that cost between ${low} and ${high}.",
        _ranges,
        _range_eval,
        _range_script,
    ),
    IntentTemplate(
        125,
        SITES,
        "Which product in {category} between ${low} and ${high} has the best rating?"
        " Answer with its name alone.",
        _best_values,
        _best_eval,
        _best_script,
        test=2,
    ),
    IntentTemplate(
        143,
        SITES,
        "How many products in {category} are on sale? Answer with the number alone,"
        " and stay on the page that lists just these.",
        _sales,
        _sale_eval,
        _sale_script,
    ),
)
"""Intents that combine a category with other properties."""
