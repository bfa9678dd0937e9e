"""Changes of many products at once: their status, or price, quantity and sale."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from planact.sandbox.addresses import with_query
from planact.sandbox.listing import whole_number
from planact.sandbox.site import database, redirect
from planact.sandbox.sites.shopping_admin.products import MOST_PIECES, STATES, price_in_cents
from planact.sandbox.sites.shopping_admin.view import ROOT, notify, render, staff_route

GRID = f"{ROOT}/catalog/products"

ACTIONS = {"Change status": "status", "Update attributes": "attributes"}
"""What can be done with the selected products, and the page for it."""

STOCK = ("In stock", "Out of stock")

_UNCHANGED = "No change"


async def _begin(request: Request) -> Response:
    form = await request.form()
    action = ACTIONS.get(str(form.get("action", "")))
    selected = ",".join(str(product_id) for product_id in form.getlist("product"))
    if action is None or not selected:
        notify(database(request), "Select products and choose an action.", error=True)
        return redirect(GRID)
    return redirect(with_query(f"{GRID}/{action}", {"ids": selected}))


async def _status_form(request: Request) -> Response:
    return render(request, "mass_status.html", products=_selected(request), states=STATES)


async def _set_status(request: Request) -> Response:
    form = await request.form()
    products = _selected(request)
    connection = database(request)
    if form.get("status") not in STATES:
        notify(connection, "Choose a status.", error=True)
        return _again(request)
    _update(connection, products, "enabled", form["status"] == "Enabled")
    notify(connection, f"The status of {len(products)} products was changed.")
    return redirect(GRID)


async def _attributes_form(request: Request) -> Response:
    return render(
        request,
        "mass_attributes.html",
        products=_selected(request),
        stock=(_UNCHANGED, *STOCK),
        sale=(_UNCHANGED, "Yes", "No"),
    )


async def _set_attributes(request: Request) -> Response:
    form = await request.form()
    products = _selected(request)
    connection = database(request)
    changes, problem = _read(form, products)
    if problem or not changes:
        notify(connection, problem or "Nothing was filled in.", error=True)
        return _again(request)
    for column, value in changes.items():
        _update(connection, products, column, value)
    notify(connection, f"{len(products)} products were updated.")
    return redirect(GRID)


def _read(form: FormData, products: Sequence[sqlite3.Row]) -> tuple[dict[str, int], str | None]:
    """The columns to change with their values, and what is wrong with the form."""
    changes: dict[str, int] = {}
    if form.get("price"):
        price = price_in_cents(form["price"])
        if price is None:
            return {}, "Enter a price like 24.50."
        changes["cents"] = price
    if form.get("quantity"):
        quantity = whole_number(form["quantity"], 0, MOST_PIECES)
        if quantity is None:
            return {}, f"Enter a quantity from 0 to {MOST_PIECES}."
        changes["stock"] = quantity
    stock = form.get("stock", _UNCHANGED)
    if stock == "Out of stock":
        changes["stock"] = 0
    elif stock == "In stock" and not all(changes.get("stock", row["stock"]) for row in products):
        return {}, "What is in stock needs a quantity."
    if form.get("sale") in ("Yes", "No"):
        changes["sale"] = form["sale"] == "Yes"
    return changes, None


def _selected(request: Request) -> list[sqlite3.Row]:
    """The products that the address names."""
    ids = request.query_params.get("ids", "").split(",")
    known = {
        str(row["id"]): row for row in database(request).execute("SELECT * FROM shopping_product")
    }
    if not all(product_id in known for product_id in ids):
        raise HTTPException(404)
    return [known[product_id] for product_id in dict.fromkeys(ids)]


def _update(
    connection: sqlite3.Connection, products: Sequence[sqlite3.Row], column: str, value: int
) -> None:
    connection.executemany(
        f"UPDATE shopping_product SET {column} = ? WHERE id = ?",
        [(value, product["id"]) for product in products],
    )


def _again(request: Request) -> Response:
    return redirect(with_query(request.url.path, {"ids": request.query_params["ids"]}))


ROUTES = (
    staff_route("/catalog/products/selected", _begin, "POST"),
    staff_route("/catalog/products/status", _status_form),
    staff_route("/catalog/products/status", _set_status, "POST"),
    staff_route("/catalog/products/attributes", _attributes_form),
    staff_route("/catalog/products/attributes", _set_attributes, "POST"),
)
