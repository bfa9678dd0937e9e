"""Storefront intents that ask about one past order."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import Any

from planact.sandbox.evaluation import answer_is, page_is
from planact.sandbox.intent import IntentTemplate, Values
from planact.sandbox.intents.shopping.parts import (
    SITES,
    amount,
    order_items,
    order_numbered,
    orders,
)
from planact.sandbox.intents.shopping.steps import (
    reach_order,
    reach_orders,
    turn_pages,
)
from planact.sandbox.oracle import Script, answer, finish, step
from planact.sandbox.sites.shopping.view import day, money

# One order


def _order_numbers(connection: sqlite3.Connection) -> Sequence[Values]:
    return [{"number": row["number"]} for row in orders(connection)]


def _status(connection: sqlite3.Connection, values: Values) -> str:
    status: str = order_numbered(connection, values["number"])["status"]
    return status


def _status_eval(connection: sqlite3.Connection, values: Values) -> dict[str, Any]:
    return answer_is(exact_match=_status(connection, values))


def _status_script(connection: sqlite3.Connection, values: Values) -> Script:
    read = step(
        f"Find order '{values['number']}' in the list and answer with its status",
        "The list has a row for every order and may go over several pages.",
        *turn_pages(connection, values["number"]),
        answer(_status(connection, values)),
    )
    return (*reach_orders(), read)


def _order_dates(connection: sqlite3.Connection) -> Sequence[Values]:
    return [{"date": day(row["placed"]), "number": row["number"]} for row in orders(connection)]


def _total_eval(connection: sqlite3.Connection, values: Values) -> dict[str, Any]:
    return answer_is(must_include=[amount(order_numbered(connection, values["number"])["cents"])])


def _total_script(connection: sqlite3.Connection, values: Values) -> Script:
    order = order_numbered(connection, values["number"])
    read = step(
        f"Find the order of '{values['date']}' in the list and answer with its total",
        "The list has a row for every order and may go over several pages.",
        *turn_pages(connection, order["number"]),
        answer(money(order["cents"])),
    )
    return (*reach_orders(), read)


def _order_page_eval(connection: sqlite3.Connection, values: Values) -> dict[str, Any]:
    return page_is("shopping", f"/account/orders/{values['number']}")


def _order_page_script(connection: sqlite3.Connection, values: Values) -> Script:
    return (*reach_order(connection, values["number"]), finish())


def _varied_orders(connection: sqlite3.Connection) -> Sequence[Values]:
    """Orders of several products, one of which has the highest price."""
    return [
        {"number": order["number"]}
        for order in orders(connection)
        if len({item["cents"] for item in order_items(connection, order["number"])[:2]}) == 2
    ]


def _dearest(connection: sqlite3.Connection, values: Values) -> str:
    name: str = order_items(connection, values["number"])[0]["name"]
    return name


def _dearest_eval(connection: sqlite3.Connection, values: Values) -> dict[str, Any]:
    return answer_is(exact_match=_dearest(connection, values))


def _dearest_script(connection: sqlite3.Connection, values: Values) -> Script:
    read = step(
        "Compare the prices of the order's products and answer with the dearest product",
        "The order lists them with the price of a piece.",
        answer(_dearest(connection, values)),
    )
    return (*reach_order(connection, values["number"]), read)


ORDERS = (
    IntentTemplate(
        107,
        SITES,
        "What is the status of my order {number}? Answer with the status alone.",
        _order_numbers,
        _status_eval,
        _status_script,
    ),
    IntentTemplate(
        108,
        SITES,
        "What was the total of the order I placed on {date}? Answer like $1,234.50.",
        _order_dates,
        _total_eval,
        _total_script,
        subjects=("number",),
    ),
    IntentTemplate(
        109,
        SITES,
        "Open the page of my order {number}.",
        _order_numbers,
        _order_page_eval,
        _order_page_script,
    ),
    IntentTemplate(
        151,
        SITES,
        "Which product in my order {number} has the highest price per piece?"
        " Answer with its name alone.",
        _varied_orders,
        _dearest_eval,
        _dearest_script,
    ),
)
"""Intents that ask about one past order."""
