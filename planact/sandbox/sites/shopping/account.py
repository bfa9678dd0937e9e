"""The customer's account: orders, address, information, newsletters and messages to the shop."""

from __future__ import annotations

import sqlite3

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from planact.sandbox.listing import paginate
from planact.sandbox.site import NOW, database, redirect
from planact.sandbox.sites.shopping.cart import put_in_cart
from planact.sandbox.sites.shopping.customer import COUNTRIES, FREQUENCIES
from planact.sandbox.sites.shopping.view import ROOT, notify, render

ORDERS_PER_PAGE = 10

ACCOUNT = f"{ROOT}/account"


async def _account(request: Request) -> Response:
    connection = database(request)
    return render(
        request,
        "account.html",
        customer=connection.execute("SELECT * FROM shopping_customer").fetchone(),
        address=connection.execute("SELECT * FROM shopping_address").fetchone(),
    )


async def _orders(request: Request) -> Response:
    orders = database(request).execute("SELECT * FROM shopping_order ORDER BY number DESC")
    listing = paginate(request, orders.fetchall(), ORDERS_PER_PAGE)
    return render(request, "orders.html", listing=listing)


async def _order(request: Request) -> Response:
    order, items = _find_order(request)
    return render(request, "order.html", order=order, items=items)


async def _reorder(request: Request) -> Response:
    order, items = _find_order(request)
    connection = database(request)
    for item in items:
        if item["stock"]:
            put_in_cart(connection, item["product_id"], item["choices"], item["quantity"])
        else:
            notify(connection, f"{item['name']} is out of stock.", error=True)
    notify(connection, f"You added the items of order {order['number']} to your cart.")
    return redirect(f"{ROOT}/cart")


def _find_order(request: Request) -> tuple[sqlite3.Row, list[sqlite3.Row]]:
    connection = database(request)
    number = (request.path_params["number"],)
    order = connection.execute("SELECT * FROM shopping_order WHERE number = ?", number).fetchone()
    if order is None:
        raise HTTPException(404)
    items = connection.execute(
        "SELECT item.*, product.name, product.slug, product.stock FROM shopping_order_item AS item"
        " JOIN shopping_product AS product ON product.id = item.product_id"
        " WHERE item.number = ? ORDER BY item.id",
        number,
    ).fetchall()
    return order, items


async def _address(request: Request) -> Response:
    address = database(request).execute("SELECT * FROM shopping_address").fetchone()
    return render(request, "address.html", address=address, countries=COUNTRIES)


async def _save_address(request: Request) -> Response:
    return await _save(request, "address", ("street", "city", "postcode", "country"))


async def _information(request: Request) -> Response:
    customer = database(request).execute("SELECT * FROM shopping_customer").fetchone()
    return render(request, "information.html", customer=customer)


async def _save_information(request: Request) -> Response:
    return await _save(request, "customer", ("first_name", "last_name", "email", "phone"))


async def _save(request: Request, what: str, columns: tuple[str, ...]) -> Response:
    """Store a form in the one row of its table; refuse it if a field is empty."""
    form = await request.form()
    connection = database(request)
    values = [str(form.get(column, "")).strip() for column in columns]
    if all(values):
        assignments = ", ".join(f"{column} = ?" for column in columns)
        connection.execute(f"UPDATE shopping_{what} SET {assignments}", values)
        notify(connection, "Your changes were saved.")
    else:
        notify(connection, "Fill in every field.", error=True)
    return redirect(request.url.path)


async def _newsletters(request: Request) -> Response:
    newsletters = database(request).execute("SELECT * FROM shopping_newsletter ORDER BY id")
    return render(
        request, "newsletters.html", newsletters=newsletters.fetchall(), frequencies=FREQUENCIES
    )


async def _save_newsletters(request: Request) -> Response:
    form = await request.form()
    connection = database(request)
    for row in connection.execute("SELECT id FROM shopping_newsletter").fetchall():
        frequency = form.get(f"newsletter-{row['id']}")
        if frequency in FREQUENCIES:
            connection.execute(
                "UPDATE shopping_newsletter SET frequency = ? WHERE id = ?", (frequency, row["id"])
            )
    notify(connection, "Your newsletters were saved.")
    return redirect(f"{ACCOUNT}/newsletters")


async def _messages(request: Request) -> Response:
    messages = database(request).execute("SELECT * FROM shopping_contact ORDER BY id DESC")
    return render(request, "messages.html", messages=messages.fetchall())


async def _contact(request: Request) -> Response:
    return render(request, "contact.html")


async def _send_message(request: Request) -> Response:
    form = await request.form()
    connection = database(request)
    subject, message = (str(form.get(name, "")).strip() for name in ("subject", "message"))
    if not subject or not message:
        notify(connection, "Fill in subject and message.", error=True)
        return redirect(f"{ROOT}/contact")
    connection.execute(
        "INSERT INTO shopping_contact (subject, message, sent) VALUES (?, ?, ?)",
        (subject, message, NOW.date().isoformat()),
    )
    notify(connection, "Your message was sent. We answer within two days.")
    return redirect(f"{ACCOUNT}/messages")


ROUTES = (
    Route("/account", _account),
    Route("/account/orders", _orders),
    Route("/account/orders/{number}", _order),
    Route("/account/orders/{number}/reorder", _reorder, methods=["POST"]),
    Route("/account/address", _address),
    Route("/account/address", _save_address, methods=["POST"]),
    Route("/account/information", _information),
    Route("/account/information", _save_information, methods=["POST"]),
    Route("/account/newsletters", _newsletters),
    Route("/account/newsletters", _save_newsletters, methods=["POST"]),
    Route("/account/messages", _messages),
    Route("/contact", _contact),
    Route("/contact", _send_message, methods=["POST"]),
)
