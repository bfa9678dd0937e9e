"""Pages to look around in: home, categories, search and products."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from planact.sandbox.listing import paginate
from planact.sandbox.site import database
from planact.sandbox.sites.shopping.catalog import product_choices
from planact.sandbox.sites.shopping.view import render, settle_list

PRODUCTS_PER_PAGE = 9

SORT_ORDERS = {
    "position": ("Position", "product.id"),
    "name": ("Product name", "product.name"),
    "price-low": ("Price: low to high", "product.cents"),
    "price-high": ("Price: high to low", "product.cents DESC"),
    "rating": ("Best rated", "stars DESC, review_count DESC, product.name"),
    "reviews": ("Most reviews", "review_count DESC, product.name"),
}
"""Ways to sort a list of products: the text shown, and SQL's ORDER BY."""

_UNSORTED = "position"

_MOST_WORDS = 12

_PRODUCTS = """
SELECT product.*, category.name AS category, count(review.id) AS review_count,
    round(avg(review.stars), 1) AS stars
FROM shopping_product AS product
JOIN shopping_category AS category ON category.id = product.category_id
LEFT JOIN shopping_review AS review
    ON review.product_id = product.id AND review.status = 'Approved'
"""


def find_products(
    connection: sqlite3.Connection,
    condition: str,
    values: Sequence[object] | Mapping[str, object],
    sort: str,
) -> list[sqlite3.Row]:
    """Enabled products that meet an SQL condition, with their category and ratings."""
    order = SORT_ORDERS[sort][1]
    query = (
        f"{_PRODUCTS} WHERE product.enabled AND ({condition}) GROUP BY product.id ORDER BY {order}"
    )
    return connection.execute(query, values).fetchall()


def search_products(connection: sqlite3.Connection, query: str, sort: str) -> list[sqlite3.Row]:
    """Products that have every word of the query in their name, brand or category."""
    words = words_of(query)
    if not words:
        return []
    text = "(product.name || ' ' || product.brand || ' ' || category.name)"
    condition = " AND ".join(f"instr(lower({text}), ?) > 0" for _ in words)
    return find_products(connection, condition, words, sort)


def words_of(text: str) -> list[str]:
    """The first words that a visitor typed, in lower case: more than any product's name has."""
    return text.lower().split()[:_MOST_WORDS]


def product_by_slug(request: Request) -> sqlite3.Row:
    """The product the address names; 404 if there is none."""
    found = find_products(
        database(request), "product.slug = ?", (request.path_params["slug"],), "position"
    )
    if not found:
        raise HTTPException(404)
    return found[0]


async def _home(request: Request) -> Response:
    best = find_products(database(request), "product.stock > 0", (), "reviews")
    return render(request, "home.html", products=best[:6])


async def _category(request: Request) -> Response:
    connection = database(request)
    category = connection.execute(
        "SELECT * FROM shopping_category WHERE slug = ?", (request.path_params["slug"],)
    ).fetchone()
    if category is None:
        raise HTTPException(404)
    products = find_products(
        connection,
        "category.id = :id OR category.parent_id = :id",
        {"id": category["id"]},
        sort_order(request),
    )
    top = category["parent_id"] or category["id"]
    siblings = connection.execute(
        "SELECT * FROM shopping_category WHERE parent_id = ? ORDER BY id", (top,)
    ).fetchall()
    context = {"category": category, "siblings": siblings}
    return product_list(request, "category.html", products, {}, **context)


async def _search(request: Request) -> Response:
    query = request.query_params.get("q", "").strip()
    products = search_products(database(request), query, sort_order(request))
    return product_list(request, "search.html", products, {"q": query}, query=query)


def sort_order(request: Request) -> str:
    """The key in `SORT_ORDERS` that the address asks for; 404 if there is none of that name."""
    sort = request.query_params.get("sort") or _UNSORTED
    if sort not in SORT_ORDERS:
        raise HTTPException(404)
    return sort


def product_list(
    request: Request,
    template: str,
    products: Sequence[sqlite3.Row],
    asked: Mapping[str, str],
    **context: Any,
) -> Response:
    """A page of sorted products, at the one address that shows it.

    Args:
        request: Asks for the page and names the sort order.
        template: Shows the list, with ``context`` beside it.
        products: All that were found.
        asked: The parameters in the address, beside sort order and page, that they were found by.
        **context: What else the template shows.
    """
    sort = sort_order(request)
    parameters = {**asked, "sort": "" if sort == _UNSORTED else sort}
    settle_list(request, parameters)
    context |= {
        "listing": paginate(request, products, PRODUCTS_PER_PAGE),
        "orders": {key: text for key, (text, _) in SORT_ORDERS.items()},
        "sort": sort,
        "asked": {name: value for name, value in asked.items() if value},
    }
    return render(request, template, **context)


async def _product(request: Request) -> Response:
    product = product_by_slug(request)
    choices = product_choices(database(request), product["id"])
    return render(request, "product.html", product=product, choices=choices)


ROUTES = (
    Route("/", _home),
    Route("/category/{slug}", _category),
    Route("/search", _search),
    Route("/product/{slug}", _product),
)
