"""Map intents that go on from the nearest place of a kind: to another one, or to a list."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from planact.sandbox.evaluation import Evaluation, answer_is, page_shows, text_of
from planact.sandbox.intent import IntentTemplate, Values
from planact.sandbox.intents.map.lookup import ERRANDS, nearest, route
from planact.sandbox.intents.map.nearest import found_nearest, nearest_values, walk
from planact.sandbox.intents.map.steps import find_nearest, open_place, place_link, route_to_here
from planact.sandbox.oracle import Script, answer, click, fill, finish, search, select, step
from planact.sandbox.sites.map.content import LISTS
from planact.sandbox.sites.map.itinerary import distance
from planact.sandbox.sites.map.network import Route

Connection = sqlite3.Connection


# A walk in two legs


def _two_errands(connection: Connection) -> Sequence[Values]:
    values: list[Values] = []
    for value in nearest_values(connection, 2):
        found = found_nearest(connection, value)
        category = ERRANDS[(found["id"] + len(values)) % len(ERRANDS)]
        onward = nearest(connection, found["name"], category)
        if category != found["category"] and onward and onward["name"] != value["place"]:
            named = {"place": value["place"], "first": value["category"]}
            values.append({**named, "second": category.lower()})
    return [value for value in values if max(leg.minutes for leg in _legs(connection, value)) < 60]


def _stops(connection: Connection, values: Values) -> tuple[sqlite3.Row, sqlite3.Row]:
    first = found_nearest(connection, {"place": values["place"], "category": values["first"]})
    second = found_nearest(connection, {"place": first["name"], "category": values["second"]})
    return first, second


def _legs(connection: Connection, values: Values) -> tuple[Route, Route]:
    first, second = _stops(connection, values)
    return (
        route(connection, values["place"], first["name"], "foot"),
        route(connection, first["name"], second["name"], "foot"),
    )


def _total(connection: Connection, values: Values) -> str:
    return str(sum(leg.minutes for leg in _legs(connection, values)))


def _two_errands_script(connection: Connection, values: Values) -> Script:
    first, second = _stops(connection, values)
    leg, _ = _legs(connection, values)
    kind, other = values["first"], values["second"]
    ask_back, go = route_to_here(first["name"], "foot")
    return (
        *find_nearest(kind, values["place"], first),
        *route_to_here(values["place"], "foot"),
        step(
            f"Note the name of the {kind} and the time of the walk, and search for the {other}"
            " near it",
            "The second walk begins where the first one ends.",
            search(
                "#search",
                f"{other} near {first['name']}",
                note=f"to {first['name']} {leg.minutes} min",
            ),
        ),
        step(
            "Open the first result",
            "The results begin with the nearest.",
            click(place_link(second)),
        ),
        ask_back,
        step(
            f"Enter the noted {kind} as 'From', choose 'Foot' under 'Travel by' and press 'Go'",
            "The second walk starts there.",
            *go.moves,
        ),
        step(
            "Add this time to the noted one and answer with the sum",
            "Both walks are known now.",
            answer(_total(connection, values)),
        ),
    )


# Saved with its distance


def _worth_saving(connection: Connection) -> Sequence[Values]:
    saved = {row["place"] for row in connection.execute("SELECT place FROM map_saved")}
    return [
        {**value, "list": list(LISTS.values())[number % len(LISTS)]}
        for number, value in enumerate(nearest_values(connection, 4))
        if found_nearest(connection, value)["id"] not in saved
    ]


def _note_eval(connection: Connection, values: Values) -> Evaluation:
    found = found_nearest(connection, values)
    note = distance(walk(connection, values).meters)
    text = f"Saved in '{values['list']}': {note}"
    return page_shows("map", f"/place/{found['slug']}", text_of("#saved"), exact_match=text)


def _note_script(connection: Connection, values: Values) -> Script:
    found = found_nearest(connection, values)
    note = distance(walk(connection, values).meters)
    return (
        *find_nearest(values["category"], values["place"], found),
        *route_to_here(values["place"], "foot"),
        step(
            f"Note the distance and search for the {values['category']} by its name",
            "Places are saved from their own page.",
            search("#search", found["name"], note=f"{found['name']}: {note} on foot"),
        ),
        step("Open its page from the results", "It can be saved there.", *open_place(found).moves),
        step(
            f"Click 'Save to My places', choose the list '{values['list']}', enter the noted"
            " distance as the note and press 'Save place'",
            "The form asks for the list and the note.",
            click("#save"),
            select("#list", values["list"]),
            fill("#note", note),
            click("#send"),
        ),
        finish(),
    )


ERRAND_TASKS = (
    IntentTemplate(
        410,
        ("map",),
        "Starting from {place}, I walk to the nearest {first}, and from there to the {second} that"
        " is nearest to it. How many minutes do both walks take together? Answer with the number"
        " alone.",
        _two_errands,
        lambda db, values: answer_is(exact_match=_total(db, values)),
        _two_errands_script,
        test=2,
        unseen=True,
    ),
    IntentTemplate(
        420,
        ("map",),
        "Save the {category} that is nearest to {place} to my list '{list}'. Its note should be how"
        " far it is to walk there from {place}, written as in the directions, e.g. '1.20 km'.",
        _worth_saving,
        _note_eval,
        _note_script,
        test=2,
        unseen=True,
    ),
)
"""Intents that use what the directions to the nearest place show."""
