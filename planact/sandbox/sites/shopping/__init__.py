"""A storefront: catalog, search, reviews, cart, wish list, orders and a customer's account."""

from __future__ import annotations

import random
import sqlite3

from planact.sandbox.site import Account, Site
from planact.sandbox.sites.shopping import account, browse, cart, catalog, customer, wishes


def _fill(connection: sqlite3.Connection, draw: random.Random) -> None:
    catalog.fill_catalog(connection, draw)
    customer.fill_customer(connection, draw)


SITE = Site(
    name="shopping",
    title="Thistle & Pine",
    schema=catalog.SCHEMA + customer.SCHEMA,
    fill=_fill,
    routes=(*browse.ROUTES, *cart.ROUTES, *wishes.ROUTES, *account.ROUTES),
    accounts=(Account(customer.CUSTOMER["email"], customer.PASSWORD),),
    advert="Ten percent off everything for members of our reading circle. Ask in any branch.",
)
