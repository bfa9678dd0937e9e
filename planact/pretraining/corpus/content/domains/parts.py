"""Tables that many kinds of things have on their pages."""

from __future__ import annotations

from planact.pretraining.corpus.content.domains.domain import Part
from planact.pretraining.corpus.content.facts import Fact
from planact.pretraining.corpus.content.properties import (
    PHONE_NUMBER,
    RATING,
    how_many,
    price,
    when,
    who,
)
from planact.pretraining.corpus.content.values import PHRASE, SENTENCE, TERM, TIME, USER

REVIEWS = Part(
    ("Reviews", "Opinions", "What others say", "Feedback"),
    "review",
    (
        who("author", "By", "Author", "Name"),
        Fact("rating", ("Stars", "Rating", "Points"), RATING.kind),
        Fact("text", ("Text", "Opinion", "Comment"), SENTENCE),
    ),
)
COMMENTS = Part(
    ("Comments", "Discussion", "Replies", "Answers"),
    "comment",
    (
        who("author", "By", "User", "Author", kind=USER),
        how_many("likes", high=99),
        Fact("text", ("Text", "Comment"), SENTENCE),
    ),
)
HISTORY = Part(
    ("History", "Changes", "Log", "Activity"),
    "entry",
    (
        Fact("day", ("Date", "Day", "When"), when("", "x").kind),
        who("person", "By", "Who", "Person"),
        Fact("action", ("Action", "What", "Change"), PHRASE),
    ),
)
ITEMS = Part(
    ("Items", "Contents", "Positions", "Lines"),
    "item",
    (
        Fact("name", ("Item", "Name", "Article"), PHRASE),
        how_many("pieces", "Pieces", "Quantity", low=1, high=20),
        Fact("price", ("Price", "Amount"), price().kind),
    ),
)
HOURS = Part(
    ("Opening hours", "Hours", "Times"),
    "day",
    (
        Fact("day", ("Day", "Weekday"), TERM),
        Fact("opening time", ("From", "Opens"), TIME),
        Fact("closing time", ("To", "Closes"), TIME),
    ),
)
PEOPLE = Part(
    ("Team", "People", "Staff", "Participants"),
    "person",
    (
        who("name", "Name", "Person"),
        Fact("role", ("Role", "Function", "Task"), TERM),
        Fact("phone number", ("Phone", "Tel."), PHONE_NUMBER.kind),
    ),
)
