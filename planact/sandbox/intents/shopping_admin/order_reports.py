"""Back-office questions about orders over time, which a report answers."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from planact.sandbox.evaluation import Evaluation, answer_is
from planact.sandbox.intent import IntentTemplate, Values
from planact.sandbox.intents.shopping_admin.periods import (
    days_of,
    months_beside,
    months_of,
    periods,
)
from planact.sandbox.intents.shopping_admin.products import product_named
from planact.sandbox.intents.shopping_admin.steps import SITES, amount, link, narrow, open_entry
from planact.sandbox.oracle import Script, ScriptStep, answer_with, click, search, step
from planact.sandbox.sites.shopping.view import money
from planact.sandbox.sites.shopping_admin.reports import (
    BESTSELLER_FILTERS,
    ORDER_FILTERS,
    bestsellers,
    interval_title,
    orders_over_time,
)

Connection = sqlite3.Connection

# Monthly counts

_KINDS = {"'Complete' orders": {"status": "Complete"}, "orders of any status": {}}


def _report(values: Values, **others: str) -> dict[str, str]:
    days = days_of(values["period"])
    return {"from": days.first, "to": days.last, **others}


def _order_report(values: dict[str, str]) -> tuple[ScriptStep, ScriptStep]:
    return (
        open_entry("Reports", "Orders", "The report counts orders over time."),
        narrow(ORDER_FILTERS, values, "Show report", "It covers just these orders."),
    )


def _monthly_values(connection: Connection) -> Sequence[Values]:
    """Stretches in which no month is empty: the report leaves empty months out."""
    candidates = [{"kind": kind, "period": period} for kind in _KINDS for period in periods(3, 5)]
    return [
        values
        for values in candidates
        if len(_monthly(connection, values)) == len(months_of(values["period"]))
    ]


def _monthly(connection: Connection, values: Values) -> list[str]:
    report = _report(values, period="Month", **_KINDS[values["kind"]])
    rows = orders_over_time(connection, report)
    counts = {interval_title(row["interval"]): row["orders"] for row in rows}
    return [f"{month}: {n} order{'' if n == 1 else 's'}" for month, n in counts.items()]


def _monthly_eval(connection: Connection, values: Values) -> Evaluation:
    """These months and no others: whoever lists the whole report has not answered."""
    return answer_is(
        must_include=_monthly(connection, values),
        must_exclude=[interval_title(month) for month in months_beside(values["period"])],
    )


def _monthly_script(connection: Connection, values: Values) -> Script:
    return (
        *_order_report(_report(values, period="Month", **_KINDS[values["kind"]])),
        answer_with(
            "every month and its number of orders", ", ".join(_monthly(connection, values))
        ),
    )


# Totals


def _total_values(connection: Connection) -> Sequence[Values]:
    candidates = [
        {"status": status, "period": period}
        for status in ("Canceled", "Refunded", "Processing")
        for period in periods(3, 7)
    ]
    return [values for values in candidates if _fills_its_ends(connection, values)]


def _fills_its_ends(connection: Connection, values: Values) -> bool:
    """Whether there are orders in the first month and in the last.

    No longer or shorter stretch then has the same total.
    """
    report = _report(values, period="Month", status=values["status"])
    months = months_of(values["period"])
    filled = {row["interval"] for row in orders_over_time(connection, report)}
    return {months[0], months[-1]} <= filled


def _total(connection: Connection, values: Values) -> int:
    report = _report(values, period="Year", status=values["status"])
    return sum(row["cents"] for row in orders_over_time(connection, report))


def _total_script(connection: Connection, values: Values) -> Script:
    return (
        *_order_report(_report(values, period="Year", status=values["status"])),
        answer_with("the total of all intervals", money(_total(connection, values))),
    )


# Bestsellers


def _best_values(connection: Connection) -> Sequence[Values]:
    """Stretches within a year that have one bestseller: longer ones fall into two intervals."""
    within = [period for period in periods(1, 9) if len(_years(period)) == 1]
    return [{"period": period} for period in within if _is_clear(connection, {"period": period})]


def _years(period: str) -> set[str]:
    return {month[:4] for month in months_of(period)}


def _best(connection: Connection, values: Values) -> list[sqlite3.Row]:
    return bestsellers(connection, _report(values, period="Year"))


def _is_clear(connection: Connection, values: Values) -> bool:
    best, second, *_ = _best(connection, values)
    return bool(best["pieces"] > second["pieces"])


def _best_and_stock(connection: Connection, values: Values) -> str:
    name = _best(connection, values)[0]["name"]
    return f"{name}: {product_named(connection, name)['stock']}"


def _best_script(connection: Connection, values: Values) -> Script:
    name = _best(connection, values)[0]["name"]
    return (
        open_entry("Reports", "Bestsellers", "The report ranks products by pieces sold."),
        narrow(
            BESTSELLER_FILTERS,
            _report(values, period="Year"),
            "Show report",
            "With a year as the interval, all of these months are counted together.",
        ),
        step(
            "Note the first product, open 'Catalog' and 'Products' in the menu and search for it",
            "The report does not show how many pieces are left.",
            click(f".menu {link('/catalog')}", note=f"the bestseller is {name}"),
            click(f".menu {link('/catalog/products')}"),
            search("#q", name),
        ),
        answer_with("the product and its quantity", _best_and_stock(connection, values)),
    )


TEMPLATES = (
    IntentTemplate(
        501,
        SITES,
        "Give me the monthly count of {kind} placed from {period}, in the form"
        " 'March 2024: 9 orders'.",
        _monthly_values,
        _monthly_eval,
        _monthly_script,
        subjects=("period",),
        test=2,
    ),
    IntentTemplate(
        509,
        SITES,
        "Which product was the bestseller of {period}, canceled orders left aside, and how many"
        " pieces of it are in stock now? Answer in the form 'product: number'.",
        _best_values,
        lambda db, values: answer_is(exact_match=_best_and_stock(db, values)),
        _best_script,
        subjects=("period",),
    ),
    IntentTemplate(
        534,
        SITES,
        "What do the orders placed from {period} whose status is '{status}' add up to?"
        " Answer like $1,234.50.",
        _total_values,
        lambda db, values: answer_is(must_include=[amount(_total(db, values))]),
        _total_script,
        subjects=("period",),
        unseen=True,
    ),
)
"""Questions about orders and bestsellers over time."""
