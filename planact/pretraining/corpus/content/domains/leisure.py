"""What people cook, listen to, visit and read."""

from __future__ import annotations

from planact.pretraining.corpus.content import names
from planact.pretraining.corpus.content.domains.deeds import FOLLOW, KEEP, LIKE, PRINT
from planact.pretraining.corpus.content.domains.domain import Deed, Domain
from planact.pretraining.corpus.content.domains.parts import COMMENTS, HISTORY, ITEMS, PEOPLE
from planact.pretraining.corpus.content.facts import Fact
from planact.pretraining.corpus.content.properties import RATING, how_many, one_of, price, when, who
from planact.pretraining.corpus.content.values import PHRASE, TERM, TIME, TOWN, USER

_DISHES = ("soup", "pie", "salad", "stew")
RECIPES = Domain(
    "recipe",
    "recipes",
    "course",
    ("Recipes", "All recipes", "Cookbook", "What to cook"),
    lambda draw: names.capital(
        f"{draw.word('adjectives')} {draw.word('nouns')} {draw.one(_DISHES)}"
    ),
    (
        who("cook", "By", "Cook", "From", kind=USER, questions=("Whose recipe is {x}?",)),
        how_many("servings", "Serves", "Servings", low=1, high=12),
        Fact(
            "cooking time",
            ("Time", "Takes", "Cooking time"),
            how_many("minutes").kind,
            ("How long does {x} take?",),
            (("{one} that takes longest",), ("quickest {one}", "fastest {one}")),
            (("Time, longest first", "Longest"), ("Time, shortest first", "Quickest")),
        ),
        RATING,
        one_of("difficulty", ("Difficulty", "Skill"), "Easy", "Medium", "Hard"),
        one_of("diet", ("Diet",), "Vegan", "Vegetarian", "Meat", "Fish"),
    ),
    (KEEP, LIKE, PRINT),
    (ITEMS, COMMENTS),
)
SONGS = Domain(
    "song",
    "songs",
    "genre",
    ("Music", "Songs", "Listen", "Charts"),
    lambda draw: names.capital(names.phrase(draw)),
    (
        who("artist", "Artist", "By", "Band", kind=TERM, questions=("Who sings {x}?",)),
        Fact("length", ("Length", "Duration"), TIME, ("How long is {x}?",)),
        how_many("plays", high=90000),
        when("release date", "Released", "Release", questions=("When did {x} come out?",)),
        Fact("album", ("Album", "From the album"), PHRASE, ("On which album is {x}?",)),
        RATING,
    ),
    (LIKE, Deed(("add {x} to my playlist",), ("Add to playlist", "To my playlist")), FOLLOW),
    (COMMENTS, HISTORY),
)
EVENTS = Domain(
    "event",
    "events",
    "series",
    ("Events", "Program", "What is on", "Dates"),
    lambda draw: names.capital(names.phrase(draw)) + draw.one((" night", " fair", " day", " talk")),
    (
        when("date", "Date", "On", "Takes place", questions=("When is {x}?",)),
        Fact("venue", ("Venue", "Where", "Place"), TOWN, ("Where does {x} take place?",)),
        price(3, 150),
        how_many("seats", "Seats left", "Free seats", high=500),
        Fact("time", ("Time", "Begins at"), TIME, ("At what time does {x} begin?",)),
        one_of("audience", ("For", "Audience"), "Adults", "Children", "Everybody", "Members"),
    ),
    (Deed(("get a seat for {x}", "book {x}"), ("Book a seat", "Get a seat", "Book")), KEEP),
    (PEOPLE, COMMENTS),
)
ARTICLES = Domain(
    "article",
    "articles",
    "subject",
    ("Encyclopedia", "Articles", "Knowledge", "All articles"),
    lambda draw: names.capital(names.phrase(draw)) if draw.chance(0.5) else names.term(draw),
    (
        Fact("length", ("Length", "Extent"), how_many("words", high=9000).kind),
        when("founding date", "Founded", "First mentioned", questions=("When was {x} founded?",)),
        who("discoverer", "Discovered by", "Discoverer", questions=("Who discovered {x}?",)),
        Fact("height", ("Height", "Elevation"), how_many("meters", high=9000).kind),
        Fact("capital", ("Capital", "Main town"), TOWN, ("What is the capital of {x}?",)),
        how_many("inhabitants", high=900_000),
        who("editor", "Last editor", "Edited by", kind=USER, questions=("Who edited {x}?",)),
    ),
    (FOLLOW, PRINT, KEEP),
    (HISTORY, COMMENTS),
)
