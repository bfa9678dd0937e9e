"""Orders: the grid, the page of an order, and the shipments."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from planact.sandbox.site import database
from planact.sandbox.sites.shopping.customer import STATUSES
from planact.sandbox.sites.shopping_admin.filters import Filter, days, phrase
from planact.sandbox.sites.shopping_admin.grid import Column, Grid, open_grid
from planact.sandbox.sites.shopping_admin.order_changes import can_ship, changes_of, find_order
from planact.sandbox.sites.shopping_admin.view import render, staff_route

ORDERS = Grid(
    "orders",
    "shopping_admin_order",
    "number",
    (
        Column("Number", "number"),
        Column("Date", "placed"),
        Column("Customer", "customer"),
        Column("Status", "status"),
        Column("Total", "cents"),
    ),
    "-placed",
    (
        phrase("Number or customer", "number", "customer"),
        Filter("status", "Status", "status = :status", STATUSES),
        *days("placed"),
    ),
)

SHIPMENTS = Grid(
    "shipments",
    "(SELECT shipment.*, sale.customer FROM shopping_admin_shipment AS shipment"
    " JOIN shopping_admin_order AS sale ON sale.number = shipment.number)",
    "id",
    (
        Column("Shipped", "shipped"),
        Column("Order", "number"),
        Column("Customer", "customer"),
        Column("Carrier", "carrier"),
    ),
    "-shipped",
    (phrase("Order or customer", "number", "customer"), *days("shipped")),
)


async def _orders(request: Request) -> Response:
    return render(request, "orders.html", view=open_grid(request, ORDERS))


async def _shipments(request: Request) -> Response:
    return render(request, "shipments.html", view=open_grid(request, SHIPMENTS))


async def _order(request: Request) -> Response:
    connection = database(request)
    order = find_order(request)
    number = (order["number"],)
    items = connection.execute(
        "SELECT item.*, product.name, product.sku FROM shopping_order_item AS item"
        " JOIN shopping_product AS product ON product.id = item.product_id"
        " WHERE item.number = ? ORDER BY item.id",
        number,
    )
    shipment = connection.execute(
        "SELECT * FROM shopping_admin_shipment WHERE number = ?", number
    ).fetchone()
    comments = connection.execute(
        "SELECT * FROM shopping_admin_comment WHERE number = ? ORDER BY id DESC", number
    )
    return render(
        request,
        "order.html",
        order=order,
        changes=changes_of(order),
        can_ship=can_ship(order),
        items=items.fetchall(),
        shipment=shipment,
        comments=comments.fetchall(),
    )


ROUTES = (
    staff_route("/sales/orders", _orders),
    staff_route("/sales/orders/{number}", _order),
    staff_route("/sales/shipments", _shipments),
)
