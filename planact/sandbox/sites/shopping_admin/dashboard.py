"""The front page: figures and the latest of everything."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from planact.sandbox.site import database
from planact.sandbox.sites.shopping_admin.view import render, staff_route

SHOWN = 5
"""Rows of each list."""

_LISTS = {
    "orders": "SELECT number, customer, cents FROM shopping_admin_order"
    " ORDER BY placed DESC, number DESC",
    "bestsellers": "SELECT product.id, product.name, sum(item.quantity) AS pieces"
    " FROM shopping_order_item AS item"
    " JOIN shopping_order AS sale ON sale.number = item.number AND sale.status != 'Canceled'"
    " JOIN shopping_product AS product ON product.id = item.product_id"
    " GROUP BY product.id ORDER BY pieces DESC, product.name",
    "last_terms": "SELECT * FROM shopping_search_term ORDER BY last_used DESC",
    "top_terms": "SELECT * FROM shopping_search_term ORDER BY uses DESC",
}


async def _dashboard(request: Request) -> Response:
    connection = database(request)
    figures = connection.execute(
        "SELECT sum(cents) AS cents, avg(cents) AS mean,"
        " (SELECT count(*) FROM shopping_customer) AS customers,"
        " (SELECT count(*) FROM shopping_review WHERE status = 'Pending') AS reviews"
        " FROM shopping_order WHERE status = 'Complete'"
    ).fetchone()
    lists = {
        name: connection.execute(f"{query} LIMIT {SHOWN}").fetchall()
        for name, query in _LISTS.items()
    }
    return render(request, "dashboard.html", figures=figures, lists=lists)


ROUTES = (staff_route("/", _dashboard),)
