"""Map intents that cannot be done: places that do not exist, facts that nobody wrote down."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from planact.sandbox.evaluation import impossible
from planact.sandbox.intent import IntentTemplate, Values
from planact.sandbox.intents.map.lookup import place, places
from planact.sandbox.intents.map.steps import find, route_between, search_for
from planact.sandbox.oracle import Script, give_up
from planact.sandbox.sites.map.search import matching
from planact.sandbox.sites.map.words import STEMS

Connection = sqlite3.Connection

_KINDS = (
    "Aquarium", "Brewery", "Casino", "Castle", "Ferry Terminal", "Ice Rink", "Lighthouse",
    "Opera House", "Planetarium", "Race Track", "Ski Hill", "Zoo",
)  # fmt: skip
"""What the whole region has none of."""

_FACTS = {"phone": "phone number", "website": "website"}
_OTHER_FACTS = ("year of opening", "email address")


# A place that does not exist


def _ghosts(connection: Connection) -> Sequence[Values]:
    rows = places(connection)
    ghosts = [
        f"{stem} {_KINDS[index % len(_KINDS)]}"
        for index, stem in enumerate(STEMS)
        if not matching(connection, stem)
    ]
    return [
        {"place": rows[(index * 3 + shift) % len(rows)]["name"], "ghost": ghost}
        for shift in (0, 50, 101, 152)
        for index, ghost in enumerate(ghosts)
    ]


def _ghost_script(connection: Connection, values: Values) -> Script:
    ghost = values["ghost"]
    _, *kind = ghost.split()
    return (
        *route_between(values["place"], ghost, "car"),
        search_for(ghost),
        search_for(" ".join(kind).lower()),
        give_up(f"The map has no place named '{ghost}' and none of its kind."),
    )


# A fact that is missing


def _unknown(connection: Connection) -> Sequence[Values]:
    values = [
        {"place": row["name"], "fact": fact}
        for row in places(connection)
        for column, fact in _FACTS.items()
        if row[column] is None
    ]
    never = [
        {"place": row["name"], "fact": _OTHER_FACTS[row["id"] % len(_OTHER_FACTS)]}
        for row in places(connection)[::3]
    ]
    return [*values, *never]


def _unknown_script(connection: Connection, values: Values) -> Script:
    return (
        *find(place(connection, values["place"])),
        give_up(f"The page of the place does not tell its {values['fact']}."),
    )


MISSING = (
    IntentTemplate(
        412,
        ("map",),
        "How many minutes is the drive from {place} to {ghost}?",
        _ghosts,
        lambda db, values: impossible(f"There is no place named {values['ghost']}."),
        _ghost_script,
        subjects=("place", "ghost"),
    ),
    IntentTemplate(
        413,
        ("map",),
        "What is the {fact} of {place}?",
        _unknown,
        lambda db, values: impossible(f"The map does not tell the {values['fact']}."),
        _unknown_script,
        subjects=("place",),
        unseen=True,
    ),
)
"""Intents whose right answer is that it cannot be done."""
