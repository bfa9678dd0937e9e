"""The advanced search: products by several properties at once."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Mapping

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from planact.sandbox.site import database, redirect
from planact.sandbox.sites.shopping.browse import (
    find_products,
    product_list,
    sort_order,
    words_of,
)
from planact.sandbox.sites.shopping.view import ROOT, notify, render

FIELDS = ("name", "category", "brand", "price_from", "price_to", "rating", "stock", "sale")
"""The form's fields, in the order in which they stand in an address."""

RATINGS = {"2": "2 stars and up", "3": "3 stars and up", "4": "4 stars and up"}

_CONDITIONS = {
    "category": "category.slug = :category OR category.parent_id ="
    " (SELECT id FROM shopping_category WHERE slug = :category)",
    "brand": "product.brand = :brand",
    "price_from": "product.cents >= :price_from",
    "price_to": "product.cents <= :price_to",
    # Compared as it is shown: rounded.
    "rating": "(SELECT round(avg(stars), 1) FROM shopping_review WHERE status = 'Approved'"
    " AND product_id = product.id) >= CAST(:rating AS INTEGER)",
    "stock": "product.stock > 0",
    "sale": "product.sale",
}
_PRICE = re.compile(r"\$?\s*(\d{1,6})(?:\.(\d{1,2}))?", re.ASCII)


class PriceError(ValueError):
    """A visitor typed something that is no price."""


def advanced_search(
    connection: sqlite3.Connection, criteria: Mapping[str, str], sort: str
) -> list[sqlite3.Row]:
    """Products that meet all of the criteria, by field of the form; empty ones say nothing."""
    given = {name: value for name, value in criteria.items() if value}
    values: dict[str, object] = {
        name: _cents(value) if name.startswith("price") else value for name, value in given.items()
    }
    conditions = [_CONDITIONS[name] for name in given if name in _CONDITIONS]
    for position, word in enumerate(words_of(given.get("name", ""))):
        values[f"word{position}"] = word
        conditions.append(f"instr(lower(product.name), :word{position}) > 0")
    return find_products(connection, " AND ".join(f"({each})" for each in conditions), values, sort)


def price(text: str) -> str:
    """A price in dollars as addresses hold it: ``$ 30.00`` is ``30``, ``7.5`` is ``7.50``.

    Raises:
        PriceError: The text is no price.
    """
    found = _PRICE.fullmatch(text)
    if found is None:
        raise PriceError(text)
    dollars, fraction = int(found[1]), (found[2] or "").ljust(2, "0")
    return f"{dollars}" if fraction == "00" else f"{dollars}.{fraction}"


async def _form(request: Request) -> Response:
    return _show_form(request)


def _show_form(request: Request, status: int = 200, error: str | None = None) -> Response:
    connection = database(request)
    categories = connection.execute(
        "SELECT category.*, parent.name AS department FROM shopping_category AS category"
        " LEFT JOIN shopping_category AS parent ON parent.id = category.parent_id"
        " ORDER BY coalesce(category.parent_id, category.id), category.id"
    )
    entered = {name: request.query_params.get(name, "") for name in FIELDS}
    return render(
        request,
        "advanced.html",
        status,
        categories=categories.fetchall(),
        brands=_brands(connection),
        ratings=RATINGS,
        entered=entered,
        error=error,
    )


async def _results(request: Request) -> Response:
    connection = database(request)
    try:
        criteria = _criteria(request)
    except PriceError:
        return _show_form(request, 422, "Enter prices as numbers, such as 25 or 19.50.")
    if not any(criteria.values()):
        notify(connection, "Fill in at least one field.", error=True)
        return redirect(f"{ROOT}/advanced")
    products = advanced_search(connection, criteria, sort_order(request))
    said = _in_words(connection, criteria)
    return product_list(request, "advanced_results.html", products, criteria, said=said)


def _criteria(request: Request) -> dict[str, str]:
    """What the form sent, tidied up; 404 for a choice that the form does not offer."""
    given = {name: request.query_params.get(name, "").strip() for name in FIELDS}
    connection = database(request)
    slugs = [row["slug"] for row in connection.execute("SELECT slug FROM shopping_category")]
    offered = {
        "category": slugs,
        "brand": _brands(connection),
        "rating": RATINGS,
        "stock": ("1",),
        "sale": ("1",),
    }
    if any(given[name] and given[name] not in choices for name, choices in offered.items()):
        raise HTTPException(404)
    prices = {name: price(given[name]) for name in ("price_from", "price_to") if given[name]}
    return {**given, "name": " ".join(given["name"].split()), **prices}


def _in_words(connection: sqlite3.Connection, criteria: Mapping[str, str]) -> list[str]:
    """The criteria as the results' page repeats them."""
    category = connection.execute(
        "SELECT name FROM shopping_category WHERE slug = ?", (criteria["category"],)
    ).fetchone()
    said = {
        "name": f"Name: {criteria['name']}",
        "category": f"Category: {category['name'] if category else ''}",
        "brand": f"Brand: {criteria['brand']}",
        "price_from": f"Price from: ${criteria['price_from']}",
        "price_to": f"Price to: ${criteria['price_to']}",
        "rating": f"Rating: {RATINGS.get(criteria['rating'])}",
        "stock": "In stock only",
        "sale": "On sale only",
    }
    return [said[name] for name in FIELDS if criteria[name]]


def _brands(connection: sqlite3.Connection) -> list[str]:
    rows = connection.execute("SELECT DISTINCT brand FROM shopping_product ORDER BY brand")
    return [row["brand"] for row in rows]


def _cents(text: str) -> int:
    dollars, _, fraction = text.partition(".")
    return int(dollars) * 100 + int(fraction or 0)


ROUTES = (Route("/advanced", _form), Route("/advanced/result", _results))
