"""What to do on a route, street by street, and how distances, times and places are written."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from planact.sandbox.sites.map.network import Leg, Route

Position = tuple[int, int]
"""Meters east and north of the region's center."""

_COMPASS = ("east", "northeast", "north", "northwest", "west", "southwest", "south", "southeast")
_STRAIGHT = 35

# Where the region would lie: in the sea, so that no real town is meant.
_LATITUDE, _LONGITUDE = 54.62, 2.31
_METERS_A_DEGREE = 111_320


@dataclass(frozen=True)
class Instruction:
    """One line of the directions."""

    text: str
    meters: int


def itinerary(route: Route, positions: Mapping[int, Position]) -> list[Instruction]:
    """The streets of a route in order, each with how to turn into it and how far to follow it."""
    instructions: list[Instruction] = []
    before: Leg | None = None
    for street, group in groupby(route.legs, key=lambda leg: leg.street):
        legs = list(group)
        if before is None:
            text = f"Head {_COMPASS[round(_heading(legs[0], positions) / 45) % 8]} on {street}"
        else:
            text = f"{_turn(before, legs[0], positions)} {street}"
        instructions.append(Instruction(text, sum(leg.meters for leg in legs)))
        before = legs[-1]
    return instructions


def _turn(before: Leg, after: Leg, positions: Mapping[int, Position]) -> str:
    angle = (_heading(after, positions) - _heading(before, positions) + 180) % 360 - 180
    if abs(angle) < _STRAIGHT:
        return "Continue onto"
    return "Turn left onto" if angle > 0 else "Turn right onto"


def _heading(leg: Leg, positions: Mapping[int, Position]) -> float:
    """Degrees from east, against the clock."""
    (x1, y1), (x2, y2) = positions[leg.start], positions[leg.end]
    return math.degrees(math.atan2(y2 - y1, x2 - x1))


def apart(first: Position, second: Position) -> int:
    """The straight distance of two positions, in full tens of meters."""
    return 10 * round(math.dist(first, second) / 10)


def distance(meters: int) -> str:
    """A distance as pages show it, e.g. ``850 m`` or ``2.41 km``; exact for full tens of meters."""
    return f"{meters} m" if meters < 1000 else f"{meters / 1000:.2f} km"


def duration(minutes: int) -> str:
    """A time as pages show it, e.g. ``34 min`` or ``1 h 4 min``."""
    hours, rest = divmod(minutes, 60)
    return f"{hours} h {rest} min" if hours else f"{rest} min"


def coordinates(position: Position) -> str:
    """Latitude and longitude in decimal degrees."""
    x, y = position
    latitude = _LATITUDE + y / _METERS_A_DEGREE
    longitude = _LONGITUDE + x / (_METERS_A_DEGREE * math.cos(math.radians(_LATITUDE)))
    return f"{latitude:.5f}, {longitude:.5f}"


def opening_hours(times: Sequence[int] | None) -> str:
    """A day's opening and closing time in minutes, as pages show them."""
    if times is None:
        return "Closed"
    opens, closes = times
    return "Open 24 hours" if (opens, closes) == (0, 1440) else f"{clock(opens)}-{clock(closes)}"


def clock(minutes: int) -> str:
    """A time of day from its minutes after midnight, e.g. ``9:45``."""
    return f"{minutes // 60}:{minutes % 60:02}"
