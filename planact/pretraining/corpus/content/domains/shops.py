"""Things to get hold of: to buy, to borrow, to rent, to adopt."""

from __future__ import annotations

from planact.pretraining.corpus.content import names
from planact.pretraining.corpus.content.domains.deeds import BUY, KEEP
from planact.pretraining.corpus.content.domains.domain import Deed, Domain
from planact.pretraining.corpus.content.domains.parts import COMMENTS, HISTORY, REVIEWS
from planact.pretraining.corpus.content.facts import Fact
from planact.pretraining.corpus.content.properties import (
    CITY,
    RATING,
    how_many,
    one_of,
    price,
    when,
    who,
)
from planact.pretraining.corpus.content.values import CODE, TERM

SHOP = Domain(
    "product",
    "products",
    "category",
    ("Shop", "Products", "All products", "Assortment", "Our range"),
    names.product,
    (
        price(),
        RATING,
        how_many("reviews", high=400),
        who("maker", "Brand", "Maker", "Manufacturer", kind=TERM, questions=("Who makes {x}?",)),
        Fact("item number", ("Item no.", "SKU", "Article number"), CODE),
        one_of("color", ("Color", "Finish"), "Black", "White", "Teal", "Gray", "Pink", "Beige"),
        one_of("availability", ("Availability", "Stock"), "In stock", "Sold out", "On request"),
        Fact("material", ("Material", "Made of"), TERM, ("What is {x} made of?",)),
    ),
    (BUY, BUY, KEEP),
    (REVIEWS, HISTORY),
)
LIBRARY = Domain(
    "book",
    "books",
    "shelf",
    ("Catalog", "Books", "Collection", "Browse books"),
    names.sentence,
    (
        who("author", "Author", "By", "Written by", questions=("Who is the author of {x}?",)),
        how_many("pages", low=40, high=1200),
        when("publication date", "Published", "Publication", questions=("When did {x} appear?",)),
        one_of("language", ("Language",), "English", "French", "Spanish", "Danish", "Greek"),
        one_of("format", ("Format", "Medium"), "Hardcover", "Paperback", "Audio", "E-book"),
        one_of("availability", ("Availability",), "Available", "On loan", "Reserved"),
        Fact("shelf mark", ("Shelf mark", "Signature", "Call number"), CODE),
    ),
    (Deed(("borrow {x}", "reserve {x}"), ("Borrow", "Reserve", "Check out", "Lend")), KEEP),
    (REVIEWS, HISTORY),
)
RENTALS = Domain(
    "tool",
    "tools",
    "department",
    ("Rent", "Tools", "Rental", "Equipment"),
    names.product,
    (
        price(1, 200),
        Fact("deposit", ("Deposit",), price(5, 400).kind, ("What is the deposit for {x}?",)),
        one_of("availability", ("Availability", "State"), "Free", "Rented out", "In repair"),
        Fact("weight", ("Weight",), how_many("kilos", high=90).kind, ("How heavy is {x}?",)),
        CITY,
        RATING,
    ),
    (Deed(("rent {x}", "reserve {x}"), ("Rent", "Reserve", "Rent now")), KEEP),
    (REVIEWS, HISTORY),
)
ANIMALS = Domain(
    "animal",
    "animals",
    "species",
    ("Animals", "Adopt", "Looking for a home", "Our animals"),
    lambda draw: names.capital(draw.syllables(1, 2)),
    (
        Fact("age", ("Age",), how_many("years", high=20).kind, ("How old is {x}?",)),
        one_of("sex", ("Sex",), "Male", "Female"),
        one_of("size", ("Size",), "Tiny", "Middle", "Large"),
        who("keeper", "Keeper", "Contact", questions=("Who looks after {x}?",)),
        when("arrival", "Here since", "Arrived", questions=("Since when is {x} here?",)),
        Fact("weight", ("Weight",), how_many("kilos", high=60).kind, ("How heavy is {x}?",)),
    ),
    (Deed(("adopt {x}", "give {x} a home"), ("Adopt", "Give a home")), KEEP),
    (HISTORY, COMMENTS),
    lambda draw: draw.word("nouns"),
)
