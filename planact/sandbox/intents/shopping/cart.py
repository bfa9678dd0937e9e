"""Storefront intents that fill and empty the cart."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from itertools import cycle
from itertools import product as pairs
from typing import Any

from planact.sandbox.evaluation import page_shows, texts_of
from planact.sandbox.intent import IntentTemplate, Values
from planact.sandbox.intents.shopping.parts import SIMPLE, SITES, cart_holds, product, products
from planact.sandbox.intents.shopping.steps import (
    add_to_cart,
    open_cart,
    reach_product,
    set_quantity,
)
from planact.sandbox.oracle import Script, click, finish, select, step
from planact.sandbox.sites.shopping.cart import cart_items
from planact.sandbox.sites.shopping.catalog import product_choices, slug

_WITH_CHOICES = "product.stock > 0 AND product.id IN (SELECT product_id FROM shopping_choice)"

# Several pieces


def _quantities(connection: sqlite3.Connection) -> Sequence[Values]:
    numbers = cycle((2, 3, 4, 5, 6, 7, 8, 9))
    return [
        {"product": row["name"], "quantity": quantity}
        for row, quantity in zip(products(connection, SIMPLE), numbers, strict=False)
    ]


def _quantity_eval(connection: sqlite3.Connection, values: Values) -> dict[str, Any]:
    return cart_holds(connection, {slug(values["product"]): values["quantity"]})


def _quantity_script(connection: sqlite3.Connection, values: Values) -> Script:
    return (
        *reach_product(product(connection, values["product"])),
        set_quantity(values["quantity"]),
        add_to_cart(f"'{values['product']}'"),
        finish(),
    )


# Nothing but that


def _only_eval(connection: sqlite3.Connection, values: Values) -> dict[str, Any]:
    removed = {item["slug"]: 0 for item in cart_items(connection)}
    return cart_holds(connection, {**removed, slug(values["product"]): values["quantity"]})


def _only_script(connection: sqlite3.Connection, values: Values) -> Script:
    buttons = [f'[data-product="{item["slug"]}"] button' for item in cart_items(connection)]
    empty = step(
        "Remove every product from the cart",
        "Nothing that is in it now is wanted.",
        *(click(button) for button in buttons),
    )
    return (open_cart(), empty, *_quantity_script(connection, values))


# Colors and sizes


def _choices(connection: sqlite3.Connection) -> Sequence[Values]:
    """Products that come in colors, each with one of its possible choices."""
    assignments: list[Values] = []
    for position, row in enumerate(products(connection, _WITH_CHOICES)):
        offered = product_choices(connection, row["id"])
        combinations = list(pairs(*offered.values()))
        chosen = combinations[position % len(combinations)]
        wording = " and ".join(
            f"{kind.lower()} '{value}'" for kind, value in zip(offered, chosen, strict=True)
        )
        assignments.append(
            {
                "product": row["name"],
                "wording": wording,
                "choices": dict(zip(offered, chosen, strict=True)),
            }
        )
    return assignments


def _choices_eval(connection: sqlite3.Connection, values: Values) -> dict[str, Any]:
    wanted = ", ".join(f"{kind}: {value}" for kind, value in values["choices"].items())
    row = f'[data-product="{slug(values["product"])}"] td:nth-child(2)'
    return page_shows("shopping", "/cart", texts_of(row), exact_match=wanted)


def _choices_script(connection: sqlite3.Connection, values: Values) -> Script:
    choose = step(
        f"Choose {values['wording']}",
        "The product comes in several versions.",
        *(select(f"#{kind.lower()}", value) for kind, value in values["choices"].items()),
    )
    return (
        *reach_product(product(connection, values["product"])),
        choose,
        add_to_cart(f"'{values['product']}'"),
        finish(),
    )


CART = (
    IntentTemplate(
        113,
        SITES,
        "Add {quantity} pieces of the {product} to my cart.",
        _quantities,
        _quantity_eval,
        _quantity_script,
        test=0,
    ),
    IntentTemplate(
        136,
        SITES,
        "Change my cart so that it holds {quantity} pieces of the {product} and nothing else.",
        _quantities,
        _only_eval,
        _only_script,
    ),
    IntentTemplate(
        114,
        SITES,
        "Add the {product} with {wording} to my cart.",
        _choices,
        _choices_eval,
        _choices_script,
    ),
)
"""Intents that change what is in the cart."""
