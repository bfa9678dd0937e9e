"""Back-office tasks that change an order."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from itertools import cycle

from planact.sandbox.evaluation import Evaluation, both, page_shows, text_of
from planact.sandbox.intent import IntentTemplate, Values
from planact.sandbox.intents.shopping_admin.steps import (
    SITES,
    assignments,
    narrow,
    open_order,
    open_orders,
    press,
    reach_order,
    row,
)
from planact.sandbox.oracle import Script, click, fill, finish, select, step
from planact.sandbox.sites.shopping_admin.content import CARRIERS
from planact.sandbox.sites.shopping_admin.orders import ORDERS
from planact.sandbox.sites.shopping_admin.view import NAME

Connection = sqlite3.Connection

_REASONS = (
    "Customer ordered twice by mistake",
    "Canceled on request by phone",
    "Address could not be confirmed",
    "Payment was declined three times",
    "Customer found it in a branch",
    "Delivery date came too late for a birthday",
)


def _status_is(number: int, status: str) -> Evaluation:
    return page_shows(NAME, f"/sales/orders/{number}", text_of("#status"), exact_match=status)


def _comments_hold(number: int, *texts: str) -> Evaluation:
    return page_shows(
        NAME, f"/sales/orders/{number}", text_of("#comments"), must_include=list(texts)
    )


# Cancel


def _open_orders(connection: Connection) -> list[int]:
    rows = connection.execute(
        "SELECT number FROM shopping_order WHERE status IN ('Pending', 'Processing', 'On hold')"
        " ORDER BY number"
    )
    return [found["number"] for found in rows]


def _cancel_values(connection: Connection) -> Sequence[Values]:
    reasons = cycle(_REASONS)
    return [
        {"number": number, "comment": next(reasons)}
        for _ in range(2)
        for number in _open_orders(connection)
    ]


def _cancel_eval(connection: Connection, values: Values) -> Evaluation:
    number = values["number"]
    return both(_status_is(number, "Canceled"), _comments_hold(number, values["comment"]))


def _cancel_script(connection: Connection, values: Values) -> Script:
    comment = values["comment"]
    return (
        *reach_order(values["number"]),
        press("Cancel order", "#cancel", "The order is to be canceled."),
        step(
            f"Enter the new comment '{comment}' and add it",
            "The order's comments have a form on the same page.",
            fill("#comment", comment),
            click("#add-comment"),
        ),
        finish(),
    )


# Ship

_NEWS = "Your parcel is on its way"


def _ship_values(connection: Connection) -> Sequence[Values]:
    rows = connection.execute(
        "SELECT number FROM shopping_order WHERE status IN ('Pending', 'Processing')"
        " AND shipping != 'Pickup' ORDER BY number"
    ).fetchall()
    return [
        {
            "number": found["number"],
            "carrier": carrier,
            "tracking": f"{letters}{700451903 + 61417 * found['number'] % 99991}",
        }
        for carrier, letters in CARRIERS.items()
        for found in rows
    ]


def _ship_eval(connection: Connection, values: Values) -> Evaluation:
    page = f"/sales/orders/{values['number']}"
    parcel = f"{values['carrier']}, {values['tracking']}"
    row_of_news = (
        "[...document.querySelectorAll('#comments tr')].map(row => row.innerText)"
        f".find(text => text.includes('{_NEWS}')) ?? ''"
    )
    return both(
        page_shows(NAME, page, text_of("#tracking"), exact_match=parcel),
        page_shows(NAME, page, row_of_news, must_include=[_NEWS, "Yes"]),
    )


def _ship_script(connection: Connection, values: Values) -> Script:
    carrier, tracking = values["carrier"], values["tracking"]
    return (
        *reach_order(values["number"]),
        press("Ship", "#ship", "The form for a parcel is behind it."),
        step(
            f"Choose the carrier '{carrier}', enter the tracking number '{tracking}'"
            " and submit the shipment",
            "The form asks for both.",
            select("#carrier", carrier),
            fill("#tracking", tracking),
            click("#submit-shipment"),
        ),
        step(
            f"Enter the new comment '{_NEWS}', tick 'Notify customer' and add the comment",
            "The customer is to hear of it.",
            fill("#comment", _NEWS),
            click("#notify"),
            click("#add-comment"),
        ),
        finish(),
    )


# Refund


def _refund_values(connection: Connection) -> Sequence[Values]:
    """Customers with several complete orders, so that the right one must be found."""
    return assignments(
        connection.execute(
            "SELECT customer FROM shopping_admin_order WHERE status = 'Complete'"
            " GROUP BY customer HAVING count(*) > 1 ORDER BY customer"
        )
    )


def _refunded(connection: Connection, values: Values) -> int:
    found = row(
        connection,
        "SELECT number FROM shopping_admin_order WHERE status = 'Complete' AND customer = ?"
        " ORDER BY placed DESC",
        values["customer"],
    )
    return int(found["number"])


def _refund_script(connection: Connection, values: Values) -> Script:
    return (
        open_orders(),
        narrow(
            ORDERS.filters,
            {"q": values["customer"], "status": "Complete"},
            "Apply filters",
            "The grid then shows just the complete orders of this customer.",
        ),
        open_order(
            _refunded(connection, values),
            "the first order of the list, which is the most recent one",
        ),
        press("Refund", "#refund", "Complete orders can be refunded."),
        finish(),
    )


TEMPLATES = (
    IntentTemplate(
        512,
        SITES,
        "Cancel order {number} and add the comment '{comment}' to it.",
        _cancel_values,
        _cancel_eval,
        _cancel_script,
    ),
    IntentTemplate(
        513,
        SITES,
        "Order {number} leaves today with {carrier}, tracking number {tracking}. Ship it, then add"
        f" the comment '{_NEWS}' and notify the customer.",
        _ship_values,
        _ship_eval,
        _ship_script,
    ),
    IntentTemplate(
        536,
        SITES,
        "{customer} has sent a parcel back. Refund the customer's most recent order with the"
        " status 'Complete'.",
        _refund_values,
        lambda db, values: _status_is(_refunded(db, values), "Refunded"),
        _refund_script,
        test=2,
        unseen=True,
    ),
)
"""Tasks that press the buttons of an order."""
