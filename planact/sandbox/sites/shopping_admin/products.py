"""Products: the grid and the form of a product."""

from __future__ import annotations

import re
import sqlite3

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from planact.sandbox.listing import whole_number
from planact.sandbox.site import database, redirect
from planact.sandbox.sites.shopping.departments import DEPARTMENTS
from planact.sandbox.sites.shopping_admin.filters import Filter, phrase
from planact.sandbox.sites.shopping_admin.grid import Column, Grid, open_grid
from planact.sandbox.sites.shopping_admin.view import ROOT, notify, render, staff_route

MOST_PIECES = 9999

STATES = ("Enabled", "Disabled")

_CATEGORIES = tuple(category.name for categories in DEPARTMENTS.values() for category in categories)

PRODUCTS = Grid(
    "products",
    "shopping_admin_product",
    "id",
    (
        Column("Select"),
        Column("ID", "id"),
        Column("Name", "name"),
        Column("SKU", "sku"),
        Column("Price", "cents"),
        Column("Quantity", "stock"),
        Column("Sale", "sale"),
        Column("Status", "status"),
    ),
    "id",
    (
        phrase("Name", "name"),
        Filter("category", "Category", "category = :category", _CATEGORIES),
        Filter("status", "Status", "status = :status", STATES),
        Filter("sale", "On sale", "sale = :sale", ("Yes", "No")),
    ),
)


def price_in_cents(text: object) -> int | None:
    """The price that was typed, e.g. ``24.50`` or ``$1,204``; None if it is no price."""
    typed = str(text).strip().removeprefix("$").replace(",", "")
    if not re.fullmatch(r"[0-9]{1,5}(\.[0-9]{1,2})?", typed):
        return None
    return round(float(typed) * 100) or None


async def _products(request: Request) -> Response:
    return render(request, "products.html", view=open_grid(request, PRODUCTS))


async def _product(request: Request) -> Response:
    return render(request, "product.html", product=_find_product(request), states=STATES)


async def _save(request: Request) -> Response:
    form = await request.form()
    connection = database(request)
    product = _find_product(request)
    problem = _problem(connection, product["id"], form)
    if problem is None:
        _store(connection, product["id"], form)
        notify(connection, "The product was saved.")
    else:
        notify(connection, problem, error=True)
    return redirect(f"{ROOT}/catalog/products/{product['id']}")


def _find_product(request: Request) -> sqlite3.Row:
    product: sqlite3.Row | None = (
        database(request)
        .execute(
            "SELECT * FROM shopping_admin_product WHERE id = ?", (request.path_params["product"],)
        )
        .fetchone()
    )
    if product is None:
        raise HTTPException(404)
    return product


def _problem(connection: sqlite3.Connection, product_id: int, form: FormData) -> str | None:
    """Why the form cannot be stored."""
    name = str(form.get("name", "")).strip()
    namesake = connection.execute(
        "SELECT 1 FROM shopping_product WHERE name = ? AND id != ?", (name, product_id)
    ).fetchone()
    if not name or namesake:
        return "The product needs a name of its own."
    if price_in_cents(form.get("price")) is None:
        return "Enter a price like 24.50."
    if whole_number(form.get("quantity"), 0, MOST_PIECES) is None:
        return f"Enter a quantity from 0 to {MOST_PIECES}."
    if form.get("sale") not in ("Yes", "No") or form.get("status") not in STATES:
        return "Choose whether the product is on sale and whether it is enabled."
    return None


def _store(connection: sqlite3.Connection, product_id: int, form: FormData) -> None:
    connection.execute(
        "UPDATE shopping_product SET name = ?, cents = ?, stock = ?, sale = ?, enabled = ?,"
        " description = ? WHERE id = ?",
        (
            str(form["name"]).strip(),
            price_in_cents(form["price"]),
            whole_number(form["quantity"], 0, MOST_PIECES),
            form["sale"] == "Yes",
            form["status"] == "Enabled",
            str(form.get("description", "")).strip(),
            product_id,
        ),
    )


ROUTES = (
    staff_route("/catalog/products", _products),
    staff_route("/catalog/products/{product}", _product),
    staff_route("/catalog/products/{product}", _save, "POST"),
)
