"""What the shop's staff decides and sees: offers, reviews that wait, and what people search for."""

from __future__ import annotations

import random
import sqlite3
from datetime import timedelta

from planact.sandbox.site import NOW
from planact.sandbox.sites.shopping.browse import search_products
from planact.sandbox.sites.shopping.catalog import insert
from planact.sandbox.sites.shopping.customer import CUSTOMER_ID
from planact.sandbox.sites.shopping.words import AUTHORS, REVIEW_DETAILS, REVIEW_TITLES

SCHEMA = """
CREATE TABLE shopping_search_term (
    id INTEGER PRIMARY KEY, term TEXT UNIQUE, results INTEGER, uses INTEGER, last_used TEXT);
"""

SEARCH_TERMS = (
    "alpaca", "anorak", "backpack", "bamboo", "bluetooth speaker", "board game", "boots", "bread",
    "canvas", "ceramic", "copper pan", "cork", "daypack", "earbuds", "fleece", "garden hose",
    "gift card", "headphones", "hiking boots", "jigsaw", "kettle", "lamp", "lantern", "laptop",
    "leather", "magnetic", "merino", "notebook", "oak planter", "power bank", "rain coat", "scarf",
    "slippers", "solar", "teapot", "tent", "umbrella", "wallet", "watering can", "wok",
    "wooden spoon", "yoga mat",
)  # fmt: skip


def fill_back_office(connection: sqlite3.Connection, draw: random.Random) -> None:
    """Write what the staff has decided over a shop that already has customers and orders."""
    _set_offers(connection, draw)
    _add_unpublished_reviews(connection, draw)
    _add_search_terms(connection, draw)


def _set_offers(connection: sqlite3.Connection, draw: random.Random) -> None:
    """Disable a few products that the storefront's customer has nothing to do with; sell some."""
    unused = connection.execute(
        "SELECT id FROM shopping_product WHERE id NOT IN (SELECT product_id FROM shopping_cart)"
        " AND id NOT IN (SELECT product_id FROM shopping_wish) AND id NOT IN"
        " (SELECT product_id FROM shopping_order_item JOIN shopping_order USING (number)"
        " WHERE customer_id = ?) ORDER BY id",
        (CUSTOMER_ID,),
    ).fetchall()
    connection.executemany(
        "UPDATE shopping_product SET enabled = 0 WHERE id = ?", draw.sample(unused, 12)
    )
    enabled = connection.execute("SELECT id FROM shopping_product WHERE enabled ORDER BY id")
    connection.executemany(
        "UPDATE shopping_product SET sale = 1 WHERE id = ?", draw.sample(enabled.fetchall(), 26)
    )


def _add_unpublished_reviews(connection: sqlite3.Connection, draw: random.Random) -> None:
    rows = connection.execute("SELECT id FROM shopping_product WHERE enabled ORDER BY id")
    products = draw.sample([row["id"] for row in rows], 64)
    for product_id in products[:40]:
        for author in _new_authors(connection, draw, product_id, draw.choice((1, 1, 2, 2, 3))):
            _add_review(connection, draw, product_id, author, "Pending")
    for product_id in products[40:]:
        (author,) = _new_authors(connection, draw, product_id, 1)
        _add_review(connection, draw, product_id, author, "Not approved")


def _new_authors(
    connection: sqlite3.Connection, draw: random.Random, product_id: int, count: int
) -> list[str]:
    """People who have not reviewed the product yet."""
    rows = connection.execute(
        "SELECT author FROM shopping_review WHERE product_id = ?", (product_id,)
    )
    taken = {row["author"] for row in rows}
    return draw.sample([author for author in AUTHORS if author not in taken], count)


def _add_review(
    connection: sqlite3.Connection,
    draw: random.Random,
    product_id: int,
    author: str,
    status: str,
) -> None:
    stars = draw.choice((1, 1, 2, 3, 4, 5, 5))
    title, body = draw.choice(REVIEW_TITLES[stars])
    age = draw.randint(1, 40) if status == "Pending" else draw.randint(20, 300)
    insert(
        connection,
        "INSERT INTO shopping_review"
        " (product_id, customer_id, author, stars, title, body, written, status) SELECT ?,"
        " (SELECT id FROM shopping_customer WHERE name = ?),"
        " ?, ?, ?, ?, ?, ?",
        (
            product_id,
            author,
            author,
            stars,
            title,
            f"{body} {draw.choice(REVIEW_DETAILS)}",
            (NOW - timedelta(days=age)).date().isoformat(),
            status,
        ),
    )


def _add_search_terms(connection: sqlite3.Connection, draw: random.Random) -> None:
    """No two terms are used equally often, nor for the last time on the same day."""
    count = len(SEARCH_TERMS)
    uses, days = draw.sample(range(2, 240), count), draw.sample(range(1, 200), count)
    for term, used, age in zip(SEARCH_TERMS, uses, days, strict=True):
        results = len(search_products(connection, term, "position"))
        last = (NOW - timedelta(days=age)).date().isoformat()
        connection.execute(
            "INSERT INTO shopping_search_term (term, results, uses, last_used) VALUES (?, ?, ?, ?)",
            (term, results, used, last),
        )
