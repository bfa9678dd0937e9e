"""Intents that use what the map says in the store."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from planact.sandbox.evaluation import Evaluation, answer_is, page_shows
from planact.sandbox.intent import IntentTemplate, Values
from planact.sandbox.intents.map.lookup import nearest, place, places, route
from planact.sandbox.intents.map.steps import find_nearest, route_to_here
from planact.sandbox.intents.multiple.steps import leave_map, open_on_map, open_site
from planact.sandbox.intents.shopping.parts import amount, product, products
from planact.sandbox.intents.shopping.steps import reach_account, save_address
from planact.sandbox.oracle import Script, answer_with, finish, search, step
from planact.sandbox.sites.shopping.view import money

Connection = sqlite3.Connection

_SITES = ("map", "shopping")
_BRANCH = "Home goods store"
_ADDRESS = ("street", "city", "postcode", "country")


# The way to a branch and the price


def _errands(connection: Connection) -> Sequence[Values]:
    names = [row["name"] for row in products(connection)]
    starts = [
        row["name"]
        for row in places(connection)
        if (branch := nearest(connection, row["name"], _BRANCH))
        and 3 <= route(connection, row["name"], branch["name"], "foot").minutes < 60
    ]
    return [
        {"place": start, "product": names[(index * 3 + turn) % len(names)]}
        for index, start in enumerate(starts)
        for turn in (0, 50, 101, 152)
    ]


def _branch(connection: Connection, values: Values) -> sqlite3.Row:
    branch = nearest(connection, values["place"], _BRANCH)
    assert branch is not None
    return branch


def _minutes(connection: Connection, values: Values) -> int:
    end = _branch(connection, values)["name"]
    return route(connection, values["place"], end, "foot").minutes


def _errand_eval(connection: Connection, values: Values) -> Evaluation:
    price = amount(product(connection, values["product"])["cents"])
    return answer_is(must_include=[str(_minutes(connection, values)), price])


def _errand_script(connection: Connection, values: Values) -> Script:
    minutes = _minutes(connection, values)
    price = money(product(connection, values["product"])["cents"])
    return (
        open_site("map"),
        *find_nearest(_BRANCH, values["place"], _branch(connection, values)),
        *route_to_here(values["place"], "foot"),
        leave_map("the minutes of the walk", f"{minutes} min on foot"),
        open_site("shopping"),
        step(
            f"Search for '{values['product']}'",
            "The results show the price.",
            search("#search", values["product"]),
        ),
        answer_with(
            "the noted minutes and the price", f"The walk takes {minutes} minutes, {price}."
        ),
    )


# A new address


def _moves(connection: Connection) -> Sequence[Values]:
    homes = ("Hotel", "School", "University building", "Bakery", "Restaurant", "Cafe")
    return [{"place": row["name"]} for row in places(connection) if row["category"] in homes]


def _address(connection: Connection, values: Values) -> tuple[str, str, str, str]:
    row = place(connection, values["place"])
    return row["address"], row["town"], row["postcode"], "Ireland"


def _move_eval(connection: Connection, values: Values) -> Evaluation:
    return page_shows(
        "shopping",
        "/account/address",
        f"{list(_ADDRESS)}.map(id => document.getElementById(id).value).join(', ')",
        exact_match=", ".join(_address(connection, values)),
    )


def _move_script(connection: Connection, values: Values) -> Script:
    row = place(connection, values["place"])
    street, town, postcode, country = _address(connection, values)
    return (
        *open_on_map(row),
        leave_map("address, town and postcode", f"{street}, {town}, {postcode}"),
        open_site("shopping"),
        *reach_account("Address Book", "address"),
        step(
            "Fill in the noted street, city and postcode, and save the address",
            "The country stays the same.",
            *(
                move
                for move in save_address(street, town, postcode, country).moves
                if move.argument != country
            ),
        ),
        finish(),
    )


PURCHASES = (
    IntentTemplate(
        604,
        _SITES,
        "I am at {place} and would like to buy the {product}. How many minutes is the walk to the"
        " home goods store that is nearest to me on the map, and what does the product cost in the"
        " Thistle & Pine online store?",
        _errands,
        _errand_eval,
        _errand_script,
        subjects=("place", "product"),
        test=2,
        start=None,
    ),
    IntentTemplate(
        608,
        _SITES,
        "I am moving in above {place}, still in the same country. Look up its street and number,"
        " town and postcode on the map and enter them in my address book at Thistle & Pine.",
        _moves,
        _move_eval,
        _move_script,
        unseen=True,
        start=None,
    ),
)
"""Intents that end in the store."""
