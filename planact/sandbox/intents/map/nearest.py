"""Map intents about the nearest place of a kind, which has to be searched for first."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from planact.sandbox.evaluation import Evaluation, answer_is, both, page_is
from planact.sandbox.intent import IntentTemplate, Values
from planact.sandbox.intents.map.lookup import ERRANDS, nearest, places, route
from planact.sandbox.intents.map.routes import shows_route
from planact.sandbox.intents.map.steps import find_nearest, route_to_here
from planact.sandbox.oracle import Script, answer_with, finish
from planact.sandbox.sites.map.network import Route
from planact.sandbox.sites.map.view import ROOT, directions_path

Connection = sqlite3.Connection


def nearest_values(connection: Connection, turn: int) -> list[Values]:
    """For every place up to two categories with a clearly nearest one; others at other turns."""
    found = []
    for index, anchor in enumerate(places(connection)):
        for step_on in (0, 7):
            category = ERRANDS[(index + turn + step_on) % len(ERRANDS)]
            if nearest(connection, anchor["name"], category) is not None:
                found.append({"place": anchor["name"], "category": category.lower()})
    return found


def found_nearest(connection: Connection, values: Values) -> sqlite3.Row:
    """The place that the values mean."""
    row = nearest(connection, values["place"], values["category"].capitalize())
    assert row is not None
    return row


def walk(connection: Connection, values: Values) -> Route:
    """The way on foot to the place that the values mean."""
    return route(connection, values["place"], found_nearest(connection, values)["name"], "foot")


# Walking time


def _short_walks(connection: Connection) -> Sequence[Values]:
    values = nearest_values(connection, 0)
    return [value for value in values if 2 <= walk(connection, value).minutes < 60]


def _walk_script(connection: Connection, values: Values) -> Script:
    found = found_nearest(connection, values)
    return (
        *find_nearest(values["category"], values["place"], found),
        *route_to_here(values["place"], "foot"),
        answer_with("the minutes of the walk", str(walk(connection, values).minutes)),
    )


# Phone and postcode


def _with_phone(connection: Connection) -> Sequence[Values]:
    values = nearest_values(connection, 1)
    return [value for value in values if found_nearest(connection, value)["phone"]]


def _contact_eval(connection: Connection, values: Values) -> Evaluation:
    found = found_nearest(connection, values)
    return answer_is(must_include=[found["phone"], found["postcode"]])


def _contact_script(connection: Connection, values: Values) -> Script:
    found = found_nearest(connection, values)
    return (
        *find_nearest(values["category"], values["place"], found),
        answer_with("the phone number and the postcode", f"{found['phone']}, {found['postcode']}"),
    )


# Directions to look at


def _ride_eval(connection: Connection, values: Values) -> Evaluation:
    end = found_nearest(connection, values)["name"]
    path = directions_path(values["place"], end, "bicycle").removeprefix(ROOT)
    return both(page_is("map", path), shows_route(connection, values["place"], end, "bicycle"))


def _ride_script(connection: Connection, values: Values) -> Script:
    found = found_nearest(connection, values)
    return (
        *find_nearest(values["category"], values["place"], found),
        *route_to_here(values["place"], "bicycle"),
        finish(),
    )


NEAREST = (
    IntentTemplate(
        403,
        ("map",),
        "I am at {place}. How many minutes is the walk to the nearest {category}? Only the number,"
        " please.",
        _short_walks,
        lambda db, values: answer_is(exact_match=str(walk(db, values).minutes)),
        _walk_script,
    ),
    IntentTemplate(
        404,
        ("map",),
        "Give me the phone number and the postcode of the {category} that is nearest to {place}.",
        _with_phone,
        _contact_eval,
        _contact_script,
    ),
    IntentTemplate(
        416,
        ("map",),
        "Show me how to get from {place} to the nearest {category} by bicycle.",
        lambda db: nearest_values(db, 3),
        _ride_eval,
        _ride_script,
        unseen=True,
    ),
)
"""Intents that begin with a search for what is near a place."""
