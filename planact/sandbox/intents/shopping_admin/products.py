"""How people name products: one by its brand and name, or many by one word."""

from __future__ import annotations

import sqlite3

from planact.sandbox.intent import Values
from planact.sandbox.sites.shopping.departments import DEPARTMENTS
from planact.sandbox.sites.shopping.words import SERIES

_NOUNS = tuple(
    noun
    for categories in DEPARTMENTS.values()
    for category in categories
    for noun in category.nouns
)

MOST_ALIKE = 12
"""Products that one word may stand for: all are in view together."""


def product_named(connection: sqlite3.Connection, name: str) -> sqlite3.Row:
    """The product of that name."""
    found: sqlite3.Row = connection.execute(
        "SELECT * FROM shopping_admin_product WHERE name = ?", (name,)
    ).fetchone()
    return found


def with_brands(connection: sqlite3.Connection) -> list[Values]:
    """Every ``product`` with its ``brand``, which people put before the name.

    The back office searches for a phrase in the name, where there is no brand: who searches for
    all of it finds nothing.
    """
    rows = connection.execute("SELECT brand, name FROM shopping_admin_product ORDER BY name")
    return [{"brand": row["brand"], "product": row["name"]} for row in rows]


def first_word(name: str) -> str:
    """The word that finds a product and few others."""
    return name.split()[0]


def words_for_many(connection: sqlite3.Connection) -> list[str]:
    """Words that stand in several products' names.

    No word is part of a longer one in another name, so that whoever searches for it finds the
    products that are meant and no others.
    """
    names = [row["name"] for row in connection.execute("SELECT name FROM shopping_product")]
    return [
        word
        for word in (*SERIES, *_NOUNS)
        if 3 <= sum(word.lower() in name.lower() for name in names) <= MOST_ALIKE
        and all(f" {word} " in f" {name} " for name in names if word.lower() in name.lower())
    ]


def products_with(connection: sqlite3.Connection, word: str) -> list[sqlite3.Row]:
    """The products that have the word in their names, in the grid's order."""
    return connection.execute(
        "SELECT * FROM shopping_admin_product WHERE instr(name, ?) > 0 ORDER BY id", (word,)
    ).fetchall()
