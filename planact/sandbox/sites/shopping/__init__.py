"""A storefront: catalog, search, reviews, cart, wish list, orders and a customer's account."""

from __future__ import annotations

import random
import sqlite3

from planact.sandbox.site import Account, Site
from planact.sandbox.sites.shopping import (
    account,
    advanced,
    back_office,
    browse,
    cart,
    catalog,
    customer,
    discussion,
    history,
    orders,
    people,
    reviews,
    wishes,
)


def _fill(connection: sqlite3.Connection, draw: random.Random) -> None:
    catalog.fill_catalog(connection, draw)
    customer.fill_customer(connection, draw)
    history.fill_own_orders(connection, draw)
    people.fill_people(connection, draw)
    history.fill_other_orders(connection, draw)
    back_office.fill_back_office(connection, draw)
    discussion.fill_discussion(connection, draw)


SITE = Site(
    name="shopping",
    title="Thistle & Pine",
    schema=catalog.SCHEMA + customer.SCHEMA + back_office.SCHEMA,
    fill=_fill,
    routes=(
        *browse.ROUTES,
        *advanced.ROUTES,
        *reviews.ROUTES,
        *cart.ROUTES,
        *wishes.ROUTES,
        *orders.ROUTES,
        *account.ROUTES,
    ),
    accounts=(Account(customer.CUSTOMER["email"], customer.PASSWORD),),
    advert="Ten percent off everything for members of our reading circle. Ask in any branch.",
    about="A shop for house, garden and road: products, reviews, cart, wish list, orders.",
)
