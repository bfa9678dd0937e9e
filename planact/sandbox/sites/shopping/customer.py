"""The signed-in customer of the storefront: account, cart, wish list and past orders."""

from __future__ import annotations

import random
import sqlite3
from datetime import timedelta

from planact.sandbox.site import NOW
from planact.sandbox.sites.shopping.catalog import product_choices

CUSTOMER = {
    "first_name": "Nora",
    "last_name": "Whitfield",
    "email": "nora.whitfield@mail.example",
    "phone": "555-0142",
}
PASSWORD = "seashell-42"

ADDRESS = {
    "street": "18 Orchard Lane",
    "city": "Milbrook",
    "postcode": "04712",
    "country": "Ireland",
}

COUNTRIES = ("Austria", "Denmark", "France", "Ireland", "Portugal")

SHIPPING = {"Standard": 500, "Express": 1200, "Pickup": 0}
"""Shipping methods with their price in cents."""

PAYMENT = ("Invoice", "Card on file", "Gift card")

FREQUENCIES = ("Never", "Weekly", "Monthly")

NEWSLETTERS = {
    "Kitchen Stories": "Never",
    "Garden Letter": "Monthly",
    "Trail Notes": "Never",
    "Desk and Lamp": "Never",
    "Wardrobe News": "Weekly",
    "Step by Step": "Never",
    "Sound and Power": "Never",
    "Game Night": "Monthly",
    "New Arrivals": "Never",
    "Clearance Alert": "Weekly",
    "Gift Ideas": "Never",
    "Makers at Work": "Never",
}
"""Newsletters with how often the customer receives each at the start."""

FIRST_ORDER = 40181
ORDER_COUNT = 28

SCHEMA = """
CREATE TABLE shopping_customer (first_name TEXT, last_name TEXT, email TEXT, phone TEXT);
CREATE TABLE shopping_address (street TEXT, city TEXT, postcode TEXT, country TEXT);
CREATE TABLE shopping_newsletter (id INTEGER PRIMARY KEY, name TEXT UNIQUE, frequency TEXT);
CREATE TABLE shopping_cart (
    id INTEGER PRIMARY KEY, product_id INTEGER, choices TEXT, quantity INTEGER,
    UNIQUE (product_id, choices));
CREATE TABLE shopping_wish (id INTEGER PRIMARY KEY, product_id INTEGER UNIQUE);
CREATE TABLE shopping_order (
    number INTEGER PRIMARY KEY, placed TEXT, status TEXT, shipping TEXT, payment TEXT,
    ship_to TEXT, cents INTEGER);
CREATE TABLE shopping_order_item (
    id INTEGER PRIMARY KEY, number INTEGER, product_id INTEGER, choices TEXT, cents INTEGER,
    quantity INTEGER);
CREATE TABLE shopping_contact (
    id INTEGER PRIMARY KEY, subject TEXT, message TEXT, sent TEXT);
"""


def fill_customer(connection: sqlite3.Connection, draw: random.Random) -> None:
    """Write the customer's account over a catalog that is already there."""
    connection.execute(
        "INSERT INTO shopping_customer VALUES (:first_name, :last_name, :email, :phone)", CUSTOMER
    )
    connection.execute(
        "INSERT INTO shopping_address VALUES (:street, :city, :postcode, :country)", ADDRESS
    )
    connection.executemany(
        "INSERT INTO shopping_newsletter (name, frequency) VALUES (?, ?)", NEWSLETTERS.items()
    )
    products = connection.execute(
        "SELECT id FROM shopping_product WHERE stock > 0 AND id NOT IN"
        " (SELECT product_id FROM shopping_choice) ORDER BY id"
    ).fetchall()
    chosen = [row[0] for row in draw.sample(products, 9)]
    connection.executemany(
        "INSERT INTO shopping_cart (product_id, choices, quantity) VALUES (?, '', ?)",
        [(product_id, draw.randint(1, 3)) for product_id in chosen[:5]],
    )
    connection.executemany(
        "INSERT INTO shopping_wish (product_id) VALUES (?)",
        [(product_id,) for product_id in chosen[5:]],
    )
    _add_orders(connection, draw)


def _add_orders(connection: sqlite3.Connection, draw: random.Random) -> None:
    products = connection.execute("SELECT id, cents FROM shopping_product ORDER BY id").fetchall()
    ages = sorted(draw.sample(range(2, 720), ORDER_COUNT), reverse=True)
    for position, age in enumerate(ages):
        number = FIRST_ORDER + position
        shipping = draw.choice(list(SHIPPING))
        items = [
            (number, product_id, _draw_choices(connection, draw, product_id), cents, quantity)
            for product_id, cents in draw.sample(products, draw.randint(1, 4))
            for quantity in (draw.randint(1, 5),)
        ]
        connection.executemany(
            "INSERT INTO shopping_order_item (number, product_id, choices, cents, quantity)"
            " VALUES (?, ?, ?, ?, ?)",
            items,
        )
        total = sum(cents * quantity for *_, cents, quantity in items) + SHIPPING[shipping]
        connection.execute(
            "INSERT INTO shopping_order VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                number,
                (NOW - timedelta(days=age)).date().isoformat(),
                _draw_status(draw, age),
                shipping,
                draw.choice(PAYMENT),
                ", ".join(ADDRESS.values()),
                total,
            ),
        )


def _draw_choices(connection: sqlite3.Connection, draw: random.Random, product_id: int) -> str:
    """One value of each of the product's choices as text, e.g. ``Color: Red, Size: 40``."""
    offered = product_choices(connection, product_id)
    return ", ".join(f"{kind}: {draw.choice(options)}" for kind, options in offered.items())


def _draw_status(draw: random.Random, age: int) -> str:
    if age < 160:
        return draw.choice(("Pending", "Processing"))
    return draw.choices(("Complete", "Canceled", "Refunded", "On hold"), weights=(6, 2, 2, 1))[0]
