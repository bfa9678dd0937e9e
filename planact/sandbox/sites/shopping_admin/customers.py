"""Customers: the grid, the page of a customer, and its form."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from planact.sandbox.site import database, redirect
from planact.sandbox.sites.shopping.customer import COUNTRIES, GROUPS
from planact.sandbox.sites.shopping_admin.filters import Filter, phrase
from planact.sandbox.sites.shopping_admin.grid import Column, Grid, open_grid
from planact.sandbox.sites.shopping_admin.view import ROOT, notify, render, staff_route

CUSTOMERS = Grid(
    "customers",
    "shopping_admin_customer",
    "id",
    (
        Column("ID", "id"),
        Column("Name", "name"),
        Column("Email", "email"),
        Column("Group", "segment"),
        Column("City", "city"),
        Column("Member since", "since"),
    ),
    "id",
    (
        phrase("Name, email or city", "name", "email", "city"),
        Filter("group", "Group", "segment = :group", GROUPS),
        Filter("country", "Country", "country = :country", COUNTRIES),
    ),
)

_PERSON = ("first_name", "last_name", "email", "phone", "segment")
_ADDRESS = ("street", "city", "postcode", "country")


async def _customers(request: Request) -> Response:
    return render(request, "customers.html", view=open_grid(request, CUSTOMERS))


async def _customer(request: Request) -> Response:
    connection = database(request)
    customer = _find_customer(request)
    orders = connection.execute(
        "SELECT * FROM shopping_order WHERE customer_id = ? ORDER BY placed DESC, number DESC",
        (customer["id"],),
    )
    reviews = connection.execute(
        "SELECT * FROM shopping_admin_review WHERE customer_id = ? ORDER BY written DESC, id DESC",
        (customer["id"],),
    )
    return render(
        request,
        "customer.html",
        customer=customer,
        orders=orders.fetchall(),
        reviews=reviews.fetchall(),
    )


async def _form(request: Request) -> Response:
    return render(
        request,
        "customer_form.html",
        customer=_find_customer(request),
        groups=GROUPS,
        countries=COUNTRIES,
    )


async def _save(request: Request) -> Response:
    form = await request.form()
    connection = database(request)
    customer = _find_customer(request)
    values = {column: str(form.get(column, "")).strip() for column in (*_PERSON, *_ADDRESS)}
    problem = _problem(connection, customer["id"], values)
    page = f"{ROOT}/customers/all/{customer['id']}"
    if problem is not None:
        notify(connection, problem, error=True)
        return redirect(f"{page}/edit")
    _store(connection, "shopping_customer", "id", customer["id"], _PERSON, values)
    _store(connection, "shopping_address", "customer_id", customer["id"], _ADDRESS, values)
    notify(connection, "The customer was saved.")
    return redirect(page)


def _find_customer(request: Request) -> sqlite3.Row:
    customer: sqlite3.Row | None = (
        database(request)
        .execute(
            "SELECT * FROM shopping_admin_customer WHERE id = ?",
            (request.path_params["customer"],),
        )
        .fetchone()
    )
    if customer is None:
        raise HTTPException(404)
    return customer


def _problem(
    connection: sqlite3.Connection, customer_id: int, values: Mapping[str, str]
) -> str | None:
    """Why the form cannot be stored."""
    if not all(values.values()):
        return "Fill in every field."
    if values["segment"] not in GROUPS or values["country"] not in COUNTRIES:
        return "Choose a group and a country."
    taken = connection.execute(
        "SELECT 1 FROM shopping_customer WHERE email = ? AND id != ?",
        (values["email"], customer_id),
    ).fetchone()
    return "Another customer has this email." if taken else None


def _store(
    connection: sqlite3.Connection,
    table: str,
    key: str,
    customer_id: int,
    columns: tuple[str, ...],
    values: Mapping[str, str],
) -> None:
    assignments = ", ".join(f"{column} = ?" for column in columns)
    connection.execute(
        f"UPDATE {table} SET {assignments} WHERE {key} = ?",
        (*(values[column] for column in columns), customer_id),
    )


ROUTES = (
    staff_route("/customers/all", _customers),
    staff_route("/customers/all/{customer}", _customer),
    staff_route("/customers/all/{customer}/edit", _form),
    staff_route("/customers/all/{customer}/edit", _save, "POST"),
)
