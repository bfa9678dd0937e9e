"""Storefront intents about several past orders: those with a status, those of some months."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import date
from itertools import combinations
from typing import Any

from planact.sandbox.evaluation import answer_is
from planact.sandbox.intent import IntentTemplate, Values
from planact.sandbox.intents.shopping.parts import SITES, amount, orders
from planact.sandbox.intents.shopping.steps import orders_page, page_of_orders, reach_orders
from planact.sandbox.oracle import Script, ScriptStep, answer, click, select, step
from planact.sandbox.sites.shopping.customer import STATUSES
from planact.sandbox.sites.shopping.view import day, money

# The latest or oldest order with a status

_PLACES = {"most recent": 0, "second most recent": 1, "oldest": -1}
_FACTS = ("number", "date", "total")


def _placed_orders(connection: sqlite3.Connection) -> dict[str, sqlite3.Row]:
    """Orders by how they are spoken of, where their status has orders enough."""
    found: dict[str, sqlite3.Row] = {}
    for status in STATUSES:
        rows = [order for order in orders(connection) if order["status"] == status]
        for words, place in _PLACES.items():
            if len(rows) > 2 or (len(rows) == 2 and place != 1):
                found[f"{words} order with the status '{status}'"] = rows[place]
    return found


def _facts(connection: sqlite3.Connection) -> Sequence[Values]:
    return [
        {"fact": fact, "which": which} for which in _placed_orders(connection) for fact in _FACTS
    ]


def _fact_eval(connection: sqlite3.Connection, values: Values) -> dict[str, Any]:
    order = _placed_orders(connection)[values["which"]]
    if values["fact"] == "total":
        return answer_is(must_include=[amount(order["cents"])])
    if values["fact"] == "date":
        return answer_is(must_include=[day(order["placed"])])
    return answer_is(must_include=[str(order["number"])])


def _fact_script(connection: sqlite3.Connection, values: Values) -> Script:
    order = _placed_orders(connection)[values["which"]]
    said = {
        "number": str(order["number"]),
        "date": day(order["placed"]),
        "total": money(order["cents"]),
    }
    return (
        *reach_orders(),
        step(
            f"Show only the orders with the status '{order['status']}'",
            "The filter gathers them on one page, newest first.",
            select("#status", order["status"]),
        ),
        step(
            f"Answer with the {values['fact']} of the {values['which']}",
            "Every row shows number, date and total of an order.",
            answer(said[values["fact"]]),
        ),
    )


# The orders of two months


def _month(order: sqlite3.Row) -> str:
    return f"{date.fromisoformat(order['placed']):%B %Y}"


def _months(connection: sqlite3.Connection) -> Sequence[Values]:
    months = list(dict.fromkeys(_month(order) for order in reversed(orders(connection))))
    return [{"first": first, "second": second} for first, second in combinations(months, 2)]


def _month_orders(connection: sqlite3.Connection, values: Values) -> list[sqlite3.Row]:
    wanted = (values["first"], values["second"])
    return [order for order in orders(connection) if _month(order) in wanted]


def _month_eval(connection: sqlite3.Connection, values: Values) -> dict[str, Any]:
    total = sum(order["cents"] for order in _month_orders(connection, values))
    return answer_is(must_include=[amount(total)])


def _month_script(connection: sqlite3.Connection, values: Values) -> Script:
    found = _month_orders(connection, values)
    months = f"'{values['first']}' and '{values['second']}'"
    last = orders_page(connection, found[-1]["number"])
    turns = [_note_and_turn(connection, months, found, number) for number in range(2, last + 1)]
    read = step(
        f"Add up all totals of {months} and answer with the sum",
        "The list goes no further back than to the older month on this page.",
        answer(money(sum(order["cents"] for order in found))),
    )
    return (*reach_orders(), *turns, read)


def _note_and_turn(
    connection: sqlite3.Connection, months: str, found: Sequence[sqlite3.Row], number: int
) -> ScriptStep:
    """Note what the page before the one of that number shows of the months; turn to the latter."""
    totals = [
        f"{money(order['cents'])} ({_month(order)})"
        for order in found
        if orders_page(connection, order["number"]) == number - 1
    ]
    noted = f"page {number - 1} shows {', '.join(totals) or 'no order'} of these months"
    return step(
        f"Note the totals of the orders of {months} and go to page '{number}' of the list",
        "Older orders follow on the next page.",
        click(page_of_orders(number), note=noted),
    )


ORDER_LISTS = (
    IntentTemplate(
        131,
        SITES,
        "Tell me the {fact} of my {which}, written as in the list of my orders.",
        _facts,
        _fact_eval,
        _fact_script,
        subjects=("which",),
    ),
    IntentTemplate(
        130,
        SITES,
        "What do the totals of all my orders from {first} and {second} add up to,"
        " whatever became of them? Answer like $1,234.50.",
        _months,
        _month_eval,
        _month_script,
        subjects=("first", "second"),
        test=2,
    ),
)
"""Intents about several past orders."""
