"""Steps that the map's scripts share."""

from __future__ import annotations

import sqlite3

from planact.core.action import ActionKind
from planact.sandbox.oracle import Move, ScriptStep, click, fill, search, select, step
from planact.sandbox.sites.map.itinerary import distance, duration
from planact.sandbox.sites.map.network import Route
from planact.sandbox.sites.map.roads import PROFILES
from planact.sandbox.sites.map.view import ROOT

SEARCH = "#search"


def go_back(note: str) -> Move:
    """Go back to the page before, with what was read on this one."""
    return Move(ActionKind.GO_BACKWARD, note=note)


def place_link(row: sqlite3.Row) -> str:
    """Selector of the link to a place in a list."""
    return f".panel a[href='{ROOT}/place/{row['slug']}']"


def search_for(text: str, note: str | None = None) -> ScriptStep:
    """Search from the header."""
    return step(
        f"Search for '{text}'",
        "The search finds places by name, category and address.",
        search(SEARCH, text, note=note),
    )


def open_place(row: sqlite3.Row) -> ScriptStep:
    """Open a place, whose name the intent gives, from the search results."""
    return step(
        f"Open '{row['name']}' from the results",
        "The place's page tells all that is known of it.",
        click(place_link(row)),
    )


def find(row: sqlite3.Row) -> tuple[ScriptStep, ScriptStep]:
    """From any page to the page of a place whose name the intent gives."""
    return search_for(row["name"]), open_place(row)


def find_nearest(category: str, anchor: str, found: sqlite3.Row) -> tuple[ScriptStep, ScriptStep]:
    """From any page to the page of the nearest place of a category."""
    return (
        step(
            f"Search for '{category.lower()} near {anchor}'",
            "A search with 'near' lists places by their distance.",
            search(SEARCH, f"{category.lower()} near {anchor}"),
        ),
        step(
            "Open the first result", "The results begin with the nearest.", click(place_link(found))
        ),
    )


def open_nearby() -> ScriptStep:
    """From a place's page to what is near it."""
    return step("Open 'Nearby places'", "It lists the places around this one.", click("#nearby"))


def route_to_here(start: str, by: str) -> tuple[ScriptStep, ScriptStep]:
    """From a place's page to the directions that lead there."""
    name = PROFILES[by]
    return (
        step(
            "Click 'Directions to here'",
            "The directions then have the full name of this place.",
            click("#to-here"),
        ),
        step(
            f"Enter '{start}' as 'From', choose '{name}' under 'Travel by' and press 'Go'",
            "The start and the way to travel are still missing.",
            fill("#from", start),
            *(() if by == "car" else (select("#by", name),)),
            click("#go"),
        ),
    )


def route_between(start: str, end: str, by: str) -> tuple[ScriptStep, ScriptStep]:
    """From any page to the directions between two places whose full names are known."""
    name = PROFILES[by]
    return (
        step(
            "Open 'Directions'",
            "The full names of both places are known.",
            click(f".links a[href='{ROOT}/directions']"),
        ),
        step(
            f"Enter '{start}' as 'From' and '{end}' as 'To', choose '{name}' under 'Travel by'"
            " and press 'Go'",
            "The directions show the distance and the time.",
            fill("#from", start),
            fill("#to", end),
            *(() if by == "car" else (select("#by", name),)),
            click("#go"),
        ),
    )


def summary(route: Route) -> str:
    """How the directions sum a route up."""
    return f"{PROFILES[route.profile]}: {distance(route.meters)}, {duration(route.minutes)}"
