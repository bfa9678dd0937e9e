"""Map intents that compare the opening hours of all places in a list."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from planact.sandbox.evaluation import answer_is
from planact.sandbox.intent import IntentTemplate, Values
from planact.sandbox.intents.map.hours import closes_at, last_of
from planact.sandbox.intents.map.lookup import place, places, plural, singular
from planact.sandbox.intents.map.steps import find, go_back, open_nearby, place_link
from planact.sandbox.oracle import Script, ScriptStep, answer, click, select, step
from planact.sandbox.sites.map.browse import AREA_SLUGS, explore, near
from planact.sandbox.sites.map.categories import PLURALS
from planact.sandbox.sites.map.itinerary import clock
from planact.sandbox.sites.map.places import DAYS
from planact.sandbox.sites.map.view import ROOT

Connection = sqlite3.Connection

_MOST_CANDIDATES = 3


# The latest of a list


def _compare(connection: Connection, rows: Sequence[sqlite3.Row], day: str) -> Script:
    """From a list of places, open each of them in turn and answer with the one that closes last."""
    notes = [
        f"{row['name']} closes at {clock(closes_at(connection, row['name'], day))}" for row in rows
    ]
    last = last_of(connection, [row["name"] for row in rows], day)
    openings: list[ScriptStep] = [
        step(
            "Open the first place of the list",
            "The opening hours are on the places' own pages.",
            click(place_link(rows[0])),
        )
    ]
    for row, note in zip(rows[1:], notes, strict=False):
        openings.append(
            step(
                f"Note the closing time on {day}, go back to the list and open the next place",
                "Every place of the list has to be looked at.",
                go_back(note),
                click(place_link(row)),
            )
        )
    decide = step(
        "Compare the closing times and answer with the place that closes last",
        "All times are known now.",
        answer(last),
    )
    return (*openings, decide)


def _is_decidable(connection: Connection, rows: Sequence[sqlite3.Row], day: str) -> bool:
    names = [row["name"] for row in rows]
    return 2 <= len(rows) <= _MOST_CANDIDATES and last_of(connection, names, day) is not None


def _area_lists(connection: Connection) -> Sequence[Values]:
    lists = ((category, area) for category in PLURALS for area in AREA_SLUGS.values())
    return [
        {"category": category.lower(), "area": area, "day": day}
        for category, area in lists
        for day in DAYS[:6]
        if _is_decidable(connection, explore(connection, category, area, "", "name"), day)
    ]


def _in_area(connection: Connection, values: Values) -> list[sqlite3.Row]:
    return explore(connection, values["category"].capitalize(), values["area"], "", "name")


def _latest_in_area(connection: Connection, values: Values) -> str:
    names = [row["name"] for row in _in_area(connection, values)]
    name = last_of(connection, names, values["day"])
    assert name is not None
    return name


def _area_script(connection: Connection, values: Values) -> Script:
    category = values["category"].capitalize()
    return (
        step(
            "Open 'Explore'",
            "It lists all places and has filters.",
            click(f".links a[href='{ROOT}/explore']"),
        ),
        step(
            f"Choose the category '{category}' and the town or district '{values['area']}',"
            " and press 'Apply'",
            "The filters leave the places to compare.",
            select("#category", category),
            select("#area", values["area"]),
            click("#apply"),
        ),
        *_compare(connection, _in_area(connection, values), values["day"]),
    )


def _neighborhoods(connection: Connection) -> Sequence[Values]:
    values: list[Values] = []
    for index, anchor in enumerate(places(connection)):
        for category in PLURALS:
            day = DAYS[(index + len(values)) % 6]
            if _is_decidable(connection, near(connection, anchor, category, 1000), day):
                named = {"place": anchor["name"], "categories": plural(category)}
                values.append({**named, "day": day})
    return values[::3]


def _around(connection: Connection, values: Values) -> list[sqlite3.Row]:
    anchor = place(connection, values["place"])
    return near(connection, anchor, singular(values["categories"]), 1000)


def _latest_around(connection: Connection, values: Values) -> str:
    names = [row["name"] for row in _around(connection, values)]
    name = last_of(connection, names, values["day"])
    assert name is not None
    return name


def _around_script(connection: Connection, values: Values) -> Script:
    category = singular(values["categories"])
    return (
        *find(place(connection, values["place"])),
        open_nearby(),
        step(
            f"Filter by the category '{category}' within '1 km' and press 'Apply'",
            "The filters leave the places to compare.",
            select("#category", category),
            select("#within", "1 km"),
            click("#apply"),
        ),
        *_compare(connection, _around(connection, values), values["day"]),
    )


LATEST = (
    IntentTemplate(
        411,
        ("map",),
        "I need one of the {categories} within 1 km of {place} (in a straight line) late on {day}."
        " Which of them closes last? Answer with its name.",
        _neighborhoods,
        lambda db, values: answer_is(exact_match=_latest_around(db, values)),
        _around_script,
        subjects=("place",),
        test=2,
        unseen=True,
    ),
    IntentTemplate(
        425,
        ("map",),
        "Which {category} in {area} closes last on {day}? Answer with its name.",
        _area_lists,
        lambda db, values: answer_is(exact_match=_latest_in_area(db, values)),
        _area_script,
        subjects=("area",),
    ),
)
"""Intents that look at every place of a list."""
