"""Back-office questions about the orders of one customer."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from planact.sandbox.evaluation import Evaluation, answer_is
from planact.sandbox.intent import IntentTemplate, Values
from planact.sandbox.intents.shopping_admin.found_orders import filter_orders, found_orders
from planact.sandbox.intents.shopping_admin.steps import SITES, assignments, go_back, link, row
from planact.sandbox.oracle import Script, answer_with, click, select, step
from planact.sandbox.sites.shopping.view import money

Connection = sqlite3.Connection

# Pieces in the orders of a customer


def _pieces_values(connection: Connection) -> Sequence[Values]:
    return assignments(
        connection.execute(
            "SELECT customer, status FROM shopping_admin_order GROUP BY customer, status"
            " HAVING count(*) BETWEEN 2 AND 5 ORDER BY customer, status"
        )
    )


def _pieces(connection: Connection, number: int) -> int:
    total: int = row(
        connection, "SELECT sum(quantity) FROM shopping_order_item WHERE number = ?", number
    )[0]
    return total


def _all_pieces(connection: Connection, values: Values) -> str:
    return str(
        sum(_pieces(connection, order["number"]) for order in found_orders(connection, values))
    )


def _pieces_script(connection: Connection, values: Values) -> Script:
    numbers = [order["number"] for order in found_orders(connection, values)]
    notes = [f"{_pieces(connection, number)} pieces in order {number}" for number in numbers]
    look = [click(link(f"/sales/orders/{numbers[0]}"))]
    for number, note in zip(numbers[1:], notes, strict=False):
        look += [go_back(note), click(link(f"/sales/orders/{number}"))]
    return (
        *filter_orders(values),
        step(
            "Open the orders found one after another and add up the quantities of each",
            "The list does not say how many pieces were ordered, the page of an order does.",
            *look,
        ),
        answer_with("the sum of all quantities", _all_pieces(connection, values)),
    )


# Money of a customer


def _spender_values(connection: Connection) -> Sequence[Values]:
    """Customers with two statuses that their orders have, some of them more than once."""
    rows = connection.execute(
        "WITH held AS (SELECT customer, status, count(*) AS orders FROM shopping_admin_order"
        " GROUP BY customer, status)"
        " SELECT a.customer, a.status AS first_status, b.status AS second_status"
        " FROM held AS a JOIN held AS b ON b.customer = a.customer AND b.status > a.status"
        " WHERE a.orders + b.orders > 2 ORDER BY a.customer, a.status, b.status"
    )
    return assignments(rows)


def _halves(values: Values) -> list[Values]:
    """The customer with each of the two statuses."""
    return [
        {"customer": values["customer"], "status": values[name]}
        for name in ("first_status", "second_status")
    ]


def _spent(connection: Connection, values: Values) -> list[str]:
    return [
        money(sum(order["cents"] for order in found_orders(connection, half)))
        for half in _halves(values)
    ]


def _spent_eval(connection: Connection, values: Values) -> Evaluation:
    return answer_is(must_include=[text.removeprefix("$") for text in _spent(connection, values)])


def _spent_script(connection: Connection, values: Values) -> Script:
    first, second = values["first_status"], values["second_status"]
    sums = _spent(connection, values)
    return (
        *filter_orders(_halves(values)[0]),
        step(
            f"Add up the totals of the '{first}' orders, then set 'Status' to '{second}'"
            " and apply the filters",
            "The two sums are asked for one by one.",
            select("#status", second, note=f"the '{first}' orders add up to {sums[0]}"),
            click("#apply"),
        ),
        answer_with(
            f"the sum of the '{first}' orders and that of the '{second}' orders in the list",
            f"{first}: {sums[0]}, {second}: {sums[1]}",
        ),
    )


TEMPLATES = (
    IntentTemplate(
        502,
        SITES,
        "How many pieces did {customer} order in total in the orders with the status '{status}'?"
        " Answer with the number alone.",
        _pieces_values,
        lambda db, values: answer_is(exact_match=_all_pieces(db, values)),
        _pieces_script,
    ),
    IntentTemplate(
        504,
        SITES,
        "What do the '{first_status}' orders of {customer} add up to, and what do the"
        " '{second_status}' ones? Write the amounts like $1,234.50.",
        _spender_values,
        _spent_eval,
        _spent_script,
        test=2,
    ),
)
"""Questions that add up what several orders say."""
