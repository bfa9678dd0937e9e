"""Map intents about the opening hours of places that are named."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from planact.sandbox.evaluation import answer_is
from planact.sandbox.intent import IntentTemplate, Values
from planact.sandbox.intents.map.lookup import closing_times, groups, latest, place, places
from planact.sandbox.intents.map.steps import find, open_place
from planact.sandbox.oracle import Script, answer, answer_with, search, step
from planact.sandbox.sites.map.itinerary import clock
from planact.sandbox.sites.map.places import DAYS

Connection = sqlite3.Connection

_MOST_CANDIDATES = 3


# One place


def _open_days(connection: Connection) -> Sequence[Values]:
    return [
        {"place": row["name"], "day": DAYS[day]}
        for row in places(connection)
        for day in closing_times(connection, row)
        if (row["id"] + day) % 3 == 0
    ]


def closes_at(connection: Connection, name: str, day: str) -> int:
    """When the place closes on the day, in minutes after midnight."""
    return closing_times(connection, place(connection, name))[DAYS.index(day)]


def _closing_script(connection: Connection, values: Values) -> Script:
    closes = clock(closes_at(connection, values["place"], values["day"]))
    return (
        *find(place(connection, values["place"])),
        answer_with(f"the closing time on {values['day']}", closes),
    )


# The later of two


def _rivals(connection: Connection) -> Sequence[Values]:
    values = []
    for number, pair in enumerate(groups(connection, (2,), (9,), (16,), (25,))):
        day = DAYS[number % 6]
        names = [row["name"] for row in pair]
        if last_of(connection, names, day):
            values.append({"first": names[0], "second": names[1], "day": day})
    return values


def last_of(connection: Connection, names: Sequence[str], day: str) -> str | None:
    """Which of the places closes last; None where it is not known or two do."""
    closing = {name: closing_times(connection, place(connection, name)) for name in names}
    if not all(DAYS.index(day) in times for times in closing.values()):
        return None
    return latest({name: times[DAYS.index(day)] for name, times in closing.items()})


def _later(connection: Connection, values: Values) -> str:
    name = last_of(connection, [values["first"], values["second"]], values["day"])
    assert name is not None
    return name


def _rivals_script(connection: Connection, values: Values) -> Script:
    first, second = (values[name] for name in ("first", "second"))
    closes = clock(closes_at(connection, first, values["day"]))
    return (
        *find(place(connection, first)),
        step(
            f"Note until when it is open on {values['day']} and search for '{second}'",
            "The opening hours are on the places' own pages.",
            search("#search", second, note=f"{first} closes at {closes}"),
        ),
        open_place(place(connection, second)),
        step(
            "Compare the closing times and answer with the place that closes later",
            "Both times are known now.",
            answer(_later(connection, values)),
        ),
    )


HOURS = (
    IntentTemplate(
        405,
        ("map",),
        "Until what time is {place} open on {day}? Answer with the time alone, such as 16:30.",
        _open_days,
        lambda db, values: answer_is(
            exact_match=clock(closes_at(db, values["place"], values["day"]))
        ),
        _closing_script,
        test=0,
    ),
    IntentTemplate(
        426,
        ("map",),
        "Which one is open until later on {day}, {first} or {second}? Answer with the name.",
        _rivals,
        lambda db, values: answer_is(exact_match=_later(db, values)),
        _rivals_script,
        subjects=("first", "second"),
    ),
)
"""Intents that ask for opening hours."""
