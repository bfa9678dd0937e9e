"""What the storefront's intent templates share: look-ups, steps of scripts, and checks."""

from __future__ import annotations

import math
import sqlite3

from planact.sandbox.oracle import Move, ScriptStep, click, search, step
from planact.sandbox.sites.shopping.account import ORDERS_PER_PAGE
from planact.sandbox.sites.shopping.browse import find_products
from planact.sandbox.sites.shopping.view import ROOT, day, money


def products(connection: sqlite3.Connection, condition: str = "1") -> list[sqlite3.Row]:
    """The products that meet an SQL condition, in a mixed but fixed order."""
    rows = find_products(connection, condition, (), "position")
    # 7919 is prime: neighbours in the result come from different categories.
    return sorted(rows, key=lambda row: row["id"] * 7919 % 1009)


def product(connection: sqlite3.Connection, name: str) -> sqlite3.Row:
    """The product of that name."""
    return find_products(connection, "product.name = ?", (name,), "position")[0]


def orders(connection: sqlite3.Connection) -> list[sqlite3.Row]:
    """The customer's past orders, newest first, as the account lists them."""
    return connection.execute("SELECT * FROM shopping_order ORDER BY number DESC").fetchall()


def order_of(connection: sqlite3.Connection, date: str) -> sqlite3.Row:
    """The order placed on a date as pages show it."""
    return next(order for order in orders(connection) if day(order["placed"]) == date)


def amount(cents: int) -> str:
    """An amount without its currency sign, as references hold it."""
    return money(cents).removeprefix("$")


def reach_product(row: sqlite3.Row) -> tuple[ScriptStep, ScriptStep]:
    """From any page to a product's page, by search."""
    name = row["name"]
    return (
        step(
            f"Search for '{name}'",
            "A search by name leads straight to it.",
            search("#search", name),
        ),
        step(
            f"Open the page of '{name}'",
            "Its page says more than the list.",
            click(f'.cards a[href="{ROOT}/product/{row["slug"]}"]'),
        ),
    )


def reach_category(connection: sqlite3.Connection, name: str) -> tuple[ScriptStep, ...]:
    """From any page to the list of a department's or a category's products."""
    row = connection.execute(
        "SELECT category.*, parent.name AS parent, parent.slug AS parent_slug"
        " FROM shopping_category AS category LEFT JOIN shopping_category AS parent"
        " ON parent.id = category.parent_id WHERE category.name = ?",
        (name,),
    ).fetchone()
    department = step(
        f"Open the department '{row['parent'] or name}'",
        "Departments are listed at the top of every page.",
        click(f'.sections a[href="{ROOT}/category/{row["parent_slug"] or row["slug"]}"]'),
    )
    if row["parent"] is None:
        return (department,)
    category = step(
        f"Open the category '{name}'",
        "The department lists its categories.",
        click(f'.side a[href="{ROOT}/category/{row["slug"]}"]'),
    )
    return department, category


def reach_account(panel: str, path: str) -> tuple[ScriptStep, ScriptStep]:
    """From any page to a panel of the account, named as its link is."""
    return (
        step(
            "Open 'My Account'",
            "It holds everything about the customer.",
            click(f'.links a[href="{ROOT}/account"]'),
        ),
        step(
            f"Open '{panel}'",
            "The account lists its panels.",
            click(f'.side a[href="{ROOT}/account/{path}"]'),
        ),
    )


def turn_pages(connection: sqlite3.Connection, number: int) -> tuple[Move, ...]:
    """From the first page of the list of orders to the page that shows the order."""
    newer = sum(order["number"] > number for order in orders(connection))
    last = math.ceil((newer + 1) / ORDERS_PER_PAGE)
    return tuple(
        click(f'.pages a[href="{ROOT}/account/orders?page={turn}"]') for turn in range(2, last + 1)
    )
