"""Map intents about lists of places: what is near one, and what a town has."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from planact.sandbox.evaluation import Evaluation, answer_is, page_is
from planact.sandbox.intent import IntentTemplate, Values
from planact.sandbox.intents.map.lookup import ERRANDS, place, places, plural, singular
from planact.sandbox.intents.map.steps import find, open_nearby
from planact.sandbox.oracle import Script, ScriptStep, answer_with, click, finish, select, step
from planact.sandbox.sites.map.browse import AREA_SLUGS, SORT_ORDERS, WITHIN, explore, near
from planact.sandbox.sites.map.places import WHEELCHAIR, slug
from planact.sandbox.sites.map.search import away
from planact.sandbox.sites.map.view import ROOT

Connection = sqlite3.Connection


# How many are near


def _with_neighbors(connection: Connection, turn: int) -> list[Values]:
    """Places with two or more of a category near them, none of them just within or without."""
    kinds = ("Bakery", "Cafe", "Hotel", "Museum", "Park", "Pharmacy", "Restaurant", "Supermarket")
    values = []
    for index, row in enumerate(places(connection)):
        meters, text = (("1000", "1 km"), ("500", "500 m"), ("2000", "2 km"))[(index + turn) % 3]
        for step_on in (0, 3):
            category = kinds[(index + turn + step_on) % len(kinds)]
            found = near(connection, row, category, int(meters))
            edge = any(abs(away(row, other) - int(meters)) < 20 for other in found)
            if len(found) >= 2 and not edge:
                named = {"place": row["name"], "categories": plural(category)}
                values.append({**named, "distance": text})
    return values


def _count_near(connection: Connection, values: Values) -> str:
    meters = next(meters for meters, text in WITHIN.items() if text == values["distance"])
    row = place(connection, values["place"])
    return str(len(near(connection, row, singular(values["categories"]), int(meters))))


def _filter_nearby(values: Values) -> ScriptStep:
    """Filter a place's neighbors by a category and a distance; 500 m is chosen already."""
    category, within = singular(values["categories"]), values["distance"]
    change = () if within == "500 m" else (select("#within", within),)
    return step(
        f"Filter by the category '{category}' within '{within}' and press 'Apply'",
        "The filters leave what was asked for.",
        select("#category", category),
        *change,
        click("#apply"),
    )


def _count_script(connection: Connection, values: Values) -> Script:
    return (
        *find(place(connection, values["place"])),
        open_nearby(),
        _filter_nearby(values),
        answer_with("the number of places above the list", _count_near(connection, values)),
    )


# Lists to look at


def _nearby_eval(connection: Connection, values: Values) -> Evaluation:
    meters = next(meters for meters, text in WITHIN.items() if text == values["distance"])
    within = "" if meters == "500" else f"&within={meters}"
    category = slug(singular(values["categories"]))
    path = f"/place/{slug(values['place'])}/nearby?category={category}{within}"
    return page_is("map", path)


def _nearby_script(connection: Connection, values: Values) -> Script:
    return (
        *find(place(connection, values["place"])),
        open_nearby(),
        _filter_nearby(values),
        finish(),
    )


def _area_lists(connection: Connection) -> Sequence[Values]:
    orders = ("street", "district")
    values = []
    for turn, (area, category) in enumerate(
        (area, category) for area in AREA_SLUGS.values() for category in ERRANDS
    ):
        access = WHEELCHAIR[turn % 2 * 2]
        if explore(connection, category, area, access, "name"):
            order = orders[turn % 2] if area == "Milbrook" else "street"
            named = {"categories": plural(category), "area": area, "access": access}
            values.append({**named, "order": SORT_ORDERS[order][0]})
    return values


def _area_eval(connection: Connection, values: Values) -> Evaluation:
    order = next(key for key, (text, _) in SORT_ORDERS.items() if text == values["order"])
    return page_is(
        "map",
        f"/explore?category={slug(singular(values['categories']))}&area={slug(values['area'])}"
        f"&wheelchair={values['access']}&sort={order}",
    )


def _area_script(connection: Connection, values: Values) -> Script:
    category = singular(values["categories"])
    return (
        step(
            "Open 'Explore'",
            "It lists all places and has filters.",
            click(f".links a[href='{ROOT}/explore']"),
        ),
        step(
            f"Choose the category '{category}', the town or district '{values['area']}', the"
            f" wheelchair access '{values['access']}' and the order '{values['order']}', and press"
            " 'Apply'",
            "The filters leave what was asked for.",
            select("#category", category),
            select("#area", values["area"]),
            select("#wheelchair", values["access"]),
            select("#sort", values["order"]),
            click("#apply"),
        ),
        finish(),
    )


LISTS = (
    IntentTemplate(
        409,
        ("map",),
        "How many {categories} are there within {distance} of {place}, in a straight line? Answer"
        " with the number alone.",
        lambda db: _with_neighbors(db, 0),
        lambda db, values: answer_is(exact_match=_count_near(db, values)),
        _count_script,
        subjects=("place",),
    ),
    IntentTemplate(
        414,
        ("map",),
        "Show me the list of all {categories} in {area} whose wheelchair access is '{access}',"
        " sorted by {order}.",
        _area_lists,
        _area_eval,
        _area_script,
        subjects=("area",),
    ),
    IntentTemplate(
        415,
        ("map",),
        "I would like to see the list of the {categories} within {distance} of {place}.",
        lambda db: _with_neighbors(db, 1),
        _nearby_eval,
        _nearby_script,
        subjects=("place",),
    ),
)
"""Intents that a filter solves."""
