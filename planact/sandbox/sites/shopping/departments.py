"""The storefront's departments and categories, and what their products are drawn from."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Category:
    """A category below a department, and what its products are drawn from.

    Attributes:
        name: Shown to people.
        nouns: Last word or words of the products' names.
        kinds: Word before the noun; each (kind, noun) pair is used once at most.
        prices: Cheapest and dearest price in whole dollars.
        colors: How many colours a product comes in; 0 for no choice.
        sizes: Sizes to choose from.
    """

    name: str
    nouns: tuple[str, ...]
    kinds: tuple[str, ...]
    prices: tuple[int, int]
    colors: int = 0
    sizes: tuple[str, ...] = ()


_CLOTHES = ("Small", "Medium", "Large")
_SHOES = ("38", "40", "42", "44")

DEPARTMENTS: dict[str, tuple[Category, ...]] = {
    "Kitchen": (
        Category(
            "Cookware", ("Pan", "Pot", "Wok"), ("Copper", "Steel", "Iron", "Ceramic"), (19, 140)
        ),
        Category(
            "Coffee and Tea",
            ("Kettle", "Teapot", "Grinder"),
            ("Gooseneck", "Glass", "Compact", "Enamel"),
            (14, 95),
        ),
        Category(
            "Food Storage",
            ("Jar", "Lunch Box", "Canister"),
            ("Airtight", "Bamboo", "Stacking", "Square"),
            (6, 38),
        ),
    ),
    "Garden": (
        Category(
            "Garden Tools",
            ("Spade", "Rake", "Pruner"),
            ("Forged", "Folding", "Ash", "Narrow"),
            (11, 62),
        ),
        Category(
            "Planters",
            ("Planter", "Window Box", "Flower Pot"),
            ("Terracotta", "Hanging", "Oak", "Slate"),
            (9, 75),
        ),
        Category(
            "Watering",
            ("Hose", "Sprinkler", "Watering Can"),
            ("Rotary", "Zinc", "Soaker", "Quiet"),
            (12, 68),
        ),
    ),
    "Outdoor": (
        Category(
            "Tents", ("Tent", "Tarp", "Shelter"), ("Dome", "Alpine", "Ridge", "Family"), (49, 420)
        ),
        Category(
            "Backpacks",
            ("Daypack", "Rucksack", "Duffel"),
            ("Roll Top", "Canvas", "Waxed", "Packable"),
            (29, 190),
            3,
        ),
        Category(
            "Camp Lights",
            ("Lantern", "Headlamp", "Torch"),
            ("Solar", "Rechargeable", "Pocket", "Floating"),
            (8, 70),
        ),
    ),
    "Home Office": (
        Category(
            "Desk Lamps",
            ("Desk Lamp", "Clamp Lamp", "Task Light"),
            ("Brass", "Dimmable", "Slim", "Swivel"),
            (22, 130),
        ),
        Category(
            "Stationery",
            ("Notebook", "Planner", "Sketchbook"),
            ("Linen", "Dotted", "Pocket", "Spiral"),
            (4, 29),
        ),
        Category(
            "Office Chairs",
            ("Chair", "Stool", "Footrest"),
            ("Mesh", "Saddle", "Tilting", "Walnut"),
            (39, 380),
        ),
    ),
    "Clothing": (
        Category(
            "Jackets",
            ("Parka", "Anorak", "Fleece"),
            ("Hooded", "Quilted", "Storm", "Light"),
            (45, 210),
            3,
            _CLOTHES,
        ),
        Category(
            "Sweaters",
            ("Pullover", "Cardigan", "Vest"),
            ("Merino", "Ribbed", "Cable Knit", "Alpaca"),
            (32, 120),
            3,
            _CLOTHES,
        ),
        Category(
            "Socks",
            ("Socks", "Leggings", "Gaiters"),
            ("Thermal", "Trail", "Striped", "Bamboo"),
            (6, 34),
            2,
            _CLOTHES,
        ),
    ),
    "Footwear": (
        Category(
            "Hiking Boots",
            ("Boots", "Approach Shoes", "Hikers"),
            ("Leather", "Suede", "Insulated", "Winter"),
            (69, 260),
            2,
            _SHOES,
        ),
        Category(
            "Sneakers",
            ("Sneakers", "Runners", "Trainers"),
            ("Canvas", "Knit", "Court", "Retro"),
            (38, 145),
            3,
            _SHOES,
        ),
        Category(
            "Slippers",
            ("Slippers", "Clogs", "Mules"),
            ("Felt", "Cork", "Shearling", "House"),
            (15, 72),
            2,
            _SHOES,
        ),
    ),
    "Electronics": (
        Category(
            "Headphones",
            ("Headphones", "Earbuds", "Headset"),
            ("Wireless", "Studio", "Folding", "Sport"),
            (19, 280),
        ),
        Category(
            "Speakers",
            ("Speaker", "Soundbar", "Radio"),
            ("Shelf", "Bluetooth", "Shower", "Kitchen"),
            (24, 320),
        ),
        Category(
            "Chargers",
            ("Charger", "Power Bank", "Charging Dock"),
            ("Travel", "Magnetic", "Wall", "Slim"),
            (9, 85),
        ),
    ),
    "Toys and Games": (
        Category(
            "Board Games",
            ("Board Game", "Card Game", "Dice Game"),
            ("Castle", "Harbor", "Railway", "Orchard"),
            (12, 65),
        ),
        Category(
            "Puzzles",
            ("Jigsaw", "Cube", "Maze"),
            ("Wooden", "Alphabet", "Mountain", "Ocean"),
            (7, 44),
        ),
        Category(
            "Building Sets",
            ("Blocks", "Marble Run", "Train Set"),
            ("Magnetic", "Starter", "Beech", "Giant"),
            (16, 110),
        ),
    ),
}
"""Departments with their categories; every category holds 8 to 12 products."""
