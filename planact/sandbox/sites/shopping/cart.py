"""The cart and the way from it to an order."""

from __future__ import annotations

import sqlite3

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from planact.sandbox.listing import whole_number
from planact.sandbox.site import NOW, database, redirect
from planact.sandbox.sites.shopping.browse import product_by_slug
from planact.sandbox.sites.shopping.catalog import product_choices
from planact.sandbox.sites.shopping.customer import (
    CUSTOMER_ID,
    PAYMENT,
    SHIPPING,
    ship_to,
)
from planact.sandbox.sites.shopping.view import ROOT, notify, render, require_customer


def cart_items(connection: sqlite3.Connection) -> list[sqlite3.Row]:
    """The cart's items with their product's name, slug, cents and stock."""
    return connection.execute(
        "SELECT item.*, product.name, product.slug, product.cents, product.stock"
        " FROM shopping_cart AS item JOIN shopping_product AS product"
        " ON product.id = item.product_id AND product.enabled ORDER BY item.id"
    ).fetchall()


def put_in_cart(
    connection: sqlite3.Connection, product_id: int, choices: str, quantity: int
) -> None:
    """Add a quantity of a product, to the item with the same choices if there is one."""
    connection.execute(
        "INSERT INTO shopping_cart (product_id, choices, quantity) VALUES (?, ?, ?)"
        " ON CONFLICT (product_id, choices) DO UPDATE SET quantity = quantity + excluded.quantity",
        (product_id, choices, quantity),
    )


async def _cart(request: Request) -> Response:
    require_customer(request)
    items = cart_items(database(request))
    return render(request, "cart.html", items=items, subtotal=_subtotal(items))


async def _add(request: Request) -> Response:
    form = await request.form()
    require_customer(request)
    product = product_by_slug(request)
    connection = database(request)
    offered = product_choices(connection, product["id"])
    chosen = {kind: str(form.get(kind, "")) for kind in offered}
    missing = [kind for kind, value in chosen.items() if value not in offered[kind]]
    quantity = whole_number(form.get("quantity"), 1, product["stock"])
    if not product["stock"]:
        notify(connection, f"{product['name']} is out of stock.", error=True)
    elif missing:
        notify(connection, f"Choose a {missing[0].lower()} first.", error=True)
    elif quantity is None:
        notify(connection, f"Enter a quantity from 1 to {product['stock']}.", error=True)
    else:
        choices = ", ".join(f"{kind}: {value}" for kind, value in chosen.items())
        put_in_cart(connection, product["id"], choices, quantity)
        notify(connection, f"You added {product['name']} to your cart.")
    return redirect(f"{ROOT}/product/{product['slug']}")


async def _update(request: Request) -> Response:
    form = await request.form()
    require_customer(request)
    connection = database(request)
    quantities: list[tuple[int, int]] = []
    for item in cart_items(connection):
        quantity = whole_number(form.get(f"quantity-{item['id']}"), 1, item["stock"])
        if quantity is None:
            limit = f"from 1 to {item['stock']} for {item['name']}"
            notify(connection, f"Enter a quantity {limit}.", error=True)
            return redirect(f"{ROOT}/cart")
        quantities.append((quantity, item["id"]))
    connection.executemany("UPDATE shopping_cart SET quantity = ? WHERE id = ?", quantities)
    notify(connection, "Your cart was updated.")
    return redirect(f"{ROOT}/cart")


async def _remove(request: Request) -> Response:
    require_customer(request)
    connection = database(request)
    found = [
        item for item in cart_items(connection) if str(item["id"]) == request.path_params["item"]
    ]
    if not found:
        raise HTTPException(404)
    connection.execute("DELETE FROM shopping_cart WHERE id = ?", (found[0]["id"],))
    notify(connection, f"You removed {found[0]['name']} from your cart.")
    return redirect(f"{ROOT}/cart")


async def _checkout(request: Request) -> Response:
    require_customer(request)
    connection = database(request)
    items = cart_items(connection)
    if not items:
        notify(connection, "Your cart is empty.", error=True)
        return redirect(f"{ROOT}/cart")
    return render(
        request,
        "checkout.html",
        items=items,
        subtotal=_subtotal(items),
        ship_to=ship_to(connection, CUSTOMER_ID),
        shipping=SHIPPING,
        payment=PAYMENT,
    )


async def _place_order(request: Request) -> Response:
    form = await request.form()
    require_customer(request)
    connection = database(request)
    items = cart_items(connection)
    shipping, payment = str(form.get("shipping", "")), str(form.get("payment", ""))
    if not items or shipping not in SHIPPING or payment not in PAYMENT:
        notify(connection, "Choose how to ship and how to pay.", error=True)
        return redirect(f"{ROOT}/checkout")
    number: int = connection.execute("SELECT max(number) + 1 FROM shopping_order").fetchone()[0]
    total = _subtotal(items) + SHIPPING[shipping]
    connection.execute(
        "INSERT INTO shopping_order VALUES (?, ?, ?, 'Pending', ?, ?, ?, ?)",
        (
            number,
            CUSTOMER_ID,
            NOW.date().isoformat(),
            shipping,
            payment,
            ship_to(connection, CUSTOMER_ID),
            total,
        ),
    )
    connection.execute(
        "INSERT INTO shopping_order_item (number, product_id, choices, cents, quantity)"
        " SELECT ?, item.product_id, item.choices, product.cents, item.quantity"
        " FROM shopping_cart AS item JOIN shopping_product AS product"
        " ON product.id = item.product_id AND product.enabled ORDER BY item.id",
        (number,),
    )
    connection.execute("DELETE FROM shopping_cart")
    notify(connection, f"Thank you for your order. Its number is {number}.")
    return redirect(f"{ROOT}/account/orders/{number}")


def _subtotal(items: list[sqlite3.Row]) -> int:
    return sum(item["cents"] * item["quantity"] for item in items)


ROUTES = (
    Route("/cart", _cart),
    Route("/cart", _update, methods=["POST"]),
    Route("/cart/add/{slug}", _add, methods=["POST"]),
    Route("/cart/remove/{item}", _remove, methods=["POST"]),
    Route("/checkout", _checkout),
    Route("/checkout", _place_order, methods=["POST"]),
)
