"""What makes some products talked about: many reviews, over several pages."""

from __future__ import annotations

import random
import sqlite3
from datetime import timedelta

from planact.sandbox.site import NOW
from planact.sandbox.sites.shopping.catalog import insert
from planact.sandbox.sites.shopping.words import AUTHORS, REVIEW_TITLES

DISCUSSED = 56
"""How many products have many reviews."""


def fill_discussion(connection: sqlite3.Connection, draw: random.Random) -> None:
    """Write further reviews of some products, over a shop that has its customers and reviews."""
    rows = connection.execute("SELECT id FROM shopping_product WHERE enabled ORDER BY id")
    for product_id in draw.sample([row["id"] for row in rows], DISCUSSED):
        reviewers = connection.execute(
            "SELECT author FROM shopping_review WHERE product_id = ?", (product_id,)
        )
        taken = {row["author"] for row in reviewers}
        others = [author for author in AUTHORS if author not in taken]
        count = draw.randint(7, 12)
        ages = draw.sample(range(3, 700), count)
        for author, age in zip(draw.sample(others, count), ages, strict=True):
            _add_review(connection, draw, product_id, author, age)


def _add_review(
    connection: sqlite3.Connection, draw: random.Random, product_id: int, author: str, age: int
) -> None:
    stars = draw.choices((1, 2, 3, 4, 5), weights=(3, 3, 2, 4, 5))[0]
    title, body = draw.choice(REVIEW_TITLES[stars])
    insert(
        connection,
        "INSERT INTO shopping_review (product_id, customer_id, author, stars, title, body, written)"
        " VALUES (?, (SELECT id FROM shopping_customer WHERE name = ?), ?, ?, ?, ?, ?)",
        (
            product_id,
            author,
            author,
            stars,
            title,
            body,
            (NOW - timedelta(days=age)).date().isoformat(),
        ),
    )
