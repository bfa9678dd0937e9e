from __future__ import annotations

import sqlite3

import pytest

from planact.sandbox.intents.shopping_admin.products import (
    products_with,
    with_brands,
    words_for_many,
)
from planact.sandbox.state import initial_database, open_database


@pytest.fixture(scope="module")
def connection() -> sqlite3.Connection:
    return open_database(initial_database(0))


def test_a_name_with_its_brand_is_no_part_of_any_name(connection: sqlite3.Connection) -> None:
    names = [row["name"] for row in connection.execute("SELECT name FROM shopping_product")]
    branded = [f"{each['brand']} {each['product']}" for each in with_brands(connection)]
    assert len(branded) == len(names)
    assert not any(phrase in name for phrase in branded for name in names)


def test_a_word_for_many_products_finds_all_of_them_and_no_others(
    connection: sqlite3.Connection,
) -> None:
    words = words_for_many(connection)
    assert len(words) > 60
    for word in words:
        found = connection.execute(
            "SELECT id FROM shopping_product WHERE name LIKE ? ORDER BY id", (f"%{word}%",)
        )
        products = products_with(connection, word)
        assert [row["id"] for row in found] == [product["id"] for product in products]
        assert all(f" {word} " in f" {product['name']} " for product in products)
