"""The customer's account: address, information, newsletters and messages to the shop."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from planact.sandbox.site import NOW, database, redirect
from planact.sandbox.sites.shopping.customer import (
    COUNTRIES,
    CUSTOMER_ID,
    FREQUENCIES,
    find_address,
    find_customer,
    ship_to,
)
from planact.sandbox.sites.shopping.view import ROOT, notify, render, require_customer

ACCOUNT = f"{ROOT}/account"


async def _account(request: Request) -> Response:
    require_customer(request)
    connection = database(request)
    return render(
        request,
        "account.html",
        customer=find_customer(connection),
        ship_to=ship_to(connection, CUSTOMER_ID),
    )


async def _address(request: Request) -> Response:
    require_customer(request)
    return render(
        request, "address.html", address=find_address(database(request)), countries=COUNTRIES
    )


async def _save_address(request: Request) -> Response:
    return await _save(request, "address", "customer_id", ("street", "city", "postcode", "country"))


async def _information(request: Request) -> Response:
    require_customer(request)
    return render(request, "information.html", customer=find_customer(database(request)))


async def _save_information(request: Request) -> Response:
    return await _save(request, "customer", "id", ("first_name", "last_name", "email", "phone"))


async def _save(request: Request, what: str, key: str, columns: tuple[str, ...]) -> Response:
    """Store a form in the customer's row of its table; refuse it if a field is empty."""
    form = await request.form()
    require_customer(request)
    connection = database(request)
    values = [str(form.get(column, "")).strip() for column in columns]
    if all(values):
        assignments = ", ".join(f"{column} = ?" for column in columns)
        connection.execute(
            f"UPDATE shopping_{what} SET {assignments} WHERE {key} = ?", (*values, CUSTOMER_ID)
        )
        notify(connection, "Your changes were saved.")
    else:
        notify(connection, "Fill in every field.", error=True)
    return redirect(request.url.path)


async def _newsletters(request: Request) -> Response:
    require_customer(request)
    newsletters = database(request).execute("SELECT * FROM shopping_newsletter ORDER BY id")
    return render(
        request, "newsletters.html", newsletters=newsletters.fetchall(), frequencies=FREQUENCIES
    )


async def _save_newsletters(request: Request) -> Response:
    form = await request.form()
    require_customer(request)
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
    require_customer(request)
    messages = database(request).execute("SELECT * FROM shopping_contact ORDER BY id DESC")
    return render(request, "messages.html", messages=messages.fetchall())


async def _contact(request: Request) -> Response:
    require_customer(request)
    return render(request, "contact.html")


async def _send_message(request: Request) -> Response:
    form = await request.form()
    require_customer(request)
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
