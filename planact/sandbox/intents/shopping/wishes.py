"""Storefront intents about the wish list."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import Any

from planact.sandbox.evaluation import page_shows
from planact.sandbox.intent import IntentTemplate, Values
from planact.sandbox.intents.shopping.parts import (
    NOT_WISHED,
    SITES,
    category_products,
    product,
    products,
)
from planact.sandbox.intents.shopping.steps import (
    card,
    open_first,
    reach_category,
    reach_product,
    sort_by,
)
from planact.sandbox.oracle import Script, ScriptStep, click, finish, sign_in, step
from planact.sandbox.signing import SIGN_OUT
from planact.sandbox.sites.shopping.customer import CUSTOMER, PASSWORD
from planact.sandbox.sites.shopping.departments import DEPARTMENTS


def _wished(connection: sqlite3.Connection) -> list[str]:
    rows = connection.execute(
        "SELECT name FROM shopping_wish JOIN shopping_product AS product ON product.id = product_id"
    )
    return [row["name"] for row in rows]


def _wishes_are(connection: sqlite3.Connection, *added: str) -> dict[str, Any]:
    """The wish list holds what it held at the start and what was added."""
    return page_shows(
        "shopping",
        "/wishlist",
        "[...document.querySelectorAll('#wishes td:first-child')].map(cell => cell.innerText)"
        ".sort().join('; ')",
        exact_match="; ".join(sorted([*_wished(connection), *added])),
    )


def _add_to_wishes(what: str) -> ScriptStep:
    return step(
        f"Add {what} to the wish list",
        "Its page has a button for that.",
        click("#add-to-wishlist"),
    )


# After signing in


def _wishes(connection: sqlite3.Connection) -> Sequence[Values]:
    return [
        {"user": CUSTOMER["email"], "password": PASSWORD, "product": row["name"]}
        for row in products(connection, NOT_WISHED)
    ]


def _wish_eval(connection: sqlite3.Connection, values: Values) -> dict[str, Any]:
    return _wishes_are(connection, values["product"])


def _wish_script(connection: sqlite3.Connection, values: Values) -> Script:
    return (
        sign_in(values["user"], values["password"]),
        *reach_product(product(connection, values["product"])),
        _add_to_wishes(f"'{values['product']}'"),
        finish(),
    )


# Two of a category

_EXTREMES = {"cheapest": "price-low", "most expensive": "price-high"}


def _pairs(connection: sqlite3.Connection) -> Sequence[Values]:
    """Both ends of every category, where neither product is wished for yet."""
    wished = set(_wished(connection))
    ends = [
        {"category": category.name, "extreme": extreme}
        for department in DEPARTMENTS.values()
        for category in department
        for extreme in _EXTREMES
    ]
    return [
        values
        for values in ends
        if wished.isdisjoint(row["name"] for row in _end(connection, values))
    ]


def _end(connection: sqlite3.Connection, values: Values) -> list[sqlite3.Row]:
    return category_products(connection, values["category"], _EXTREMES[values["extreme"]])[:2]


def _pair_eval(connection: sqlite3.Connection, values: Values) -> dict[str, Any]:
    return _wishes_are(connection, *(row["name"] for row in _end(connection, values)))


def _pair_script(connection: sqlite3.Connection, values: Values) -> Script:
    first, second = _end(connection, values)
    extreme = values["extreme"]
    way = (
        *reach_category(connection, values["category"]),
        sort_by(_EXTREMES[extreme], f"The {extreme} products then come first."),
    )
    return (
        *way,
        open_first(first),
        _add_to_wishes("the product"),
        *way,
        step(
            "Open the second product of the list",
            "The first one is on the wish list already.",
            click(card(second)),
        ),
        _add_to_wishes("the product"),
        finish(),
    )


WISHES = (
    IntentTemplate(
        133,
        SITES,
        "Sign in as {user} with the password {password} and put the {product} on my wish list.",
        _wishes,
        _wish_eval,
        _wish_script,
        subjects=("product",),
        start=SIGN_OUT,
    ),
    IntentTemplate(
        147,
        SITES,
        "Put the two {extreme} products in {category} on my wish list.",
        _pairs,
        _pair_eval,
        _pair_script,
    ),
)
"""Intents that put something on the wish list."""
