"""Map intents about two routes that are compared or added up."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from planact.sandbox.evaluation import answer_is
from planact.sandbox.intent import IntentTemplate, Values
from planact.sandbox.intents.map.lookup import groups, route, routes_from
from planact.sandbox.intents.map.steps import route_between, summary
from planact.sandbox.oracle import Script, answer, click, fill, step
from planact.sandbox.sites.map.network import Route

Connection = sqlite3.Connection


# Shorter of two walks


def _choices(connection: Connection) -> Sequence[Values]:
    """Two walks that differ enough and begin at the same place."""
    shifts = ((4, 9), (6, 17), (11, 20), (13, 31), (7, 41))
    found = []
    for start, first, second in groups(connection, *shifts):
        lengths = [
            route(connection, start["name"], end["name"], "foot").meters for end in (first, second)
        ]
        if abs(lengths[0] - lengths[1]) >= 100:
            names = (start["name"], first["name"], second["name"])
            found.append(dict(zip(("place", "first", "second"), names, strict=True)))
    return found[:1000]


def _shorter(connection: Connection, values: Values) -> str:
    routes = routes_from(connection, values["place"], "foot")
    names: tuple[str, str] = values["first"], values["second"]
    return min(names, key=lambda name: routes[name].meters)


def _shorter_script(connection: Connection, values: Values) -> Script:
    first = route(connection, values["place"], values["first"], "foot")
    return (
        *route_between(values["place"], values["first"], "foot"),
        step(
            f"Note the distance, enter '{values['second']}' as 'To' and press 'Go'",
            "The other walk begins at the same place.",
            fill("#to", values["second"], note=f"{values['first']}: {summary(first)}"),
            click("#go"),
        ),
        step(
            "Compare both distances and answer with the place that is nearer on foot",
            "Both distances are known now.",
            answer(_shorter(connection, values)),
        ),
    )


# A drive in two legs


def _legs(connection: Connection, values: Values) -> tuple[Route, Route]:
    first, second, third = (values[name] for name in ("first", "second", "third"))
    return route(connection, first, second, "car"), route(connection, second, third, "car")


def _drives(connection: Connection) -> Sequence[Values]:
    """Drives of more than a kilometer a leg, so that the pages show kilometers."""
    found = []
    for stops in groups(connection, (5, 14), (9, 23), (15, 4), (22, 40), (33, 12)):
        names = [stop["name"] for stop in stops]
        values = dict(zip(("first", "second", "third"), names, strict=True))
        if all(leg.meters >= 1000 for leg in _legs(connection, values)):
            found.append(values)
    return found[:1000]


def _kilometers(connection: Connection, values: Values) -> str:
    return f"{sum(leg.meters for leg in _legs(connection, values)) / 1000:.2f}"


def _drive_script(connection: Connection, values: Values) -> Script:
    first, _ = _legs(connection, values)
    return (
        *route_between(values["first"], values["second"], "car"),
        step(
            f"Note the distance, enter '{values['second']}' as 'From' and '{values['third']}'"
            " as 'To' and press 'Go'",
            "The second leg begins where the first one ends.",
            fill("#from", values["second"], note=f"first leg {summary(first)}"),
            fill("#to", values["third"]),
            click("#go"),
        ),
        step(
            "Add this distance to the noted one and answer with the sum",
            "Both legs are known now.",
            answer(_kilometers(connection, values)),
        ),
    )


TOURS = (
    IntentTemplate(
        406,
        ("map",),
        "I am going for a walk from {place}. Which one is the shorter way, to {first} or to"
        " {second}? Answer with the name.",
        _choices,
        lambda db, values: answer_is(exact_match=_shorter(db, values)),
        _shorter_script,
        subjects=("place", "first", "second"),
    ),
    IntentTemplate(
        407,
        ("map",),
        "I want to drive from {first} to {second} and from there on to {third}. How many"
        " kilometers is that in total? Answer with two decimals, such as 4.25.",
        _drives,
        lambda db, values: answer_is(exact_match=_kilometers(db, values)),
        _drive_script,
        subjects=("first", "second", "third"),
    ),
)
"""Intents whose routes have a place in common."""
