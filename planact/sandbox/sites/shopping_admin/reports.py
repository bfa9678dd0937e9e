"""Reports: orders and bestsellers over time, search terms, and what runs out."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from datetime import date

from starlette.requests import Request
from starlette.responses import Response

from planact.sandbox.addresses import settle
from planact.sandbox.site import database
from planact.sandbox.sites.shopping.customer import STATUSES
from planact.sandbox.sites.shopping.view import day
from planact.sandbox.sites.shopping_admin.filters import Filter, chosen, days, phrase, where
from planact.sandbox.sites.shopping_admin.grid import Column, Grid, open_grid
from planact.sandbox.sites.shopping_admin.view import render, staff_route

PERIODS = {"Day": 10, "Month": 7, "Year": 4}
"""Intervals of a report, with how much of a date names one."""

_PERIOD = Filter("period", "Period", options=tuple(PERIODS), default="Day")

ORDER_FILTERS = (*days("placed"), _PERIOD, Filter("status", "Status", "status = :status", STATUSES))
BESTSELLER_FILTERS = (*days("placed"), _PERIOD)

BEST = 5
"""Products that the bestsellers' report lists for each interval."""

LOW = 20

SEARCH_TERMS = Grid(
    "search terms",
    "shopping_search_term",
    "id",
    (
        Column("Search term", "term"),
        Column("Results", "results"),
        Column("Uses", "uses"),
        Column("Last used", "last_used"),
    ),
    "term",
    (phrase("Search term", "term"),),
)

LOW_STOCK = Grid(
    f"products with fewer than {LOW} pieces",
    f"(SELECT * FROM shopping_admin_product WHERE stock < {LOW})",
    "id",
    (
        Column("Name", "name"),
        Column("SKU", "sku"),
        Column("Category", "category"),
        Column("Quantity", "stock"),
    ),
    "name",
    (phrase("Name", "name"),),
)


def orders_over_time(
    connection: sqlite3.Connection, values: Mapping[str, str]
) -> list[sqlite3.Row]:
    """Number of orders, pieces and money by ``interval``, as the filters choose."""
    return connection.execute(
        f"SELECT substr(placed, 1, {_length(values)}) AS interval, count(*) AS orders,"
        " sum((SELECT sum(quantity) FROM shopping_order_item AS item"
        " WHERE item.number = sale.number)) AS pieces, sum(cents) AS cents"
        f" FROM shopping_order AS sale WHERE {where(ORDER_FILTERS, values)}"
        " GROUP BY interval ORDER BY interval",
        values,
    ).fetchall()


def bestsellers(connection: sqlite3.Connection, values: Mapping[str, str]) -> list[sqlite3.Row]:
    """The products bought most by ``interval``; canceled orders do not count."""
    return connection.execute(
        "SELECT * FROM (SELECT *, row_number() OVER"
        " (PARTITION BY interval ORDER BY pieces DESC, name) AS place FROM"
        f" (SELECT substr(placed, 1, {_length(values)}) AS interval, product.id, product.name,"
        " product.cents, sum(item.quantity) AS pieces FROM shopping_order AS sale"
        " JOIN shopping_order_item AS item ON item.number = sale.number"
        " JOIN shopping_product AS product ON product.id = item.product_id"
        f" WHERE sale.status != 'Canceled' AND {where(BESTSELLER_FILTERS, values)}"
        f" GROUP BY interval, product.id)) WHERE place <= {BEST} ORDER BY interval, place",
        values,
    ).fetchall()


def interval_title(interval: str) -> str:
    """An interval as reports show it, e.g. ``March 2025`` for ``2025-03``."""
    if len(interval) == PERIODS["Day"]:
        return day(interval)
    if len(interval) == PERIODS["Month"]:
        return f"{date.fromisoformat(f'{interval}-01'):%B %Y}"
    return interval


def _length(values: Mapping[str, str]) -> int:
    return PERIODS[values.get("period", "Day")]


async def _orders(request: Request) -> Response:
    values = chosen(request, ORDER_FILTERS)
    settle(request, values)
    rows = orders_over_time(database(request), values) if values else []
    return render(
        request,
        "order_report.html",
        filters=ORDER_FILTERS,
        values=values,
        rows=rows,
        interval_title=interval_title,
    )


async def _bestsellers(request: Request) -> Response:
    values = chosen(request, BESTSELLER_FILTERS)
    settle(request, values)
    rows = bestsellers(database(request), values) if values else []
    return render(
        request,
        "bestsellers.html",
        filters=BESTSELLER_FILTERS,
        values=values,
        rows=rows,
        interval_title=interval_title,
    )


async def _search_terms(request: Request) -> Response:
    return render(request, "search_terms.html", view=open_grid(request, SEARCH_TERMS))


async def _low_stock(request: Request) -> Response:
    return render(request, "low_stock.html", view=open_grid(request, LOW_STOCK))


ROUTES = (
    staff_route("/reports/orders", _orders),
    staff_route("/reports/bestsellers", _bestsellers),
    staff_route("/reports/search-terms", _search_terms),
    staff_route("/reports/low-stock", _low_stock),
)
