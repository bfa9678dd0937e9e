"""A storefront: catalog, search, reviews, cart, wish list, orders and a customer's account."""

from __future__ import annotations

import random
import sqlite3

from planact.sandbox.site import Site
from planact.sandbox.sites import shopping_account, shopping_cart, shopping_catalog
from planact.sandbox.sites import shopping_browse as browse
from planact.sandbox.sites import shopping_customer as customer
from planact.sandbox.sites import shopping_wishes as wishes


def _fill(connection: sqlite3.Connection, draw: random.Random) -> None:
    shopping_catalog.fill_catalog(connection, draw)
    customer.fill_customer(connection, draw)


SITE = Site(
    name="shopping",
    title="Thistle & Pine",
    schema=shopping_catalog.SCHEMA + customer.SCHEMA,
    fill=_fill,
    routes=(*browse.ROUTES, *shopping_cart.ROUTES, *wishes.ROUTES, *shopping_account.ROUTES),
    account=(customer.CUSTOMER["email"], customer.PASSWORD),
)
