"""Kinds of places: what they are called, how many there are, and when they are open."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Hours:
    """When places of a kind open and close, of which each place draws its own times.

    Attributes:
        opens: Opening times on weekdays, in minutes after midnight: first and last.
        closes: Closing times on weekdays.
        saturday: Chance that a place is open on Saturdays.
        sunday: Chance that it is open on Sundays.
    """

    opens: tuple[int, int]
    closes: tuple[int, int]
    saturday: float = 1.0
    sunday: float = 0.0


@dataclass(frozen=True)
class Category:
    """A kind of place.

    Attributes:
        name: One of them, e.g. ``Bakery``.
        plural: Several.
        count: How many the region has, beside those that stand in every town.
        names: Patterns of their names: ``{stem}``, ``{odd}`` (an adjective and a noun) and
            ``{area}`` are filled in.
        hours: When they are open; None for always.
        everywhere: Pattern of the name of one that stands in every town, if one does.
    """

    name: str
    plural: str
    count: int
    names: tuple[str, ...]
    hours: Hours | None
    everywhere: str | None = None


_FOOD = Hours((660, 750), (1290, 1410), sunday=0.6)
_SHOP = Hours((510, 600), (1035, 1155), saturday=0.9, sunday=0.15)
_OFFICE = Hours((495, 570), (930, 1050), saturday=0.2)
_CULTURE = Hours((540, 630), (990, 1200), saturday=0.9, sunday=0.6)

CATEGORIES = (
    Category("Bakery", "Bakeries", 13, ("{stem} Bakery",), Hours((360, 435), (780, 1110))),
    Category("Bank", "Banks", 9, ("Savings Bank {area}", "Mutual Bank {area}"), _OFFICE),
    Category("Bicycle shop", "Bicycle shops", 6, ("{stem} Cycles",), _SHOP),
    Category("Bookshop", "Bookshops", 8, ("{stem} Books", "The {odd} Bookshop"), _SHOP),
    Category(
        "Cafe",
        "Cafes",
        21,
        ("{odd} Cafe", "{odd} Cafe", "{odd} Coffee House", "Bean Street Coffee {area}"),
        Hours((420, 570), (1020, 1320), sunday=0.7),
    ),
    Category(
        "Cinema",
        "Cinemas",
        6,
        ("{stem} Cinema", "{odd} Cinema"),
        Hours((780, 930), (1350, 1425), 1, 1),
    ),
    Category("Home goods store", "Home goods stores", 5, ("Thistle and Pine {area}",), _SHOP),
    Category("Hospital", "Hospitals", 4, ("{stem} Hospital",), None),
    Category("Hotel", "Hotels", 17, ("{stem} Hotel", "{odd} Inn", "{stem} Guesthouse"), None),
    Category("Library", "Libraries", 8, ("{stem} Library",), Hours((540, 615), (1020, 1230), 0.6)),
    Category("Museum", "Museums", 11, (), Hours((540, 630), (990, 1110), 1, 0.8)),
    Category("Park", "Parks", 11, ("{stem} Park", "{stem} Gardens", "{stem} Green"), None),
    Category(
        "Pharmacy",
        "Pharmacies",
        13,
        ("{stem} Pharmacy", "{stem} Pharmacy", "Wellspring Pharmacy {area}"),
        Hours((480, 555), (1035, 1215), 0.8, 0.1),
    ),
    Category(
        "Post office", "Post offices", 3, ("{area} Post Office",), _OFFICE, "{area} Post Office"
    ),
    Category(
        "Restaurant",
        "Restaurants",
        19,
        ("{odd} Restaurant", "{odd} Kitchen", "{stem} Grill"),
        _FOOD,
    ),
    Category("School", "Schools", 9, ("{stem} School",), Hours((450, 495), (870, 975), 0)),
    Category("Station", "Stations", 2, ("{area} Halt",), None, "{area} Station"),
    Category(
        "Supermarket",
        "Supermarkets",
        13,
        ("Larder Market {area}", "Greenbasket {area}"),
        Hours((420, 510), (1170, 1335), 1, 0.3),
    ),
    Category("Swimming pool", "Swimming pools", 6, ("{stem} Baths", "{stem} Pool"), _CULTURE),
    Category("Theater", "Theaters", 5, ("{stem} Theater", "{odd} Playhouse"), _CULTURE),
    Category("University building", "University buildings", 10, (), _OFFICE),
)

PLURALS = {category.name: category.plural for category in CATEGORIES}
