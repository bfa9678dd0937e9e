"""The wish list."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from planact.sandbox.site import database, redirect
from planact.sandbox.sites.shopping.browse import product_by_slug
from planact.sandbox.sites.shopping.view import ROOT, notify, render, require_customer


async def _wishes(request: Request) -> Response:
    require_customer(request)
    products = database(request).execute(
        "SELECT product.* FROM shopping_wish AS wish"
        " JOIN shopping_product AS product"
        " ON product.id = wish.product_id AND product.enabled ORDER BY wish.id"
    )
    return render(request, "wishes.html", products=products.fetchall())


async def _add(request: Request) -> Response:
    require_customer(request)
    product = product_by_slug(request)
    connection = database(request)
    added = connection.execute(
        "INSERT OR IGNORE INTO shopping_wish (product_id) VALUES (?)", (product["id"],)
    )
    verb = "was added to" if added.rowcount else "is already on"
    notify(connection, f"{product['name']} {verb} your wish list.")
    return redirect(f"{ROOT}/product/{product['slug']}")


async def _remove(request: Request) -> Response:
    require_customer(request)
    product = product_by_slug(request)
    connection = database(request)
    connection.execute("DELETE FROM shopping_wish WHERE product_id = ?", (product["id"],))
    notify(connection, f"{product['name']} was removed from your wish list.")
    return redirect(f"{ROOT}/wishlist")


ROUTES = (
    Route("/wishlist", _wishes),
    Route("/wishlist/add/{slug}", _add, methods=["POST"]),
    Route("/wishlist/remove/{slug}", _remove, methods=["POST"]),
)
