"""Storefront intents about cart, wish list and ordering."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from itertools import cycle
from itertools import product as pairs
from typing import Any

from planact.sandbox.evaluation import page_shows
from planact.sandbox.intent import IntentTemplate, Values
from planact.sandbox.intents.shopping.parts import product, products, reach_product
from planact.sandbox.oracle import Script, ScriptStep, click, fill, finish, select, step
from planact.sandbox.sites.shopping.cart import cart_items
from planact.sandbox.sites.shopping.catalog import product_choices, slug
from planact.sandbox.sites.shopping.customer import FIRST_ORDER, ORDER_COUNT, PAYMENT, SHIPPING
from planact.sandbox.sites.shopping.view import ROOT, money

_SIMPLE = (
    "product.stock > 0 AND product.id NOT IN (SELECT product_id FROM shopping_choice)"
    " AND product.id NOT IN (SELECT product_id FROM shopping_cart)"
)
_WITH_CHOICES = "product.stock > 0 AND product.id IN (SELECT product_id FROM shopping_choice)"
_NOT_WISHED = "product.id NOT IN (SELECT product_id FROM shopping_wish)"

# Adding to the cart


def _quantities(connection: sqlite3.Connection) -> Sequence[Values]:
    numbers = cycle((2, 3, 4, 5, 6, 7, 8, 9))
    return [
        {"product": row["name"], "quantity": quantity}
        for row, quantity in zip(products(connection, _SIMPLE), numbers, strict=False)
    ]


def _quantity_eval(connection: sqlite3.Connection, values: Values) -> dict[str, Any]:
    return _cart_holds(values["product"], values["quantity"])


def _cart_holds(name: str, quantity: int) -> dict[str, Any]:
    locator = f"document.querySelector('[data-product=\"{slug(name)}\"] input')?.value ?? ''"
    return page_shows("shopping", "/cart", locator, exact_match=str(quantity))


def _quantity_script(connection: sqlite3.Connection, values: Values) -> Script:
    return (
        *reach_product(product(connection, values["product"])),
        step(
            f"Set the quantity to '{values['quantity']}'",
            "More than one is wanted.",
            fill("#quantity", str(values["quantity"])),
        ),
        _add_to_cart(values["product"]),
        finish(),
    )


def _add_to_cart(name: str) -> ScriptStep:
    return step(f"Add '{name}' to the cart", "It is to be in the cart.", click("#add-to-cart"))


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
    rows = f"document.querySelectorAll('[data-product=\"{slug(values['product'])}\"]')"
    return page_shows(
        "shopping",
        "/cart",
        f"[...{rows}].map(row => row.innerText).join(' ')",
        must_include=[wanted],
    )


def _choices_script(connection: sqlite3.Connection, values: Values) -> Script:
    choose = step(
        f"Choose {values['wording']}",
        "The product comes in several versions.",
        *(select(f"#{kind.lower()}", value) for kind, value in values["choices"].items()),
    )
    return (
        *reach_product(product(connection, values["product"])),
        choose,
        _add_to_cart(values["product"]),
        finish(),
    )


# Changing the cart


def _new_quantities(connection: sqlite3.Connection) -> Sequence[Values]:
    return [
        {"product": item["name"], "quantity": quantity}
        for item in cart_items(connection)
        for quantity in range(4, 10)
    ]


def _new_quantity_script(connection: sqlite3.Connection, values: Values) -> Script:
    name, quantity = values["product"], values["quantity"]
    return (
        _open_cart(),
        step(
            f"Set the quantity of '{name}' to '{quantity}'",
            "Every row of the cart has a field for its quantity.",
            fill(f'[data-product="{slug(name)}"] input', str(quantity)),
        ),
        step("Update the cart", "Only then is the quantity kept.", click("#update-cart")),
        finish(),
    )


def _open_cart() -> ScriptStep:
    return step("Open 'My Cart'", "It lists what is to be bought.", click(f'a[href="{ROOT}/cart"]'))


# Wish list


def _wishes(connection: sqlite3.Connection) -> Sequence[Values]:
    return [{"product": row["name"]} for row in products(connection, _NOT_WISHED)]


def _wish_eval(connection: sqlite3.Connection, values: Values) -> dict[str, Any]:
    return page_shows(
        "shopping",
        "/wishlist",
        "document.querySelector('#wishes')?.innerText ?? ''",
        must_include=[values["product"]],
    )


def _wish_script(connection: sqlite3.Connection, values: Values) -> Script:
    add = step(
        f"Add '{values['product']}' to the wish list",
        "Its page has a button for that.",
        click("#add-to-wishlist"),
    )
    return (*reach_product(product(connection, values["product"])), add, finish())


# Ordering


def _purchases(connection: sqlite3.Connection) -> Sequence[Values]:
    ways = cycle(pairs(SHIPPING, PAYMENT))
    return [
        {"product": row["name"], "shipping": shipping, "payment": payment}
        for row, (shipping, payment) in zip(products(connection, _SIMPLE), ways, strict=False)
    ]


def _purchase_eval(connection: sqlite3.Connection, values: Values) -> dict[str, Any]:
    return page_shows(
        "shopping",
        f"/account/orders/{FIRST_ORDER + ORDER_COUNT}",
        "['items', 'order'].map(id => document.getElementById(id)?.innerText ?? '').join(' ')",
        must_include=[values["product"], values["shipping"], values["payment"]],
    )


def _purchase_script(connection: sqlite3.Connection, values: Values) -> Script:
    shipping, payment = values["shipping"], values["payment"]
    return (
        *reach_product(product(connection, values["product"])),
        _add_to_cart(values["product"]),
        _open_cart(),
        step("Go to the checkout", "Orders are placed there.", click(f'a[href="{ROOT}/checkout"]')),
        step(
            f"Choose the shipping '{shipping}' and the payment '{payment}'",
            "The order needs both.",
            select("#shipping", f"{shipping}, {money(SHIPPING[shipping])}"),
            select("#payment", payment),
        ),
        step("Place the order", "Everything is filled in.", click("#place-order")),
        finish(),
    )


CART = (
    IntentTemplate(
        113,
        ("shopping",),
        "Add {quantity} pieces of the {product} to my cart.",
        _quantities,
        _quantity_eval,
        _quantity_script,
    ),
    IntentTemplate(
        114,
        ("shopping",),
        "Add the {product} with {wording} to my cart.",
        _choices,
        _choices_eval,
        _choices_script,
    ),
    IntentTemplate(
        115,
        ("shopping",),
        "Change the quantity of the {product} in my cart to {quantity}.",
        _new_quantities,
        _quantity_eval,
        _new_quantity_script,
    ),
    IntentTemplate(
        116,
        ("shopping",),
        "Put the {product} on my wish list.",
        _wishes,
        _wish_eval,
        _wish_script,
    ),
    IntentTemplate(
        117,
        ("shopping",),
        "Add the {product} to my cart and order all that is in it,"
        " with shipping '{shipping}' and payment '{payment}'.",
        _purchases,
        _purchase_eval,
        _purchase_script,
    ),
)
"""Intents that fill and empty the cart."""
