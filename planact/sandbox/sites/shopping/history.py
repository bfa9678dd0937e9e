"""Past orders: those of the signed-in customer and those of everybody else."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Callable, Sequence
from datetime import date, timedelta

from planact.sandbox.site import NOW
from planact.sandbox.sites.shopping.catalog import product_choices
from planact.sandbox.sites.shopping.customer import (
    CUSTOMER_ID,
    FIRST_ORDER,
    ORDER_COUNT,
    PAYMENT,
    SHIPPING,
    ship_to,
)

FIRST_ORDER_OF_OTHERS = 30117
OTHER_ORDER_COUNT = 156

_DAYS = range(2, 720)
_Choose = Callable[[], Sequence[sqlite3.Row]]
_DrawStatus = Callable[[random.Random, int], str]


def fill_own_orders(connection: sqlite3.Connection, draw: random.Random) -> None:
    """Write the past orders of the storefront's signed-in customer."""
    products = _products(connection)
    ages = sorted(draw.sample(_DAYS, ORDER_COUNT), reverse=True)

    def choose() -> Sequence[sqlite3.Row]:
        return draw.sample(products, draw.randint(1, 4))

    for number, age in enumerate(ages, FIRST_ORDER):
        _add_order(connection, draw, (number, CUSTOMER_ID, age), choose, _draw_own_status)


def fill_other_orders(connection: sqlite3.Connection, draw: random.Random) -> None:
    """Write the past orders of all other customers; no two orders are of the same day."""
    products = _products(connection)
    customers = [row[0] for row in connection.execute("SELECT id FROM shopping_customer")]
    # Some products are bought far more often than others, so that bestsellers stand out.
    popularity = [1 / rank for rank in range(4, len(products) + 4)]
    draw.shuffle(popularity)
    taken = {
        (NOW.date() - date.fromisoformat(row[0])).days
        for row in connection.execute("SELECT placed FROM shopping_order")
    }
    free = [age for age in _DAYS if age not in taken]
    ages = sorted(draw.sample(free, OTHER_ORDER_COUNT), reverse=True)

    def choose() -> Sequence[sqlite3.Row]:
        wanted = draw.choices(products, popularity, k=draw.randint(1, 4))
        return list({row["id"]: row for row in wanted}.values())

    for number, age in enumerate(ages, FIRST_ORDER_OF_OTHERS):
        customer = draw.choice([other for other in customers if other != CUSTOMER_ID])
        _add_order(connection, draw, (number, customer, age), choose, _draw_other_status)


def _products(connection: sqlite3.Connection) -> list[sqlite3.Row]:
    return connection.execute("SELECT id, cents FROM shopping_product ORDER BY id").fetchall()


def _add_order(
    connection: sqlite3.Connection,
    draw: random.Random,
    order: tuple[int, int, int],
    choose: _Choose,
    draw_status: _DrawStatus,
) -> None:
    """Write an order, given as its number, its customer's id and its age in days."""
    number, customer, age = order
    shipping = draw.choice(list(SHIPPING))
    items = [
        (number, product_id, _draw_choices(connection, draw, product_id), cents, quantity)
        for product_id, cents in choose()
        for quantity in (draw.randint(1, 5),)
    ]
    connection.executemany(
        "INSERT INTO shopping_order_item (number, product_id, choices, cents, quantity)"
        " VALUES (?, ?, ?, ?, ?)",
        items,
    )
    placed = (NOW - timedelta(days=age)).date().isoformat()
    total = sum(cents * quantity for *_, cents, quantity in items) + SHIPPING[shipping]
    connection.execute(
        "INSERT INTO shopping_order VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            number,
            customer,
            placed,
            draw_status(draw, age),
            shipping,
            draw.choice(PAYMENT),
            ship_to(connection, customer),
            total,
        ),
    )


def _draw_choices(connection: sqlite3.Connection, draw: random.Random, product_id: int) -> str:
    """One value of each of the product's choices as text, e.g. ``Color: Red, Size: 40``."""
    offered = product_choices(connection, product_id)
    return ", ".join(f"{kind}: {draw.choice(options)}" for kind, options in offered.items())


def _draw_own_status(draw: random.Random, age: int) -> str:
    if age < 160:
        return draw.choice(("Pending", "Processing"))
    return draw.choices(("Complete", "Canceled", "Refunded", "On hold"), weights=(6, 2, 2, 1))[0]


def _draw_other_status(draw: random.Random, age: int) -> str:
    if age < 45:
        return draw.choice(("Pending", "Processing", "On hold"))
    return draw.choices(
        ("Complete", "Canceled", "Refunded", "Processing", "Pending"), weights=(10, 4, 2, 1, 1)
    )[0]
