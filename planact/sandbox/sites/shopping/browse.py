"""Pages to look around in: home, categories, search, products and their reviews."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from planact.sandbox.listing import paginate, whole_number
from planact.sandbox.site import NOW, database, redirect
from planact.sandbox.sites.shopping.catalog import product_choices
from planact.sandbox.sites.shopping.customer import CUSTOMER
from planact.sandbox.sites.shopping.view import ROOT, notify, render

PRODUCTS_PER_PAGE = 9

SORT_ORDERS = {
    "position": ("Position", "product.id"),
    "name": ("Product name", "product.name"),
    "price-low": ("Price: low to high", "product.cents"),
    "price-high": ("Price: high to low", "product.cents DESC"),
    "reviews": ("Most reviews", "review_count DESC, product.name"),
}
"""Ways to sort a list of products: the text shown, and SQL's ORDER BY."""

_PRODUCTS = """
SELECT product.*, category.name AS category, count(review.id) AS review_count,
    round(avg(review.stars), 1) AS stars
FROM shopping_product AS product
JOIN shopping_category AS category ON category.id = product.category_id
LEFT JOIN shopping_review AS review ON review.product_id = product.id
"""


def find_products(
    connection: sqlite3.Connection,
    condition: str,
    values: Sequence[object] | Mapping[str, object],
    sort: str,
) -> list[sqlite3.Row]:
    """Products that meet an SQL condition, with ``category``, ``review_count`` and ``stars``."""
    order = SORT_ORDERS[sort][1]
    query = f"{_PRODUCTS} WHERE {condition} GROUP BY product.id ORDER BY {order}"
    return connection.execute(query, values).fetchall()


def search_products(connection: sqlite3.Connection, query: str, sort: str) -> list[sqlite3.Row]:
    """Products that have every word of the query in their name, brand or category."""
    words = query.split()
    if not words:
        return []
    text = "(product.name || ' ' || product.brand || ' ' || category.name)"
    condition = " AND ".join(f"instr(lower({text}), ?) > 0" for _ in words)
    return find_products(connection, condition, tuple(word.lower() for word in words), sort)


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
        "category.id = ? OR category.parent_id = ?",
        (category["id"], category["id"]),
        _sort_order(request),
    )
    top = category["parent_id"] or category["id"]
    siblings = connection.execute(
        "SELECT * FROM shopping_category WHERE parent_id = ? ORDER BY id", (top,)
    ).fetchall()
    return _list(request, "category.html", products, category=category, siblings=siblings)


async def _search(request: Request) -> Response:
    query = request.query_params.get("q", "").strip()
    products = search_products(database(request), query, _sort_order(request))
    return _list(request, "search.html", products, query=query)


def _list(
    request: Request, template: str, products: list[sqlite3.Row], **context: object
) -> Response:
    listing = paginate(request, products, PRODUCTS_PER_PAGE)
    orders = {key: text for key, (text, _) in SORT_ORDERS.items()}
    return render(
        request, template, listing=listing, orders=orders, sort=_sort_order(request), **context
    )


def _sort_order(request: Request) -> str:
    sort = request.query_params.get("sort", "position")
    if sort not in SORT_ORDERS:
        raise HTTPException(404)
    return sort


async def _product(request: Request) -> Response:
    product = product_by_slug(request)
    choices = product_choices(database(request), product["id"])
    return render(request, "product.html", product=product, choices=choices)


async def _reviews(request: Request) -> Response:
    product = product_by_slug(request)
    reviews = database(request).execute(
        "SELECT * FROM shopping_review WHERE product_id = ? ORDER BY written DESC, id DESC",
        (product["id"],),
    )
    return render(request, "reviews.html", product=product, reviews=reviews.fetchall())


async def _review_form(request: Request) -> Response:
    return render(request, "review_form.html", product=product_by_slug(request))


async def _write_review(request: Request) -> Response:
    form = await request.form()
    product = product_by_slug(request)
    connection = database(request)
    address = f"{ROOT}/product/{product['slug']}/reviews"
    stars = whole_number(form.get("stars"), 1, 5)
    title, body = (str(form.get(name, "")).strip() for name in ("title", "text"))
    if stars is None or not title or not body:
        notify(connection, "Choose a rating and fill in title and text.", error=True)
        return redirect(f"{address}/new")
    author = f"{CUSTOMER['first_name']} {CUSTOMER['last_name']}"
    connection.execute(
        "INSERT INTO shopping_review (product_id, author, stars, title, body, written)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (product["id"], author, stars, title, body, NOW.date().isoformat()),
    )
    notify(connection, f"Thank you for your review of {product['name']}.")
    return redirect(address)


ROUTES = (
    Route("/", _home),
    Route("/category/{slug}", _category),
    Route("/search", _search),
    Route("/product/{slug}", _product),
    Route("/product/{slug}/reviews", _reviews),
    Route("/product/{slug}/reviews", _write_review, methods=["POST"]),
    Route("/product/{slug}/reviews/new", _review_form),
)
