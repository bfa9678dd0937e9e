"""Map intents about routes between places whose names are given."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from planact.sandbox.evaluation import (
    Evaluation,
    answer_is,
    both,
    last_page_shows,
    text_of,
    value_of,
)
from planact.sandbox.intent import IntentTemplate, Values
from planact.sandbox.intents.map.lookup import groups, route
from planact.sandbox.intents.map.steps import route_between, summary
from planact.sandbox.oracle import Script, answer, answer_with, click, finish, select, step

Connection = sqlite3.Connection

_ENDS = ("start", "end")


# Time on foot


def _walks(connection: Connection) -> Sequence[Values]:
    """Walks of less than an hour, so that the pages show their time in minutes."""
    return [
        {"start": start["name"], "end": end["name"]}
        for start, end in groups(connection, (1,), (3,), (8,))
        if 5 <= route(connection, start["name"], end["name"], "foot").minutes < 60
    ]


def _walk_minutes(connection: Connection, values: Values) -> str:
    return str(route(connection, values["start"], values["end"], "foot").minutes)


def _walk_script(connection: Connection, values: Values) -> Script:
    return (
        *route_between(values["start"], values["end"], "foot"),
        answer_with("the minutes of the walk", _walk_minutes(connection, values)),
    )


# Bicycle or car


def _rides(connection: Connection) -> Sequence[Values]:
    pairs = [(start["name"], end["name"]) for start, end in groups(connection, (2,), (5,))]
    return [
        {"start": start, "end": end}
        for start, end in pairs
        if int(_minutes_saved(connection, {"start": start, "end": end})) >= 3
        and route(connection, start, end, "bicycle").minutes < 60
    ]


def _minutes_saved(connection: Connection, values: Values) -> str:
    slow, fast = (
        route(connection, values["start"], values["end"], by).minutes for by in ("bicycle", "car")
    )
    return str(slow - fast)


def _saved_script(connection: Connection, values: Values) -> Script:
    by_car = route(connection, values["start"], values["end"], "car")
    return (
        *route_between(values["start"], values["end"], "car"),
        step(
            "Note the time by car, choose 'Bicycle' under 'Travel by' and press 'Go'",
            "The two times are on different pages.",
            select("#by", "Bicycle", note=f"by car {by_car.minutes} min"),
            click("#go"),
        ),
        step(
            "Answer with the time by bicycle less the noted time by car",
            "Both times are known now.",
            answer(_minutes_saved(connection, values)),
        ),
    )


# In time or not


def _limits(connection: Connection) -> Sequence[Values]:
    """Half of the limits are too short."""
    found = []
    for number, (start, end) in enumerate(groups(connection, (6,), (10,))):
        minutes = route(connection, start["name"], end["name"], "bicycle").minutes
        if 8 <= minutes < 60:
            limit = minutes + (-3, 4, -2, 2, 3, -4)[number % 6]
            found.append({"start": start["name"], "end": end["name"], "limit": limit})
    return found


def _in_time(connection: Connection, values: Values) -> tuple[str, int]:
    minutes = route(connection, values["start"], values["end"], "bicycle").minutes
    return "Yes" if minutes <= values["limit"] else "No", minutes


def _limit_eval(connection: Connection, values: Values) -> Evaluation:
    verdict, minutes = _in_time(connection, values)
    return answer_is(must_include=[verdict, str(minutes)])


def _limit_script(connection: Connection, values: Values) -> Script:
    verdict, minutes = _in_time(connection, values)
    return (
        *route_between(values["start"], values["end"], "bicycle"),
        step(
            f"Compare the time with {values['limit']} minutes and answer with yes or no"
            " and the time",
            "The directions show how long it takes.",
            answer(f"{verdict}, it takes {minutes} minutes."),
        ),
    )


# Directions to look at


def _shown(connection: Connection) -> Sequence[Values]:
    return [
        {"start": start["name"], "end": end["name"], "means": means}
        for (start, end), means in zip(
            groups(connection, (12,), (18,)), ("bicycle", "car", "foot") * 144, strict=True
        )
    ]


def shows_route(connection: Connection, start: str, end: str, by: str) -> Evaluation:
    """The last page is the directions of this route."""
    whole = text_of("#summary")
    ends = both(
        last_page_shows(value_of("#from"), exact_match=start),
        last_page_shows(value_of("#to"), exact_match=end),
    )
    found = summary(route(connection, start, end, by))
    return both(ends, last_page_shows(whole, exact_match=found))


def _shown_script(connection: Connection, values: Values) -> Script:
    return *route_between(values["start"], values["end"], values["means"]), finish()


ROUTES = (
    IntentTemplate(
        401,
        ("map",),
        "How many minutes does it take to walk from {start} to {end}? Answer with the number"
        " alone.",
        _walks,
        lambda db, values: answer_is(exact_match=_walk_minutes(db, values)),
        _walk_script,
        subjects=_ENDS,
    ),
    IntentTemplate(
        402,
        ("map",),
        "By how many minutes is the car faster than the bicycle on the way from {start} to {end}?"
        " Give me just the number.",
        _rides,
        lambda db, values: answer_is(exact_match=_minutes_saved(db, values)),
        _saved_script,
        subjects=_ENDS,
    ),
    IntentTemplate(
        408,
        ("map",),
        "Can I get from {start} to {end} by bicycle in {limit} minutes or less? Answer yes or no,"
        " and say how many minutes it takes.",
        _limits,
        _limit_eval,
        _limit_script,
        subjects=_ENDS,
    ),
    IntentTemplate(
        418,
        ("map",),
        "Show me the directions from {start} to {end} by {means}.",
        _shown,
        lambda db, values: shows_route(db, values["start"], values["end"], values["means"]),
        _shown_script,
        subjects=_ENDS,
    ),
)
"""Intents whose places need no search."""
