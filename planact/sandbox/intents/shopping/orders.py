"""Storefront intents about the customer's past orders."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import Any

from planact.sandbox.evaluation import answer_is, page_is, page_shows
from planact.sandbox.intent import IntentTemplate, Values
from planact.sandbox.intents.shopping.parts import (
    amount,
    order_of,
    orders,
    reach_account,
    turn_pages,
)
from planact.sandbox.oracle import Script, ScriptStep, answer, click, finish, step
from planact.sandbox.sites.shopping.view import ROOT, day, money


def _order_numbers(connection: sqlite3.Connection) -> Sequence[Values]:
    return [{"number": row["number"]} for row in orders(connection)]


def _status(connection: sqlite3.Connection, values: Values) -> str:
    found = [row["status"] for row in orders(connection) if row["number"] == values["number"]]
    status: str = found[0]
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
    return (*reach_account("My Orders", "orders"), read)


def _order_dates(connection: sqlite3.Connection) -> Sequence[Values]:
    return [{"date": day(row["placed"])} for row in orders(connection)]


def _total_eval(connection: sqlite3.Connection, values: Values) -> dict[str, Any]:
    return answer_is(must_include=[amount(order_of(connection, values["date"])["cents"])])


def _total_script(connection: sqlite3.Connection, values: Values) -> Script:
    order = order_of(connection, values["date"])
    read = step(
        f"Find the order of '{values['date']}' in the list and answer with its total",
        "The list has a row for every order and may go over several pages.",
        *turn_pages(connection, order["number"]),
        answer(money(order["cents"])),
    )
    return (*reach_account("My Orders", "orders"), read)


def _order_page_eval(connection: sqlite3.Connection, values: Values) -> dict[str, Any]:
    return page_is("shopping", f"/account/orders/{values['number']}")


def _order_page_script(connection: sqlite3.Connection, values: Values) -> Script:
    return (*_reach_order(connection, values["number"]), finish())


def _reach_order(connection: sqlite3.Connection, number: int) -> tuple[ScriptStep, ...]:
    """From any page to an order's page."""
    find = step(
        f"Find order '{number}' in the list and open it",
        "The list may go over several pages.",
        *turn_pages(connection, number),
        click(f'#orders a[href="{ROOT}/account/orders/{number}"]'),
    )
    return (*reach_account("My Orders", "orders"), find)


# Reordering


def _reorders(connection: sqlite3.Connection) -> Sequence[Values]:
    """Orders whose items can all be had, and none of which is in the cart yet."""
    rows = connection.execute(
        "SELECT number FROM shopping_order WHERE number NOT IN (SELECT number"
        " FROM shopping_order_item JOIN shopping_product AS product ON product.id = product_id"
        " WHERE stock = 0 OR product_id IN (SELECT product_id FROM shopping_cart))"
        " ORDER BY number DESC"
    )
    return [{"number": row["number"]} for row in rows]


def _reorder_eval(connection: sqlite3.Connection, values: Values) -> dict[str, Any]:
    names = connection.execute(
        "SELECT name FROM shopping_product WHERE id IN"
        " (SELECT product_id FROM shopping_order_item WHERE number = ?) ORDER BY id",
        (values["number"],),
    )
    return page_shows(
        "shopping",
        "/cart",
        "document.querySelector('#cart')?.innerText ?? ''",
        must_include=[row["name"] for row in names],
    )


def _reorder_script(connection: sqlite3.Connection, values: Values) -> Script:
    again = step(
        f"Reorder order '{values['number']}'",
        "This puts all of its items into the cart.",
        click("#reorder"),
    )
    return (*_reach_order(connection, values["number"]), again, finish())


ORDERS = (
    IntentTemplate(
        107,
        ("shopping",),
        "What is the status of my order {number}?",
        _order_numbers,
        _status_eval,
        _status_script,
    ),
    IntentTemplate(
        108,
        ("shopping",),
        "What was the total of the order I placed on {date}?",
        _order_dates,
        _total_eval,
        _total_script,
    ),
    IntentTemplate(
        109,
        ("shopping",),
        "Open the page of my order {number}.",
        _order_numbers,
        _order_page_eval,
        _order_page_script,
    ),
    IntentTemplate(
        110,
        ("shopping",),
        "Put everything from my order {number} into my cart again.",
        _reorders,
        _reorder_eval,
        _reorder_script,
    ),
)
"""Intents about past orders."""
