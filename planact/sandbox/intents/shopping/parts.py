"""Look-ups and checks that the storefront's intent templates share."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any

from planact.sandbox.evaluation import page_shows
from planact.sandbox.sites.shopping.browse import find_products
from planact.sandbox.sites.shopping.cart import cart_items
from planact.sandbox.sites.shopping.customer import CUSTOMER_ID
from planact.sandbox.sites.shopping.view import money

SITES = ("shopping",)

SIMPLE = (
    "product.stock > 0 AND product.id NOT IN (SELECT product_id FROM shopping_choice)"
    " AND product.id NOT IN (SELECT product_id FROM shopping_cart)"
)
"""SQL condition: can be bought without choosing a color or a size, and is not in the cart yet."""

NOT_WISHED = "product.id NOT IN (SELECT product_id FROM shopping_wish)"


def products(connection: sqlite3.Connection, condition: str = "1") -> list[sqlite3.Row]:
    """The products that meet an SQL condition, in a mixed but fixed order."""
    rows = find_products(connection, condition, (), "position")
    # 7919 is prime: neighbours in the result come from different categories.
    return sorted(rows, key=lambda row: row["id"] * 7919 % 1009)


def product(connection: sqlite3.Connection, name: str) -> sqlite3.Row:
    """The product of that name."""
    return find_products(connection, "product.name = ?", (name,), "position")[0]


def categories(connection: sqlite3.Connection) -> list[sqlite3.Row]:
    """Departments and categories, each with the name of its department in ``parent``."""
    return connection.execute(
        "SELECT category.*, parent.name AS parent, parent.slug AS parent_slug"
        " FROM shopping_category AS category LEFT JOIN shopping_category AS parent"
        " ON parent.id = category.parent_id ORDER BY category.id"
    ).fetchall()


def category_named(connection: sqlite3.Connection, name: str) -> sqlite3.Row:
    """The department or category of that name."""
    return next(row for row in categories(connection) if row["name"] == name)


def category_products(connection: sqlite3.Connection, name: str, sort: str) -> list[sqlite3.Row]:
    """What a department or a category lists in a sort order."""
    category = category_named(connection, name)
    condition = "category.id = :id OR category.parent_id = :id"
    return find_products(connection, condition, {"id": category["id"]}, sort)


def orders(connection: sqlite3.Connection) -> list[sqlite3.Row]:
    """The customer's past orders, newest first, as the account lists them."""
    return connection.execute(
        "SELECT * FROM shopping_order WHERE customer_id = ? ORDER BY number DESC", (CUSTOMER_ID,)
    ).fetchall()


def order_numbered(connection: sqlite3.Connection, number: int) -> sqlite3.Row:
    """The order of that number."""
    return next(order for order in orders(connection) if order["number"] == number)


def order_items(connection: sqlite3.Connection, number: int) -> list[sqlite3.Row]:
    """An order's items with ``name``, ``slug`` and ``stock`` of their product, dearest first."""
    return connection.execute(
        "SELECT item.*, product.name, product.slug, product.stock FROM shopping_order_item AS item"
        " JOIN shopping_product AS product ON product.id = item.product_id"
        " WHERE item.number = ? ORDER BY item.cents DESC, item.id",
        (number,),
    ).fetchall()


def next_order(connection: sqlite3.Connection) -> int:
    """The number that the next order gets."""
    return int(connection.execute("SELECT max(number) + 1 FROM shopping_order").fetchone()[0])


def amount(cents: int) -> str:
    """An amount as pages show it, without its currency sign, as references hold it."""
    return money(cents).removeprefix("$")


def price_ranges(rows: Sequence[sqlite3.Row]) -> list[tuple[int, int]]:
    """Ranges of whole dollars that hold some of the products, none of them at its very limits."""
    cents = sorted(row["cents"] for row in rows)
    ranges = dict.fromkeys(
        (cents[first] // 500 * 5, cents[first + span] // 500 * 5 + 5)
        for span in (3, 5)
        for first in range(1, len(cents) - span, 2)
    )
    return [(low, high) for low, high in ranges if low and not {low * 100, high * 100} & set(cents)]


def in_range(rows: Sequence[sqlite3.Row], low: int, high: int) -> list[sqlite3.Row]:
    """The products that cost between two whole numbers of dollars, in the order given."""
    return [row for row in rows if low * 100 <= row["cents"] <= high * 100]


def cart_holds(connection: sqlite3.Connection, changes: Mapping[str, int]) -> dict[str, Any]:
    """The cart holds what it held at the start, but for the changes.

    Args:
        connection: The initial database.
        changes: New quantities by the product's slug; 0 where it was taken out.
    """
    held = {item["slug"]: item["quantity"] for item in cart_items(connection)}
    expected = {slug: quantity for slug, quantity in {**held, **changes}.items() if quantity}
    return page_shows(
        "shopping",
        "/cart",
        "[...document.querySelectorAll('[data-product]')].map(row =>"
        " row.dataset.product + ' x ' + row.querySelector('input').value).sort().join('; ')",
        exact_match="; ".join(sorted(f"{slug} x {count}" for slug, count in expected.items())),
    )
