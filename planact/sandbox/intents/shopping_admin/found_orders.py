"""Orders that a task is about, as the filters of the grid find them."""

from __future__ import annotations

import sqlite3

from planact.sandbox.intent import Values
from planact.sandbox.intents.shopping_admin.periods import days_of
from planact.sandbox.intents.shopping_admin.steps import narrow, open_orders
from planact.sandbox.oracle import ScriptStep
from planact.sandbox.sites.shopping_admin.grid import find_records
from planact.sandbox.sites.shopping_admin.orders import ORDERS

Connection = sqlite3.Connection


def filters_of(values: Values) -> dict[str, str]:
    """The grid's filters that a task is about, in the grid's order: a month stands for its end."""
    named = {"q": "customer", "status": "status"}
    filters = {field: values[name] for field, name in named.items() if name in values}
    if "period" in values:
        filters["from"] = days_of(values["period"]).first
        filters["to"] = days_of(values["period"]).last
    if "month" in values:
        filters["to"] = days_of(values["month"]).last
    return filters


def found_orders(
    connection: Connection, values: Values, sort: str = "-placed"
) -> list[sqlite3.Row]:
    """The orders, sorted as the grid's address says."""
    return find_records(connection, ORDERS, {**filters_of(values), "sort": sort})


def filter_orders(values: Values) -> tuple[ScriptStep, ScriptStep]:
    """From the dashboard to the orders that a task is about."""
    return (
        open_orders(),
        narrow(
            ORDERS.filters,
            filters_of(values),
            "Apply filters",
            "The grid then shows just the orders that are asked for.",
        ),
    )
