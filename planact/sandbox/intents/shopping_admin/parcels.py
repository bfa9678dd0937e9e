"""Back-office questions about the parcel that a product went out in."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from planact.sandbox.evaluation import answer_is, impossible
from planact.sandbox.intent import IntentTemplate, Values
from planact.sandbox.intents.shopping_admin.steps import (
    SITES,
    assignments,
    go_back,
    link,
    open_orders,
    row,
    search_for,
)
from planact.sandbox.oracle import ScriptStep, answer_with, click, give_up, step

Connection = sqlite3.Connection

_TEXT = "What is the tracking number of the parcel with the {product} that {customer} ordered?"

_NOT_SHIPPED = "The order has not been shipped, so that it has no tracking number."

_MOST_OPENED = 4
"""Orders that are opened until the right one is found: so many at most, and two at least."""


def _bought(connection: Connection, *, shipped: bool) -> Sequence[Values]:
    """What a customer ordered once, with the order's place among the customer's, newest first."""
    return assignments(
        connection.execute(
            "WITH placed AS (SELECT sale.customer, sale.number,"
            " row_number() OVER (PARTITION BY sale.customer ORDER BY sale.placed DESC) AS place"
            " FROM shopping_admin_order AS sale)"
            " SELECT product.name AS product, placed.customer, min(placed.place) AS place"
            " FROM placed JOIN shopping_order_item AS item ON item.number = placed.number"
            " JOIN shopping_product AS product ON product.id = item.product_id"
            " LEFT JOIN shopping_admin_shipment AS shipment ON shipment.number = placed.number"
            " GROUP BY product.id, placed.customer"
            " HAVING count(*) = 1 AND min(placed.place) BETWEEN 2 AND ?"
            " AND max(shipment.number IS NOT NULL) = ? ORDER BY placed.customer, product.id",
            (_MOST_OPENED, shipped),
        )
    )


def _tracking(connection: Connection, values: Values) -> str:
    found = row(
        connection,
        "SELECT shipment.tracking FROM shopping_admin_shipment AS shipment"
        " JOIN shopping_admin_order AS sale ON sale.number = shipment.number"
        " JOIN shopping_order_item AS item ON item.number = sale.number"
        " JOIN shopping_product AS product ON product.id = item.product_id"
        " WHERE sale.customer = ? AND product.name = ?",
        values["customer"],
        values["product"],
    )
    return str(found["tracking"])


def _look_through_orders(connection: Connection, values: Values) -> tuple[ScriptStep, ...]:
    """Open the customer's orders one after another until the product is among the items."""
    orders = connection.execute(
        "SELECT number FROM shopping_admin_order WHERE customer = ? ORDER BY placed DESC LIMIT ?",
        (values["customer"], values["place"]),
    ).fetchall()
    first, *others = [click(link(f"/sales/orders/{order['number']}")) for order in orders]
    return (
        open_orders(),
        search_for("orders", values["customer"]),
        step(
            f"Open the orders of '{values['customer']}' one after another, the newest first,"
            f" until the items of one show '{values['product']}'",
            "The list does not say what was ordered, the page of an order does.",
            first,
            *(move for other in others for move in (go_back(), other)),
        ),
    )


TEMPLATES = (
    IntentTemplate(
        507,
        SITES,
        _TEXT,
        lambda db: _bought(db, shipped=False),
        lambda db, values: impossible(_NOT_SHIPPED),
        lambda db, values: (*_look_through_orders(db, values), give_up(_NOT_SHIPPED)),
        subjects=("product", "customer"),
    ),
    IntentTemplate(
        508,
        SITES,
        _TEXT,
        lambda db: _bought(db, shipped=True),
        lambda db, values: answer_is(must_include=[_tracking(db, values)]),
        lambda db, values: (
            *_look_through_orders(db, values),
            answer_with("what stands after 'Tracking'", _tracking(db, values)),
        ),
        subjects=("product", "customer"),
    ),
)
"""Questions that have an answer where the order was shipped."""
