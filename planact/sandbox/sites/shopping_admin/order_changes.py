"""What the staff does to an order: cancel, hold, refund, ship and comment."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from planact.sandbox.site import NOW, database, redirect
from planact.sandbox.sites.shopping_admin.content import CARRIERS
from planact.sandbox.sites.shopping_admin.view import ROOT, notify, render, staff_route

_OPEN = ("Pending", "Processing")


@dataclass(frozen=True)
class Change:
    """A change of an order's status that takes no more than a button.

    Attributes:
        name: The button's value and id.
        label: The button's text.
        allowed: Statuses in which there is the button.
        status: The status afterwards.
        pickup: Whether it is for orders that the customer picks up alone.
    """

    name: str
    label: str
    allowed: tuple[str, ...]
    status: str
    pickup: bool = False


CHANGES = (
    Change("cancel", "Cancel order", (*_OPEN, "On hold"), "Canceled"),
    Change("hold", "Hold", _OPEN, "On hold"),
    Change("release", "Release from hold", ("On hold",), "Processing"),
    Change("hand-over", "Mark as picked up", _OPEN, "Complete", pickup=True),
    Change("refund", "Refund", ("Complete",), "Refunded"),
)


def changes_of(order: sqlite3.Row) -> list[Change]:
    """The changes that the order's status allows."""
    return [
        change
        for change in CHANGES
        if order["status"] in change.allowed
        and (order["shipping"] == "Pickup" or not change.pickup)
    ]


def can_ship(order: sqlite3.Row) -> bool:
    """Whether the order waits to be sent off."""
    return order["status"] in _OPEN and order["shipping"] != "Pickup"


def find_order(request: Request) -> sqlite3.Row:
    """The order the address names; 404 if there is none."""
    order: sqlite3.Row | None = (
        database(request)
        .execute(
            "SELECT * FROM shopping_admin_order WHERE number = ?", (request.path_params["number"],)
        )
        .fetchone()
    )
    if order is None:
        raise HTTPException(404)
    return order


async def _change(request: Request) -> Response:
    form = await request.form()
    connection = database(request)
    order = find_order(request)
    wanted = [change for change in changes_of(order) if change.name == form.get("change")]
    if wanted:
        _set_status(connection, order["number"], wanted[0].status)
        _add_comment(connection, order["number"], f"Set to {wanted[0].status}.", notified=False)
        notify(connection, f"Order {order['number']} is {wanted[0].status.lower()} now.")
    else:
        notify(connection, "The order's status does not allow that.", error=True)
    return _back_to(order)


async def _shipping_form(request: Request) -> Response:
    order = find_order(request)
    if not can_ship(order):
        notify(database(request), "The order's status does not allow that.", error=True)
        return _back_to(order)
    return render(request, "ship.html", order=order, carriers=tuple(CARRIERS))


async def _ship(request: Request) -> Response:
    form = await request.form()
    connection = database(request)
    order = find_order(request)
    carrier, tracking = (str(form.get(name, "")).strip() for name in ("carrier", "tracking"))
    if not can_ship(order):
        notify(connection, "The order's status does not allow that.", error=True)
        return _back_to(order)
    if carrier not in CARRIERS or not tracking:
        notify(connection, "Choose a carrier and fill in the tracking number.", error=True)
        return redirect(request.url.path)
    connection.execute(
        "INSERT INTO shopping_admin_shipment (number, carrier, tracking, shipped)"
        " VALUES (?, ?, ?, ?)",
        (order["number"], carrier, tracking, NOW.date().isoformat()),
    )
    _set_status(connection, order["number"], "Complete")
    _add_comment(connection, order["number"], f"Shipped with {carrier}.", notified=True)
    notify(connection, f"Order {order['number']} was shipped.")
    return _back_to(order)


async def _comment(request: Request) -> Response:
    form = await request.form()
    connection = database(request)
    order = find_order(request)
    text = str(form.get("comment", "")).strip()
    if text:
        _add_comment(connection, order["number"], text, notified="notify" in form)
        notify(connection, "The comment was added.")
    else:
        notify(connection, "Write a comment first.", error=True)
    return _back_to(order)


def _set_status(connection: sqlite3.Connection, number: int, status: str) -> None:
    connection.execute("UPDATE shopping_order SET status = ? WHERE number = ?", (status, number))


def _add_comment(connection: sqlite3.Connection, number: int, text: str, *, notified: bool) -> None:
    connection.execute(
        "INSERT INTO shopping_admin_comment (number, written, status, text, notified)"
        " SELECT number, ?, status, ?, ? FROM shopping_order WHERE number = ?",
        (NOW.date().isoformat(), text, notified, number),
    )


def _back_to(order: sqlite3.Row) -> Response:
    return redirect(f"{ROOT}/sales/orders/{order['number']}")


ROUTES = (
    staff_route("/sales/orders/{number}/status", _change, "POST"),
    staff_route("/sales/orders/{number}/ship", _shipping_form),
    staff_route("/sales/orders/{number}/ship", _ship, "POST"),
    staff_route("/sales/orders/{number}/comments", _comment, "POST"),
)
