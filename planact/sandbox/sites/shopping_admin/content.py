"""What the back office keeps beside the storefront's tables: shipments and order histories."""

from __future__ import annotations

import random
import sqlite3
from datetime import date, timedelta

USER = "m.ostrow"
PASSWORD = "lighthouse-17"

CARRIERS = {"Northpost": "NP", "Parcelway": "PW", "Swift Courier": "SC"}
"""Who carries parcels, with the letters that the tracking numbers begin with."""

SCHEMA = """
CREATE TABLE shopping_admin_shipment (
    id INTEGER PRIMARY KEY, number INTEGER UNIQUE, carrier TEXT, tracking TEXT, shipped TEXT);
CREATE TABLE shopping_admin_comment (
    id INTEGER PRIMARY KEY, number INTEGER, written TEXT, status TEXT, text TEXT,
    notified INTEGER);
CREATE INDEX shopping_admin_comment_number ON shopping_admin_comment (number);
CREATE VIEW shopping_admin_order AS
    SELECT sale.number, sale.placed, sale.status, sale.shipping, sale.payment, sale.ship_to,
        sale.cents, customer.id AS customer_id, customer.name AS customer, customer.email,
        customer.segment
    FROM shopping_order AS sale JOIN shopping_customer AS customer
    ON customer.id = sale.customer_id;
CREATE VIEW shopping_admin_product AS
    SELECT product.id, product.sku, product.slug, product.name, product.brand,
        category.name AS category,
        product.cents, product.stock, product.description,
        CASE product.sale WHEN 1 THEN 'Yes' ELSE 'No' END AS sale,
        CASE product.enabled WHEN 1 THEN 'Enabled' ELSE 'Disabled' END AS status
    FROM shopping_product AS product JOIN shopping_category AS category
    ON category.id = product.category_id;
CREATE VIEW shopping_admin_customer AS
    SELECT customer.id, customer.name, customer.first_name, customer.last_name, customer.email,
        customer.phone, customer.segment, customer.since, address.street, address.city,
        address.postcode, address.country
    FROM shopping_customer AS customer JOIN shopping_address AS address
    ON address.customer_id = customer.id;
CREATE VIEW shopping_admin_review AS
    SELECT review.id, review.product_id, product.name AS product, review.customer_id,
        review.author, review.stars, review.title, review.body, review.written, review.status
    FROM shopping_review AS review JOIN shopping_product AS product
    ON product.id = review.product_id;
"""

_REMARKS = (
    "Customer asked for delivery after five in the afternoon.",
    "Please wrap as a gift.",
    "The parcel goes to the neighbor at number 12.",
    "Called back about the color, all clear now.",
    "Bank transfer has arrived.",
    "Customer will send one piece back.",
    "Leave the parcel in the garden shed.",
    "Replaced a damaged box before packing.",
)


def fill_content(connection: sqlite3.Connection, draw: random.Random) -> None:
    """Write shipments of the orders that were delivered, and remarks on some orders."""
    orders = connection.execute(
        "SELECT number, placed, status, shipping FROM shopping_order ORDER BY number"
    ).fetchall()
    for order in orders:
        if draw.random() < 0.4:
            _add_remark(connection, draw, order)
        if order["status"] in ("Complete", "Refunded") and order["shipping"] != "Pickup":
            _add_shipment(connection, draw, order)


def _add_remark(connection: sqlite3.Connection, draw: random.Random, order: sqlite3.Row) -> None:
    connection.execute(
        "INSERT INTO shopping_admin_comment (number, written, status, text, notified)"
        " VALUES (?, ?, 'Pending', ?, ?)",
        (order["number"], order["placed"], draw.choice(_REMARKS), draw.randint(0, 1)),
    )


def _add_shipment(connection: sqlite3.Connection, draw: random.Random, order: sqlite3.Row) -> None:
    carrier = draw.choice(list(CARRIERS))
    tracking = f"{CARRIERS[carrier]}{draw.randint(10**8, 10**9 - 1)}"
    shipped = date.fromisoformat(order["placed"]) + timedelta(days=draw.randint(1, 4))
    connection.execute(
        "INSERT INTO shopping_admin_shipment (number, carrier, tracking, shipped)"
        " VALUES (?, ?, ?, ?)",
        (order["number"], carrier, tracking, shipped.isoformat()),
    )
    connection.execute(
        "INSERT INTO shopping_admin_comment (number, written, status, text, notified)"
        " VALUES (?, ?, 'Complete', ?, 1)",
        (order["number"], shipped.isoformat(), f"Shipped with {carrier}."),
    )
