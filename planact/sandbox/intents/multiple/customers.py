"""Intents that use what the map says in the shop's back office."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from planact.sandbox.addresses import with_query
from planact.sandbox.evaluation import Evaluation, answer_is, both, page_is, page_shows, text_of
from planact.sandbox.intent import IntentTemplate, Values
from planact.sandbox.intents.map.lookup import place, places
from planact.sandbox.intents.multiple.steps import leave_map, open_on_map, open_site
from planact.sandbox.intents.shopping_admin.steps import (
    open_customers,
    press,
    reach_customer,
    search_for,
)
from planact.sandbox.oracle import Script, answer_with, click, fill, finish, select, step
from planact.sandbox.sites.map.towns import MILBROOK
from planact.sandbox.sites.shopping.customer import GROUPS
from planact.sandbox.sites.shopping_admin.customers import CUSTOMERS
from planact.sandbox.sites.shopping_admin.grid import find_records
from planact.sandbox.sites.shopping_admin.view import NAME, ROOT

Connection = sqlite3.Connection

_SITES = ("map", NAME)
_PATH = "/customers/all"


def _customers_in(connection: Connection, town: str, group: str = "") -> list[sqlite3.Row]:
    wanted = {"q": town, "group": group} if group else {"q": town}
    return find_records(connection, CUSTOMERS, wanted)


def _town(connection: Connection, values: Values) -> str:
    town: str = place(connection, values["place"])["town"]
    return town


# Phone


def _new_phones(connection: Connection) -> Sequence[Values]:
    customers = connection.execute("SELECT name FROM shopping_customer ORDER BY id").fetchall()
    callable_places = [row for row in places(connection) if row["phone"]]
    return [
        {"customer": customer["name"], "place": row["name"]}
        for turn in range(12)
        for customer, row in zip(customers, callable_places[turn * 13 :], strict=False)
    ]


def _phone_eval(connection: Connection, values: Values) -> Evaluation:
    customer = connection.execute(
        "SELECT id FROM shopping_customer WHERE name = ?", (values["customer"],)
    ).fetchone()
    page = f"{_PATH}/{customer['id']}"
    phone = place(connection, values["place"])["phone"]
    return both(page_is(NAME, page), page_shows(NAME, page, text_of("#phone"), exact_match=phone))


def _phone_script(connection: Connection, values: Values) -> Script:
    row = place(connection, values["place"])
    return (
        *open_on_map(row),
        leave_map("the phone number", f"{row['name']}: {row['phone']}"),
        open_site(NAME),
        *reach_customer(connection, values["customer"]),
        press("Edit customer", "#edit", "The account is changed in a form."),
        step(
            "Enter the noted phone number as 'Phone'",
            "The other fields stay as they are.",
            fill("#phone", row["phone"]),
        ),
        press("Save customer", "#save", "The customer's page comes back after saving."),
        finish(),
    )


# Number of customers


def _inhabited(connection: Connection) -> Sequence[Values]:
    """Places in towns with customers; few in the main town, which has most places by far."""
    rows = [
        row
        for index, row in enumerate(places(connection))
        if row["town"] != MILBROOK.name or index % 4 == 0
    ]
    return [{"place": row["name"]} for row in rows if _customers_in(connection, row["town"])]


def _count_eval(connection: Connection, values: Values) -> Evaluation:
    town = _town(connection, values)
    return answer_is(must_include=[town, str(len(_customers_in(connection, town)))])


def _count_script(connection: Connection, values: Values) -> Script:
    town = _town(connection, values)
    count = len(_customers_in(connection, town))
    return (
        *open_on_map(place(connection, values["place"])),
        leave_map("the town", f"{values['place']} is in {town}"),
        open_site(NAME),
        open_customers(),
        step(
            "Search the customers for the noted town",
            "The search field above the grid finds cities too.",
            *search_for("customers", town).moves,
        ),
        answer_with("the town and the number of customers found", f"{town}, {count}"),
    )


# List of customers


def _inhabited_by(connection: Connection) -> Sequence[Values]:
    return [
        {**values, "group": group}
        for values in _inhabited(connection)
        for group in GROUPS
        if _customers_in(connection, _town(connection, values), group)
    ]


def _list_eval(connection: Connection, values: Values) -> Evaluation:
    wanted = {"q": _town(connection, values), "group": values["group"]}
    return page_is(NAME, with_query(f"{ROOT}{_PATH}", wanted).removeprefix(ROOT))


def _list_script(connection: Connection, values: Values) -> Script:
    town = _town(connection, values)
    return (
        *open_on_map(place(connection, values["place"])),
        leave_map("the town", f"{values['place']} is in {town}"),
        open_site(NAME),
        open_customers(),
        step(
            f"Enter the noted town in the search field, set 'Group' to '{values['group']}'"
            " and apply the filters",
            "Both together leave the customers that were asked for.",
            fill("#q", town),
            select("#group", values["group"]),
            click("#apply"),
        ),
        finish(),
    )


CUSTOMERS_AND_PLACES = (
    IntentTemplate(
        602,
        _SITES,
        "{customer} works at {place} now and can be called there. Look the phone number up on the"
        " map, enter it in the customer's account in the back office, and leave me on the"
        " customer's page.",
        _new_phones,
        _phone_eval,
        _phone_script,
        subjects=("customer", "place"),
        start=None,
    ),
    IntentTemplate(
        603,
        _SITES,
        "In which town is {place}, and how many customers of our shop live in that town? The map"
        " and the back office know.",
        _inhabited,
        _count_eval,
        _count_script,
        start=None,
    ),
    IntentTemplate(
        605,
        _SITES,
        "Find out on the map which town {place} is in. Then show me the customers in the back"
        " office, searched for that town and filtered by the group '{group}'.",
        _inhabited_by,
        _list_eval,
        _list_script,
        subjects=("place",),
        start=None,
    ),
)
"""Intents that end in the back office."""
