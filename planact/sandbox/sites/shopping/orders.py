"""The customer's past orders: a list by status and page, details, ordering again, cancelling."""

from __future__ import annotations

import sqlite3

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from planact.sandbox.listing import paginate
from planact.sandbox.site import database, redirect
from planact.sandbox.sites.shopping.cart import put_in_cart
from planact.sandbox.sites.shopping.customer import CUSTOMER_ID, STATUSES
from planact.sandbox.sites.shopping.view import (
    ROOT,
    notify,
    render,
    require_customer,
    settle_list,
)

ORDERS_PER_PAGE = 10

UNSENT = ("Pending", "Processing", "On hold")
"""Statuses in which an order can still be canceled."""

ORDERS = f"{ROOT}/account/orders"


async def _orders(request: Request) -> Response:
    require_customer(request)
    status = request.query_params.get("status", "")
    if status and status not in STATUSES:
        raise HTTPException(404)
    settle_list(request, {"status": status})
    orders = database(request).execute(
        "SELECT * FROM shopping_order WHERE customer_id = :customer"
        " AND (:status = '' OR status = :status) ORDER BY number DESC",
        {"customer": CUSTOMER_ID, "status": status},
    )
    listing = paginate(request, orders.fetchall(), ORDERS_PER_PAGE)
    statuses = {name: name for name in STATUSES}
    return render(request, "orders.html", listing=listing, statuses=statuses, chosen=status)


async def _order(request: Request) -> Response:
    require_customer(request)
    order, items = _find_order(request)
    return render(request, "order.html", order=order, items=items, unsent=order["status"] in UNSENT)


async def _reorder(request: Request) -> Response:
    require_customer(request)
    order, items = _find_order(request)
    connection = database(request)
    for item in items:
        if item["stock"] and item["enabled"]:
            put_in_cart(connection, item["product_id"], item["choices"], item["quantity"])
        else:
            notify(connection, f"{item['name']} is out of stock.", error=True)
    notify(connection, f"You added the items of order {order['number']} to your cart.")
    return redirect(f"{ROOT}/cart")


async def _cancel(request: Request) -> Response:
    require_customer(request)
    order, _ = _find_order(request)
    connection = database(request)
    if order["status"] in UNSENT:
        connection.execute(
            "UPDATE shopping_order SET status = 'Canceled' WHERE number = ?", (order["number"],)
        )
        notify(connection, f"Order {order['number']} was canceled.")
    else:
        notify(connection, "This order can no longer be canceled.", error=True)
    return redirect(f"{ORDERS}/{order['number']}")


def _find_order(request: Request) -> tuple[sqlite3.Row, list[sqlite3.Row]]:
    connection = database(request)
    number = request.path_params["number"]
    order = connection.execute(
        "SELECT * FROM shopping_order WHERE number = ? AND customer_id = ?", (number, CUSTOMER_ID)
    ).fetchone()
    if order is None:
        raise HTTPException(404)
    items = connection.execute(
        "SELECT item.*, product.name, product.slug, product.stock, product.enabled"
        " FROM shopping_order_item AS item"
        " JOIN shopping_product AS product ON product.id = item.product_id"
        " WHERE item.number = ? ORDER BY item.id",
        (number,),
    ).fetchall()
    return order, items


ROUTES = (
    Route("/account/orders", _orders),
    Route("/account/orders/{number}", _order),
    Route("/account/orders/{number}/reorder", _reorder, methods=["POST"]),
    Route("/account/orders/{number}/cancel", _cancel, methods=["POST"]),
)
