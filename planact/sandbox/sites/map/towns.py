"""The towns of the region, their districts, and where they lie."""

from __future__ import annotations

from dataclasses import dataclass

REGION = "Millow Vale"


@dataclass(frozen=True)
class Town:
    """A town whose streets form a rough grid.

    Attributes:
        name: Its name.
        x: East of the region's center, in meters.
        y: North of it.
        columns: Streets that run north.
        rows: Streets that run east.
        postcode: Its first postcode; each district has one of its own.
    """

    name: str
    x: int
    y: int
    columns: int
    rows: int
    postcode: int


MILBROOK = Town("Milbrook", 0, 0, 10, 9, 4710)

TOWNS = (
    MILBROOK,
    Town("Ballyrowan", -6400, -3300, 5, 4, 4721),
    Town("Corvale", 900, 6100, 5, 4, 4724),
    Town("Hollinford", 5200, -3900, 5, 4, 4728),
    Town("Kilbrae", -5300, 3900, 5, 4, 4732),
    Town("Saltreed", 9800, -900, 5, 4, 4735),
    Town("Wickmoor", 6100, 3400, 5, 4, 4739),
)

RIVER_COLUMN = 4
"""The river flows through Milbrook between this column and the next."""

BRIDGES = {1: "Chapel Bridge", 4: "Ropewalk Bridge", 7: "Iron Bridge"}
"""Where Milbrook's streets cross the river, by row; the one in the middle is closed to cars."""

FOOTBRIDGE = "Ropewalk Bridge"

DISTRICTS = (
    "Old Town", "Castle Hill", "Tannery Quarter", "Northgate", "Riverside", "Southfields",
    "University Quarter",
)  # fmt: skip
"""The districts of Milbrook; every other town is one district of the same name."""

AREAS = (*DISTRICTS, *(town.name for town in TOWNS[1:]))
"""All districts and towns, as addresses name them."""


def district(column: float, row: float) -> str:
    """The district of Milbrook at a place on its grid; rows count from the south."""
    if column <= RIVER_COLUMN + 0.5:
        return "Tannery Quarter" if row < 3 else "Old Town" if row < 6 else "Castle Hill"
    if column > 7.5 and row >= 3:
        return "University Quarter"
    return "Southfields" if row < 3 else "Riverside" if row < 6 else "Northgate"


def town_of(area: str) -> str:
    """The town that a district belongs to."""
    return MILBROOK.name if area in DISTRICTS else area


def postcode(area: str) -> str:
    """The district's postcode."""
    if area in DISTRICTS:
        return f"{MILBROOK.postcode + DISTRICTS.index(area):05}"
    return f"{next(town.postcode for town in TOWNS if town.name == area):05}"
