"""Map intents that write: saved places and reported problems."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from itertools import product

from planact.sandbox.evaluation import Evaluation, page_shows, text_of
from planact.sandbox.intent import IntentTemplate, Values
from planact.sandbox.intents.map.lookup import place, places
from planact.sandbox.intents.map.steps import find, place_link
from planact.sandbox.oracle import Script, ScriptStep, click, fill, finish, select, step
from planact.sandbox.site import NOW
from planact.sandbox.sites.map.content import LISTS
from planact.sandbox.sites.map.own import SAVED_PER_PAGE
from planact.sandbox.sites.map.places import slug
from planact.sandbox.sites.map.view import ROOT
from planact.sandbox.sites.map.words import PROBLEMS

Connection = sqlite3.Connection

_NOTES = tuple(
    f"{what} {when}"
    for what, when in product(
        ("Meet Ines", "Return the parcel", "Ask about Sunday", "Show it to Paul", "Lunch with Bea",
         "Look for gloves", "Pick up the keys"),
        ("on Tuesday", "next week", "before noon", "after work", "in July"),
    )
)  # fmt: skip

_REMARKS = tuple(
    f"{what} {since}"
    for what, since in product(
        ("I found the door locked", "A neighbor told me about it", "The sign says something else",
         "Two visitors complained", "I noticed it myself", "My friend stood there in vain"),
        ("this morning", "last Friday", "twice in May", "on my way home", "during the fair"),
    )
)  # fmt: skip


def _saved_eval(values: Values, wanted: str, note: str) -> Evaluation:
    text = f"Saved in '{wanted}'" + (f": {note}" if note else "")
    path = f"/place/{slug(values['place'])}"
    return page_shows("map", path, text_of("#saved"), exact_match=text)


# A new saved place


def _unsaved(connection: Connection) -> Sequence[Values]:
    saved = {row["place"] for row in connection.execute("SELECT place FROM map_saved")}
    names = [row["name"] for row in places(connection) if row["id"] not in saved]
    lists = list(LISTS.values())
    return [
        {"place": name, "list": lists[index % 3], "note": _NOTES[index * 11 % len(_NOTES)]}
        for index, name in enumerate(names)
    ]


def _save_script(connection: Connection, values: Values) -> Script:
    return (
        *find(place(connection, values["place"])),
        step(
            "Click 'Save to My places'",
            "Every place can be saved from its own page.",
            click("#save"),
        ),
        step(
            f"Choose the list '{values['list']}', enter the note '{values['note']}' and press"
            " 'Save place'",
            "The form asks for the list and the note.",
            select("#list", values["list"]),
            fill("#note", values["note"]),
            click("#send"),
        ),
        finish(),
    )


# From one list to another


def _movable(connection: Connection) -> Sequence[Values]:
    rows = connection.execute(
        "SELECT name, list FROM map_saved JOIN map_place ON map_place.id = place ORDER BY place"
    )
    return [
        {"place": row["name"], "old": row["list"], "new": other}
        for row in rows
        for other in LISTS.values()
        if other != row["list"]
    ]


def _moved_eval(connection: Connection, values: Values) -> Evaluation:
    note = connection.execute(
        "SELECT note FROM map_saved WHERE place = ?", (place(connection, values["place"])["id"],)
    ).fetchone()["note"]
    return _saved_eval(values, values["new"], note)


def _turn_pages(connection: Connection, values: Values) -> tuple[ScriptStep, ...]:
    """From the first page of a list of saved places to the page that shows the place."""
    before = connection.execute(
        "SELECT count(*) FROM map_saved JOIN map_place ON map_place.id = place"
        " WHERE list = ? AND name < ?",
        (values["old"], values["place"]),
    ).fetchone()[0]
    path = f"{ROOT}/saved?list={_address(values['old'])}"
    return tuple(
        step(
            "Go on to the next page of the list",
            "The list is in the order of the alphabet, and the place comes later.",
            click(f".pages a[href='{path}&page={page}']"),
        )
        for page in range(2, before // SAVED_PER_PAGE + 2)
    )


def _address(name: str) -> str:
    return next(key for key, text in LISTS.items() if text == name)


def _move_script(connection: Connection, values: Values) -> Script:
    row = place(connection, values["place"])
    return (
        step(
            f"Open 'My places' and the list '{values['old']}'",
            "The saved place is in this list.",
            click(f".links a[href='{ROOT}/saved']"),
            click(f".tabs a[href='{ROOT}/saved?list={_address(values['old'])}']"),
        ),
        *_turn_pages(connection, values),
        step(
            f"Open '{row['name']}' and click 'Edit in My places'",
            "The list is changed from the place's page.",
            click(place_link(row)),
            click("#save"),
        ),
        step(
            f"Choose the list '{values['new']}' and press 'Save place'",
            "The note stays as it is.",
            select("#list", values["new"]),
            click("#send"),
        ),
        finish(),
    )


# A reported problem


def _reportable(connection: Connection) -> Sequence[Values]:
    kinds = list(PROBLEMS)
    return [
        {
            "place": row["name"],
            "kind": kinds[index % len(kinds)],
            "text": _REMARKS[index * 7 % len(_REMARKS)],
        }
        for index, row in enumerate(places(connection))
    ]


def _report_eval(connection: Connection, values: Values) -> Evaluation:
    text = f"{values['kind']}: {values['text']} ({NOW.date().isoformat()})"
    path = f"/place/{slug(values['place'])}"
    return page_shows("map", path, text_of("#reports li:last-child"), exact_match=text)


def _report_script(connection: Connection, values: Values) -> Script:
    return (
        *find(place(connection, values["place"])),
        step(
            "Click 'Report a problem'",
            "Problems are reported from the place's page.",
            click("#report"),
        ),
        step(
            f"Choose '{values['kind']}', enter the description '{values['text']}' and press"
            " 'Send report'",
            "The form asks what is wrong and for a description.",
            select("#kind", values["kind"]),
            fill("#text", values["text"]),
            click("#send"),
        ),
        finish(),
    )


OWN = (
    IntentTemplate(
        419,
        ("map",),
        "Save {place} to my list '{list}' with the note \"{note}\".",
        _unsaved,
        lambda db, values: _saved_eval(values, values["list"], values["note"]),
        _save_script,
    ),
    IntentTemplate(
        421,
        ("map",),
        "In my places, move {place} from the list '{old}' to '{new}' and keep its note as it is.",
        _movable,
        _moved_eval,
        _move_script,
        test=0,
    ),
    IntentTemplate(
        422,
        ("map",),
        "There is a problem with {place}: report it as '{kind}' with the description \"{text}\".",
        _reportable,
        _report_eval,
        _report_script,
    ),
)
"""Intents that change something."""
