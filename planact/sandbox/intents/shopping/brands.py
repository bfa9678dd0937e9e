"""Storefront intents about a brand's products, by the advanced search."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import Any

from planact.sandbox.evaluation import answer_is, page_is
from planact.sandbox.intent import IntentTemplate, Values
from planact.sandbox.intents.shopping.finding import find_by, result_address
from planact.sandbox.intents.shopping.parts import SITES
from planact.sandbox.intents.shopping.steps import answer_count, sort_by
from planact.sandbox.oracle import Script, answer, finish, step
from planact.sandbox.sites.shopping.advanced import RATINGS, advanced_search
from planact.sandbox.sites.shopping.browse import find_products
from planact.sandbox.sites.shopping.words import BRANDS

_LIMITS = (20, 30, 40, 60, 80, 100, 150)
"""Prices in dollars to stay below."""

# A brand's products below a price


def _brand_limits(connection: sqlite3.Connection) -> Sequence[Values]:
    """Brands with a limit that some of their products meet, and none of them exactly."""
    return [
        {"brand": brand, "high": high}
        for brand in BRANDS
        for high in _LIMITS
        if advanced_search(connection, _brand_criteria({"brand": brand, "high": high}), "name")
        and not find_products(
            connection, "brand = ? AND cents = ?", (brand, high * 100), "position"
        )
    ]


def _brand_criteria(values: Values) -> dict[str, str]:
    return {"brand": values["brand"], "price_to": str(values["high"]), "stock": "1"}


def _brand_count_eval(connection: sqlite3.Connection, values: Values) -> dict[str, Any]:
    count = len(advanced_search(connection, _brand_criteria(values), "position"))
    return answer_is(exact_match=str(count))


def _brand_count_script(connection: sqlite3.Connection, values: Values) -> Script:
    count = len(advanced_search(connection, _brand_criteria(values), "position"))
    return (*find_by(connection, **_brand_criteria(values)), answer_count(count))


# A brand's well rated products


def _rated_brands(connection: sqlite3.Connection) -> Sequence[Values]:
    return [
        {"brand": brand, "high": high, "rating": rating}
        for brand in BRANDS
        for high in _LIMITS
        for rating in RATINGS.values()
    ]


def _rated_criteria(values: Values) -> dict[str, str]:
    rating = next(key for key, text in RATINGS.items() if text == values["rating"])
    return {"brand": values["brand"], "price_to": str(values["high"]), "rating": rating}


def _rated_eval(connection: sqlite3.Connection, values: Values) -> dict[str, Any]:
    return page_is("shopping", result_address(**_rated_criteria(values)))


def _rated_script(connection: sqlite3.Connection, values: Values) -> Script:
    return (*find_by(connection, **_rated_criteria(values)), finish())


# The cheapest or dearest of them

_EXTREMES = {"cheapest": "price-low", "most expensive": "price-high"}


def _brand_extremes(connection: sqlite3.Connection) -> Sequence[Values]:
    """Where one product alone has the extreme price."""
    assignments = [
        {"brand": brand, "extreme": extreme, "stars": int(stars)}
        for brand in BRANDS
        for extreme in _EXTREMES
        for stars in RATINGS
    ]
    return [
        values
        for values in assignments
        if len({row["cents"] for row in _ranked(connection, values)[:2]}) == 2
    ]


def _extreme_criteria(values: Values) -> dict[str, str]:
    return {"brand": values["brand"], "rating": str(values["stars"]), "stock": "1"}


def _ranked(connection: sqlite3.Connection, values: Values) -> list[sqlite3.Row]:
    return advanced_search(connection, _extreme_criteria(values), _EXTREMES[values["extreme"]])


def _brand_extreme_eval(connection: sqlite3.Connection, values: Values) -> dict[str, Any]:
    return answer_is(exact_match=_ranked(connection, values)[0]["name"])


def _brand_extreme_script(connection: sqlite3.Connection, values: Values) -> Script:
    extreme = values["extreme"]
    return (
        *find_by(connection, **_extreme_criteria(values)),
        sort_by(_EXTREMES[extreme], f"The {extreme} product then comes first."),
        step(
            "Read the name of the first product and answer with it",
            f"It is the {extreme} one.",
            answer(_ranked(connection, values)[0]["name"]),
        ),
    )


BRAND = (
    IntentTemplate(
        124,
        SITES,
        "How many products by {brand} are in stock for less than ${high}?"
        " Answer with the number alone.",
        _brand_limits,
        _brand_count_eval,
        _brand_count_script,
    ),
    IntentTemplate(
        141,
        SITES,
        "I am looking for something by {brand} for ${high} at most with a rating of {rating}."
        " Bring up the list of all such products, whether in stock or not.",
        _rated_brands,
        _rated_eval,
        _rated_script,
        test=2,
        unseen=True,
    ),
    IntentTemplate(
        155,
        SITES,
        "Of everything by {brand} that is in stock and rated with {stars} stars or more,"
        " which product is the {extreme} one? Answer with its name alone.",
        _brand_extremes,
        _brand_extreme_eval,
        _brand_extreme_script,
        test=2,
        unseen=True,
    ),
)
"""Intents that combine a brand with other properties."""
