"""Where people go, and whom and what they find there."""

from __future__ import annotations

from planact.pretraining.corpus.content import names
from planact.pretraining.corpus.content.domains.deeds import FOLLOW, KEEP, LIKE
from planact.pretraining.corpus.content.domains.domain import Deed, Domain
from planact.pretraining.corpus.content.domains.parts import HISTORY, HOURS, PEOPLE, REVIEWS
from planact.pretraining.corpus.content.facts import Fact
from planact.pretraining.corpus.content.properties import (
    ADDRESS,
    CITY,
    EMAIL_ADDRESS,
    PHONE_NUMBER,
    RATING,
    how_many,
    one_of,
    price,
    when,
    who,
)
from planact.pretraining.corpus.content.values import CODE, TIME

PLACES = Domain(
    "place",
    "places",
    "district",
    ("Places", "Explore", "Sights", "What is nearby"),
    names.place,
    (
        ADDRESS,
        PHONE_NUMBER,
        Fact("opening hours", ("Hours", "Open"), TIME, ("When does {x} open?",)),
        RATING,
        one_of("kind", ("Kind", "Type"), "Food", "Culture", "Sport", "Nature", "Health"),
        Fact("postal code", ("Postal code", "ZIP"), CODE),
        how_many("visitors", high=9000),
    ),
    (KEEP, LIKE),
    (REVIEWS, HOURS),
    names.town,
)
HOTELS = Domain(
    "hotel",
    "hotels",
    "region",
    ("Hotels", "Stays", "All hotels", "Where to stay"),
    lambda draw: draw.one(("Hotel {}", "{} Inn", "{} Lodge", "Pension {}")).format(
        names.capital(draw.one((draw.syllables(2, 3), draw.word("nouns"))))
    ),
    (
        price(30, 500),
        RATING,
        how_many("rooms", high=300),
        ADDRESS,
        CITY,
        PHONE_NUMBER,
        one_of("board", ("Board", "Meals"), "Breakfast", "Half board", "Full board", "None"),
    ),
    (KEEP, Deed(("ask for a room at {x}",), ("Ask for a room", "Room request"))),
    (REVIEWS, PEOPLE),
    names.town,
)
CLINIC = Domain(
    "doctor",
    "doctors",
    "department",
    ("Doctors", "Our doctors", "Find a doctor", "Medical team"),
    lambda draw: f"Dr. {names.person(draw)}",
    (
        Fact("room", ("Room", "Office"), CODE, ("In which room is {x}?", "Where do I find {x}?")),
        PHONE_NUMBER,
        EMAIL_ADDRESS,
        one_of("language", ("Languages", "Speaks"), "English", "French", "Polish", "Turkish"),
        RATING,
        one_of("insurance", ("Insurance", "Accepts"), "All insurances", "Private only", "Public"),
        when("next free day", "Next free day", "Free from"),
    ),
    (Deed(("ask {x} for a call", "request a call from {x}"), ("Request a call",)), FOLLOW),
    (HOURS, REVIEWS),
)
SCHOOL = Domain(
    "course",
    "courses",
    "subject",
    ("Courses", "Course list", "Classes", "Lessons"),
    lambda draw: names.capital(names.phrase(draw)) + draw.one(("", " I", " II", " for beginners")),
    (
        who("teacher", "Teacher", "Lecturer", "Instructor", questions=("Who teaches {x}?",)),
        how_many("places", "Places", "Free places", high=60),
        when("start date", "Starts", "Start date", "Begins", questions=("When does {x} start?",)),
        price(10, 600),
        one_of("level", ("Level",), "Beginner", "Intermediate", "Advanced", "Expert"),
        one_of("weekday", ("Day", "Weekday"), "Monday", "Tuesday", "Wednesday", "Thursday"),
        Fact("room", ("Room", "Where"), CODE, ("In which room is {x} held?",)),
    ),
    (Deed(("enroll in {x}", "join {x}", "sign up for {x}"), ("Enroll", "Join", "Sign up")), KEEP),
    (PEOPLE, HISTORY),
)
