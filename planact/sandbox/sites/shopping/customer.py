"""The signed-in customer of the storefront: account, cart and wish list."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Mapping

CUSTOMER_ID = 1
"""Whose account the storefront shows: one of the customers of the shop."""

CUSTOMER = {
    "first_name": "Nora",
    "last_name": "Whitfield",
    "email": "nora.whitfield@mail.example",
    "phone": "555-0142",
    "segment": "Member",
    "since": "2022-09-03",
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

STATUSES = ("Pending", "Processing", "On hold", "Complete", "Canceled", "Refunded")
"""Where an order can stand."""

GROUPS = ("General", "Member", "Retailer", "Wholesale")
"""What kind of customer somebody is."""

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
CREATE TABLE shopping_customer (
    id INTEGER PRIMARY KEY, first_name TEXT, last_name TEXT, email TEXT, phone TEXT,
    segment TEXT, since TEXT,
    name TEXT GENERATED ALWAYS AS (first_name || ' ' || last_name));
CREATE TABLE shopping_address (
    customer_id INTEGER PRIMARY KEY, street TEXT, city TEXT, postcode TEXT, country TEXT);
CREATE TABLE shopping_newsletter (id INTEGER PRIMARY KEY, name TEXT UNIQUE, frequency TEXT);
CREATE TABLE shopping_cart (
    id INTEGER PRIMARY KEY, product_id INTEGER, choices TEXT, quantity INTEGER,
    UNIQUE (product_id, choices));
CREATE TABLE shopping_wish (id INTEGER PRIMARY KEY, product_id INTEGER UNIQUE);
CREATE TABLE shopping_order (
    number INTEGER PRIMARY KEY, customer_id INTEGER, placed TEXT, status TEXT, shipping TEXT,
    payment TEXT, ship_to TEXT, cents INTEGER);
CREATE INDEX shopping_order_customer ON shopping_order (customer_id);
CREATE TABLE shopping_order_item (
    id INTEGER PRIMARY KEY, number INTEGER, product_id INTEGER, choices TEXT, cents INTEGER,
    quantity INTEGER);
CREATE TABLE shopping_contact (
    id INTEGER PRIMARY KEY, subject TEXT, message TEXT, sent TEXT);
"""


def fill_customer(connection: sqlite3.Connection, draw: random.Random) -> None:
    """Write the customer's account over a catalog that is already there."""
    add_customer(connection, CUSTOMER_ID, CUSTOMER, ADDRESS)
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


def add_customer(
    connection: sqlite3.Connection,
    customer_id: int,
    customer: Mapping[str, str],
    address: Mapping[str, str],
) -> None:
    """Write a customer with an address."""
    connection.execute(
        "INSERT INTO shopping_customer"
        " VALUES (:id, :first_name, :last_name, :email, :phone, :segment, :since)",
        {"id": customer_id, **customer},
    )
    connection.execute(
        "INSERT INTO shopping_address VALUES (:id, :street, :city, :postcode, :country)",
        {"id": customer_id, **address},
    )


def find_customer(connection: sqlite3.Connection) -> sqlite3.Row:
    """The signed-in customer."""
    row: sqlite3.Row = connection.execute(
        "SELECT * FROM shopping_customer WHERE id = ?", (CUSTOMER_ID,)
    ).fetchone()
    return row


def find_address(connection: sqlite3.Connection) -> sqlite3.Row:
    """The signed-in customer's address."""
    row: sqlite3.Row = connection.execute(
        "SELECT * FROM shopping_address WHERE customer_id = ?", (CUSTOMER_ID,)
    ).fetchone()
    return row


def ship_to(connection: sqlite3.Connection, customer_id: int) -> str:
    """A customer's address in one line, as orders keep it."""
    _, *lines = connection.execute(
        "SELECT * FROM shopping_address WHERE customer_id = ?", (customer_id,)
    ).fetchone()
    return ", ".join(lines)
