"""Storefront intents that end with an order."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from itertools import cycle
from itertools import product as pairs
from typing import Any

from planact.sandbox.evaluation import both, last_page_shows, page_is, texts_of
from planact.sandbox.intent import IntentTemplate, Values
from planact.sandbox.intents.shopping.account import ADDRESS_FIELDS, addresses
from planact.sandbox.intents.shopping.advanced import best_rated, range_criteria
from planact.sandbox.intents.shopping.finding import find_by
from planact.sandbox.intents.shopping.parts import SIMPLE, SITES, next_order, product, products
from planact.sandbox.intents.shopping.steps import (
    add_to_cart,
    check_out,
    open_first,
    reach_account,
    reach_product,
    save_address,
    sort_by,
)
from planact.sandbox.oracle import Script, finish
from planact.sandbox.sites.shopping.advanced import advanced_search
from planact.sandbox.sites.shopping.cart import cart_items
from planact.sandbox.sites.shopping.customer import PAYMENT, SHIPPING


def _with_ways(assignments: Sequence[Values]) -> list[Values]:
    """The assignments, each with a way of shipping and of paying."""
    ways = cycle(pairs(SHIPPING, PAYMENT))
    return [
        {**values, "shipping": shipping, "payment": payment}
        for values, (shipping, payment) in zip(assignments, ways, strict=False)
    ]


def _order_shows(connection: sqlite3.Connection, values: Values, *texts: str) -> dict[str, Any]:
    """The last page is that of the new order, with all that was in the cart and the texts."""
    bought = [item["name"] for item in cart_items(connection)]
    return both(
        page_is("shopping", f"/account/orders/{next_order(connection)}"),
        last_page_shows(
            texts_of("#items td, #order dd"),
            must_include=[*bought, *texts, values["shipping"], values["payment"]],
        ),
    )


# A product by its name


def _purchases(connection: sqlite3.Connection) -> Sequence[Values]:
    return _with_ways([{"product": row["name"]} for row in products(connection, SIMPLE)])


def _purchase_eval(connection: sqlite3.Connection, values: Values) -> dict[str, Any]:
    return _order_shows(connection, values, values["product"])


def _purchase_script(connection: sqlite3.Connection, values: Values) -> Script:
    return (
        *reach_product(product(connection, values["product"])),
        add_to_cart(f"'{values['product']}'"),
        *check_out(values["shipping"], values["payment"]),
        finish(),
    )


# The best rated product


def _best(connection: sqlite3.Connection) -> Sequence[Values]:
    buyable = {row["id"] for row in products(connection, SIMPLE)}
    return _with_ways([values for values, row in best_rated(connection) if row["id"] in buyable])


def _best_eval(connection: sqlite3.Connection, values: Values) -> dict[str, Any]:
    best = advanced_search(connection, range_criteria(values), "rating")[0]
    return _order_shows(connection, values, best["name"])


def _best_script(connection: sqlite3.Connection, values: Values) -> Script:
    best = advanced_search(connection, range_criteria(values), "rating")[0]
    return (
        *find_by(connection, **range_criteria(values)),
        sort_by("rating", "The product with the best rating then comes first."),
        open_first(best),
        add_to_cart("the product"),
        *check_out(values["shipping"], values["payment"]),
        finish(),
    )


# To another address


def _moves(connection: sqlite3.Connection) -> Sequence[Values]:
    return _with_ways(addresses(connection))


def _move_eval(connection: sqlite3.Connection, values: Values) -> dict[str, Any]:
    return _order_shows(connection, values, ", ".join(values[name] for name in ADDRESS_FIELDS))


def _move_script(connection: sqlite3.Connection, values: Values) -> Script:
    return (
        *reach_account("Address Book", "address"),
        save_address(*(values[name] for name in ADDRESS_FIELDS)),
        *check_out(values["shipping"], values["payment"]),
        finish(),
    )


CHECKOUT = (
    IntentTemplate(
        117,
        SITES,
        "Add the {product} to my cart and order all that is in it,"
        " with shipping '{shipping}' and payment '{payment}'. Leave me on the order's page.",
        _purchases,
        _purchase_eval,
        _purchase_script,
    ),
    IntentTemplate(
        135,
        SITES,
        "Get me the best rated product in {category} that costs between ${low} and ${high}:"
        " add it to my cart and order everything in there,"
        " with shipping '{shipping}' and payment '{payment}'. Leave me on the order's page.",
        _best,
        _best_eval,
        _best_script,
        test=2,
        unseen=True,
    ),
    IntentTemplate(
        138,
        SITES,
        "We have moved. Change my address to '{street}', city '{city}', postcode '{postcode}',"
        " country '{country}', then order what is in my cart,"
        " with shipping '{shipping}' and payment '{payment}'. Leave me on the order's page.",
        _moves,
        _move_eval,
        _move_script,
        unseen=True,
    ),
)
"""Intents that place an order."""
