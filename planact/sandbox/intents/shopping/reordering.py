"""Storefront intents that start from a past order: ordering again, cancelling, reviewing."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from itertools import cycle
from typing import Any

from planact.sandbox.evaluation import both, page_shows, text_of
from planact.sandbox.intent import IntentTemplate, Values
from planact.sandbox.intents.shopping.feedback import (
    OPINIONS,
    message_shown,
    review_shown,
    send_message,
)
from planact.sandbox.intents.shopping.parts import SITES, cart_holds, order_items, orders
from planact.sandbox.intents.shopping.steps import open_reviews, reach_order, write_review
from planact.sandbox.oracle import Script, click, fill, finish, step
from planact.sandbox.sites.shopping.cart import cart_items
from planact.sandbox.sites.shopping.orders import UNSENT
from planact.sandbox.sites.shopping.view import ROOT

_REASONS = (
    "I ordered the wrong product.",
    "I have found what I need at home.",
    "We are moving and cannot take a parcel.",
    "The delivery would take too long for me.",
    "My sister has already bought the same.",
    "I would rather come to one of your shops.",
    "I chose the wrong payment.",
    "My plans for the summer have changed.",
)

# Ordering again


def _reorders(connection: sqlite3.Connection) -> Sequence[Values]:
    """Orders whose items can all be had and are not in the cart; another quantity for each."""
    in_cart = {item["product_id"] for item in cart_items(connection)}
    quantities = cycle((6, 7, 8, 9))
    return [
        {"number": order["number"], "product": item["name"], "quantity": quantity}
        for order in orders(connection)
        for items in (order_items(connection, order["number"]),)
        if all(item["stock"] and item["product_id"] not in in_cart for item in items)
        for item, quantity in zip(items, quantities, strict=False)
    ]


def _reorder_eval(connection: sqlite3.Connection, values: Values) -> dict[str, Any]:
    items = order_items(connection, values["number"])
    ordered = {item["slug"]: item["quantity"] for item in items}
    wanted = _item(connection, values)["slug"]
    return cart_holds(connection, ordered | {wanted: values["quantity"]})


def _item(connection: sqlite3.Connection, values: Values) -> sqlite3.Row:
    items = order_items(connection, values["number"])
    return next(item for item in items if item["name"] == values["product"])


def _reorder_script(connection: sqlite3.Connection, values: Values) -> Script:
    row = f'[data-product="{_item(connection, values)["slug"]}"]'
    return (
        *reach_order(connection, values["number"]),
        step(
            "Press 'Reorder'",
            "This puts all items of the order into the cart and leads there.",
            click("#reorder"),
        ),
        step(
            f"Set the quantity of '{values['product']}' to '{values['quantity']}'"
            " and press 'Update Cart'",
            "The cart took over the quantity of the old order, and only updating changes it.",
            fill(f"{row} input", str(values["quantity"])),
            click("#update-cart"),
        ),
        finish(),
    )


# Cancelling


def _cancellations(connection: sqlite3.Connection) -> Sequence[Values]:
    return [
        {"number": order["number"], "reason": reason}
        for order in orders(connection)
        if order["status"] in UNSENT
        for reason in _REASONS
    ]


def _cancellation_eval(connection: sqlite3.Connection, values: Values) -> dict[str, Any]:
    canceled = page_shows(
        "shopping",
        f"/account/orders/{values['number']}",
        text_of("#order"),
        must_include=["Canceled"],
    )
    return both(canceled, message_shown(_subject(values), values["reason"]))


def _subject(values: Values) -> str:
    return f"Order {values['number']}"


def _cancellation_script(connection: sqlite3.Connection, values: Values) -> Script:
    return (
        *reach_order(connection, values["number"]),
        step(
            "Press 'Cancel Order'",
            "The order has not been sent yet, and its page has a button for this.",
            click("#cancel"),
        ),
        *send_message(_subject(values), values["reason"]),
        finish(),
    )


# Reviewing


def _reviews(connection: sqlite3.Connection) -> Sequence[Values]:
    """Orders with a dearest product that is that of no other."""
    numbers: dict[int, int] = {}
    for order in orders(connection):
        first, *others = order_items(connection, order["number"])
        if others and others[0]["cents"] < first["cents"]:
            numbers.setdefault(first["product_id"], order["number"])
    return [
        {"number": number, "stars": stars, "title": title, "text": text}
        for number in numbers.values()
        for stars, title, text in OPINIONS
    ]


def _review_eval(connection: sqlite3.Connection, values: Values) -> dict[str, Any]:
    dearest = order_items(connection, values["number"])[0]
    return review_shown(connection, dearest["slug"], values)


def _review_script(connection: sqlite3.Connection, values: Values) -> Script:
    dearest = order_items(connection, values["number"])[0]
    return (
        *reach_order(connection, values["number"]),
        step(
            "Compare the prices of the order's products and open the page of the dearest",
            "The order lists them with the price of a piece.",
            click(f'#items a[href="{ROOT}/product/{dearest["slug"]}"]'),
        ),
        open_reviews(dearest),
        *write_review(dearest, values["stars"], values["title"], values["text"]),
        finish(),
    )


REORDERING = (
    IntentTemplate(
        110,
        SITES,
        "I want the same as in my order {number} again, but {quantity} pieces of the {product}."
        " Put it all into my cart.",
        _reorders,
        _reorder_eval,
        _reorder_script,
        subjects=("number", "product"),
    ),
    IntentTemplate(
        132,
        SITES,
        "Cancel my order {number} and tell the shop why: write a message with the subject"
        " 'Order {number}' that says '{reason}'",
        _cancellations,
        _cancellation_eval,
        _cancellation_script,
    ),
    IntentTemplate(
        137,
        SITES,
        "Of the products in my order {number}, review the one with the highest price per piece:"
        " {stars} of 5 stars, title '{title}', text '{text}'",
        _reviews,
        _review_eval,
        _review_script,
        test=2,
        unseen=True,
    ),
)
"""Intents that do something with a past order."""
