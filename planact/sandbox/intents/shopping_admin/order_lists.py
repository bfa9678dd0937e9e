"""Back-office tasks about the orders of a time: which one is the last, or the dearest."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from urllib.parse import urlencode

from planact.sandbox.evaluation import Evaluation, answer_is, page_is
from planact.sandbox.intent import IntentTemplate, Values
from planact.sandbox.intents.shopping_admin.found_orders import (
    filter_orders,
    filters_of,
    found_orders,
)
from planact.sandbox.intents.shopping_admin.periods import periods
from planact.sandbox.intents.shopping_admin.steps import SITES, open_order, row, sort_by
from planact.sandbox.oracle import Script, ScriptStep, answer_with, click, finish, step
from planact.sandbox.sites.shopping.customer import STATUSES
from planact.sandbox.sites.shopping_admin.view import NAME

Connection = sqlite3.Connection

# Orders of a time


def _shown_values(connection: Connection) -> Sequence[Values]:
    return _occurring(connection, "period", periods(2, 6), least=2)


def _occurring(connection: Connection, name: str, times: Sequence[str], least: int) -> list[Values]:
    """Each status with the times, as values of that name, that find at least so many orders."""
    candidates = [{"status": status, name: time} for status in STATUSES for time in times]
    return [values for values in candidates if len(found_orders(connection, values)) >= least]


def _shown_eval(connection: Connection, values: Values) -> Evaluation:
    query = urlencode({**filters_of(values), "sort": "-cents"})
    return page_is(NAME, f"/sales/orders?{query}")


def _shown_script(connection: Connection, values: Values) -> Script:
    return (*filter_orders(values), _dearest_first(), finish())


def _dearest_first() -> ScriptStep:
    return sort_by("Total", "cents", descending=True, why="The dearest order then comes first.")


# The last order before a day


def _last_values(connection: Connection) -> Sequence[Values]:
    return _occurring(connection, "month", periods(1, 1), least=1)


def _last(connection: Connection, values: Values) -> sqlite3.Row:
    return found_orders(connection, values)[0]


def _phone(connection: Connection, values: Values) -> str:
    customer = row(
        connection,
        "SELECT phone FROM shopping_customer WHERE id = ?",
        _last(connection, values)["customer_id"],
    )
    return str(customer["phone"])


def _last_script(connection: Connection, values: Values) -> Script:
    order = _last(connection, values)
    return (
        *filter_orders(values),
        open_order(order["number"], "the first order of the list, which is the most recent one"),
        step(
            "Open the customer's page by the name after 'Customer'",
            "The order's page shows no phone number.",
            click("#customer"),
        ),
        answer_with("the customer's phone number", _phone(connection, values)),
    )


# The dearest order of a time


def _dearest_values(connection: Connection) -> Sequence[Values]:
    return _occurring(connection, "period", periods(5, 10), least=3)


def _dearest(connection: Connection, values: Values) -> sqlite3.Row:
    return found_orders(connection, values, "-cents")[0]


def _dearest_eval(connection: Connection, values: Values) -> Evaluation:
    return answer_is(exact_match=_dearest(connection, values)["customer"])


def _dearest_script(connection: Connection, values: Values) -> Script:
    return (
        *filter_orders(values),
        _dearest_first(),
        answer_with("the customer of the first order", _dearest(connection, values)["customer"]),
    )


TEMPLATES = (
    IntentTemplate(
        505,
        SITES,
        "I have to call the customer of the last '{status}' order that was placed up to the end of"
        " {month}. What is the phone number?",
        _last_values,
        lambda db, values: answer_is(must_include=[_phone(db, values)]),
        _last_script,
        subjects=("month",),
        test=2,
    ),
    IntentTemplate(
        517,
        SITES,
        "Show me all orders with the status '{status}' that were placed from {period}, the most"
        " expensive one first.",
        _shown_values,
        _shown_eval,
        _shown_script,
        subjects=("period",),
    ),
    IntentTemplate(
        530,
        SITES,
        "Who placed the most expensive of the '{status}' orders from {period}?"
        " Answer with the customer's name.",
        _dearest_values,
        _dearest_eval,
        _dearest_script,
        subjects=("period",),
        unseen=True,
    ),
)
"""Tasks that filter and sort the grid of orders."""
