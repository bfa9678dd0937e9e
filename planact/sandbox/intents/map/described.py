"""Map intents about places that are described by where they are."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from functools import lru_cache

from planact.sandbox.evaluation import Evaluation, answer_is, both, page_is
from planact.sandbox.intent import IntentTemplate, Values
from planact.sandbox.intents.map.lookup import ERRANDS, places, route
from planact.sandbox.intents.map.steps import open_nearby, place_link, route_to_here, search_for
from planact.sandbox.oracle import Script, ScriptStep, answer_with, click, select, step
from planact.sandbox.sites.map.browse import WITHIN, near
from planact.sandbox.sites.map.network import Route
from planact.sandbox.sites.map.search import matching

Connection = sqlite3.Connection


# A place described by its street


@lru_cache(maxsize=4)
def _described(connection: Connection) -> tuple[sqlite3.Row, ...]:
    """Places that a search for their category and street finds alone."""
    return tuple(
        row
        for row in places(connection)
        if row["category"] in ERRANDS
        and len(matching(connection, f"{row['category']} {row['street']}")) == 1
    )


def _meant(connection: Connection, values: Values) -> sqlite3.Row:
    wanted = values["category"].capitalize(), values["street"]
    return next(row for row in _described(connection) if (row["category"], row["street"]) == wanted)


def _open_described(connection: Connection, values: Values) -> tuple[ScriptStep, ScriptStep]:
    category, street = values["category"], values["street"]
    return (
        search_for(f"{category} {street}"),
        step(
            f"Open the {category} on {street}",
            "The street and the category say which place is meant.",
            click(place_link(_meant(connection, values))),
        ),
    )


def _street_walks(connection: Connection) -> Sequence[Values]:
    every = places(connection)
    values = [
        {
            "place": every[(index * 5 + shift) % len(every)]["name"],
            "category": row["category"].lower(),
            "street": row["street"],
        }
        for index, row in enumerate(_described(connection))
        for shift in (3, 40, 90, 111, 150, 199)
    ]
    return [value for value in values if 4 <= _street_walk(connection, value).minutes < 60]


def _street_walk(connection: Connection, values: Values) -> Route:
    return route(connection, values["place"], _meant(connection, values)["name"], "foot")


def _street_walk_script(connection: Connection, values: Values) -> Script:
    return (
        *_open_described(connection, values),
        *route_to_here(values["place"], "foot"),
        answer_with("the minutes of the walk", str(_street_walk(connection, values).minutes)),
    )


# A described place and what is near it


def _described_neighbors(connection: Connection) -> Sequence[Values]:
    return [
        {"category": row["category"].lower(), "street": row["street"], "distance": text}
        for index, row in enumerate(_described(connection))
        for text in (("1 km", "250 m")[index % 2],)
        if _neighbor_count(connection, row, text) > 1
    ]


def _neighbor_count(connection: Connection, row: sqlite3.Row, within: str) -> int:
    meters = next(meters for meters, text in WITHIN.items() if text == within)
    return len(near(connection, row, "", int(meters)))


def _neighbors_eval(connection: Connection, values: Values) -> Evaluation:
    row = _meant(connection, values)
    meters = next(meters for meters, text in WITHIN.items() if text == values["distance"])
    count = _neighbor_count(connection, row, values["distance"])
    page = page_is("map", f"/place/{row['slug']}/nearby?within={meters}")
    return both(answer_is(exact_match=str(count)), page)


def _neighbors_script(connection: Connection, values: Values) -> Script:
    count = _neighbor_count(connection, _meant(connection, values), values["distance"])
    return (
        *_open_described(connection, values),
        open_nearby(),
        step(
            f"Choose '{values['distance']}' under 'Within' and press 'Apply'",
            "All categories count.",
            select("#within", values["distance"]),
            click("#apply"),
        ),
        answer_with("the number of places above the list", str(count)),
    )


DESCRIBED = (
    IntentTemplate(
        417,
        ("map",),
        "Bring up the list of everything within {distance} of the {category} on {street}. How many"
        " places are there? Answer with the number alone.",
        _described_neighbors,
        _neighbors_eval,
        _neighbors_script,
        subjects=("street",),
        unseen=True,
    ),
    IntentTemplate(
        424,
        ("map",),
        "I want to walk from {place} to the {category} on {street}. How many minutes will it take"
        " me? Answer with the number alone.",
        _street_walks,
        lambda db, values: answer_is(exact_match=str(_street_walk(db, values).minutes)),
        _street_walk_script,
        subjects=("place", "street"),
    ),
)
"""Intents that say where a place is instead of its name."""
