"""The storefront's catalog: categories, products and their reviews, drawn at random."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Sequence
from datetime import timedelta

from planact.sandbox.site import NOW
from planact.sandbox.sites.shopping.departments import DEPARTMENTS, Category
from planact.sandbox.sites.shopping.words import (
    AUTHORS,
    BRANDS,
    COLORS,
    OPINIONS,
    REMARKS,
    REVIEW_TITLES,
    SERIES,
)

SCHEMA = """
CREATE TABLE shopping_category (
    id INTEGER PRIMARY KEY, slug TEXT UNIQUE, name TEXT UNIQUE, parent_id INTEGER);
CREATE TABLE shopping_product (
    id INTEGER PRIMARY KEY, sku TEXT UNIQUE, slug TEXT UNIQUE, name TEXT UNIQUE, brand TEXT,
    category_id INTEGER, cents INTEGER, stock INTEGER, description TEXT,
    enabled INTEGER DEFAULT 1, sale INTEGER DEFAULT 0);
CREATE INDEX shopping_product_category ON shopping_product (category_id);
CREATE TABLE shopping_choice (
    id INTEGER PRIMARY KEY, product_id INTEGER, kind TEXT, value TEXT);
CREATE TABLE shopping_review (
    id INTEGER PRIMARY KEY, product_id INTEGER, customer_id INTEGER, author TEXT, stars INTEGER,
    title TEXT, body TEXT, written TEXT, status TEXT DEFAULT 'Approved');
CREATE INDEX shopping_review_product ON shopping_review (product_id);
"""


REVIEW_STATUSES = ("Approved", "Pending", "Not approved")
"""What the shop's staff says of a review; customers see the approved ones."""


def fill_catalog(connection: sqlite3.Connection, draw: random.Random) -> None:
    """Write departments, categories, products and reviews."""
    series = _Series(draw)
    for department, categories in DEPARTMENTS.items():
        parent = _add_category(connection, department, None)
        cents = set[int]()
        for category in categories:
            category_id = _add_category(connection, category.name, parent)
            pairs = [(kind, noun) for noun in category.nouns for kind in category.kinds]
            for position, (kind, noun) in enumerate(draw.sample(pairs, draw.randint(8, 12))):
                name = f"{series.next()} {kind} {noun}"
                sku = f"{category.name[:3].upper()}-{category_id}{position:02}"
                # No two prices of a department are equal: sorting by price has one answer.
                price = _price(draw, category.prices, cents)
                product_id = _add_product(connection, draw, category, category_id, sku, name, price)
                _add_reviews(connection, draw, product_id)


def slug(name: str) -> str:
    """The name as it stands in an address."""
    return name.lower().replace(" ", "-")


def product_choices(connection: sqlite3.Connection, product_id: int) -> dict[str, list[str]]:
    """What a buyer must choose, with the values on offer, e.g. ``{"Color": ["Red", "Blue"]}``."""
    choices: dict[str, list[str]] = {}
    for kind, value in connection.execute(
        "SELECT kind, value FROM shopping_choice WHERE product_id = ? ORDER BY id", (product_id,)
    ):
        choices.setdefault(kind, []).append(value)
    return choices


class _Series:
    """Hands out the names of product series in shuffled rounds, so that all are used alike."""

    def __init__(self, draw: random.Random) -> None:
        self._draw = draw
        self._left: list[str] = []

    def next(self) -> str:
        if not self._left:
            self._left = self._draw.sample(SERIES, len(SERIES))
        return self._left.pop()


def _add_category(connection: sqlite3.Connection, name: str, parent: int | None) -> int:
    return insert(
        connection,
        "INSERT INTO shopping_category (slug, name, parent_id) VALUES (?, ?, ?)",
        (slug(name), name, parent),
    )


def _price(draw: random.Random, limits: tuple[int, int], taken: set[int]) -> int:
    while True:
        cents = draw.randint(*limits) * 100 + draw.choice((0, 25, 49, 50, 75, 95, 99))
        if cents not in taken:
            taken.add(cents)
            return cents


def _add_product(
    connection: sqlite3.Connection,
    draw: random.Random,
    category: Category,
    category_id: int,
    sku: str,
    name: str,
    cents: int,
) -> int:
    stock = 0 if draw.random() < 0.06 else draw.randint(10, 80)
    description = f"{draw.choice(OPINIONS)} {draw.choice(REMARKS)}"
    product_id = insert(
        connection,
        "INSERT INTO shopping_product"
        " (sku, slug, name, brand, category_id, cents, stock, description)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (sku, slug(name), name, draw.choice(BRANDS), category_id, cents, stock, description),
    )
    colors = draw.sample(COLORS, category.colors)
    choices = [("Color", color) for color in colors] + [("Size", size) for size in category.sizes]
    for kind, value in choices:
        insert(
            connection,
            "INSERT INTO shopping_choice (product_id, kind, value) VALUES (?, ?, ?)",
            (product_id, kind, value),
        )
    return product_id


def _add_reviews(connection: sqlite3.Connection, draw: random.Random, product_id: int) -> None:
    count = draw.choice((0, 1, 2, 3, 3, 4, 4, 5, 6, 7, 8))
    days = sorted(draw.sample(range(3, 700), count))
    for author, age in zip(draw.sample(AUTHORS, count), days, strict=True):
        stars = draw.choices((1, 2, 3, 4, 5), weights=(2, 2, 3, 5, 6))[0]
        title, body = draw.choice(REVIEW_TITLES[stars])
        written = (NOW - timedelta(days=age)).date().isoformat()
        insert(
            connection,
            "INSERT INTO shopping_review (product_id, author, stars, title, body, written)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            (product_id, author, stars, title, body, written),
        )


def insert(connection: sqlite3.Connection, statement: str, values: Sequence[object]) -> int:
    """Run the INSERT and return the new row's id."""
    row_id = connection.execute(statement, values).lastrowid
    assert row_id is not None
    return row_id
