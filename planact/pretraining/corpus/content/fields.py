"""The fields of forms: what they ask for, how they are called, and what may be entered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from planact.pretraining.corpus.content import names
from planact.pretraining.corpus.draw import Draw


@dataclass(frozen=True)
class FieldKind:
    """A field.

    Attributes:
        said: What instructions call it.
        labels: What pages call it.
        control: What it looks like; ``links`` is a page of its own with a link for each option.
        make: Makes what is typed, or an option.
        options: Options with meanings of their own.
        filled: How often it holds something before anybody changes it.
    """

    said: str
    labels: tuple[str, ...]
    control: Literal["text", "area", "select", "check", "links"] = "text"
    make: Callable[[Draw], str] | None = None
    options: tuple[str, ...] = ()
    filled: float = 0.0


def _text(said: str, make: Callable[[Draw], str], *labels: str, filled: float = 0.2) -> FieldKind:
    return FieldKind(said, labels or (names.capital(said),), "text", make, filled=filled)


def _area(said: str, *labels: str) -> FieldKind:
    return FieldKind(said, labels or (names.capital(said),), "area", names.sentence)


def _choice(said: str, *options: str, labels: tuple[str, ...] = ()) -> FieldKind:
    return FieldKind(said, labels or (names.capital(said),), "select", None, options, 0.6)


def _option(said: str, make: Callable[[Draw], str], *labels: str) -> FieldKind:
    return FieldKind(said, labels or (names.capital(said),), "select", make, filled=0.3)


def _links(said: str, make: Callable[[Draw], str], *labels: str) -> FieldKind:
    return FieldKind(said, labels or (f"Choose a {said}", f"Which {said}?"), "links", make)


def _switch(*labels: str) -> FieldKind:
    return FieldKind(labels[0], labels, "check", filled=0.4)


def _number(low: int, high: int) -> Callable[[Draw], str]:
    return lambda draw: str(draw.count(low, high))


def _day(draw: Draw) -> str:
    return f"{draw.one(('Mon', 'Tue', 'Wed', 'Thu', 'Fri'))} {draw.count(1, 28)} {draw.one(_MAY)}"


_MAY = ("May", "June", "July")

NAME = _text("name", names.person, "Name", "Full name", "Your name", "Contact person")
NICKNAME = _text(
    "nickname", names.user, "Nickname", "Alias", "Display name", "Shown as", filled=0.7
)
EMAIL = _text("e-mail address", names.email, "E-mail", "E-mail address", "Mail", filled=0.5)
PHONE = _text("phone number", names.phone, "Phone", "Phone number", "Call me at")
CITY = _text("city", names.town, "City", "Town", "Place of residence", filled=0.5)
STREET = _text("street", names.street, "Street", "Street and number", "Address", filled=0.5)
POSTCODE = _text("postal code", _number(1000, 99999), "Postal code", "ZIP", "Post code", filled=0.5)
SUBJECT = _text("subject", lambda d: names.capital(names.phrase(d)), "Subject", "Topic", "About")
MESSAGE = _area("message", "Message", "Your message", "What can we do?", "Text")
REASON = _area("reason", "Reason", "Why?", "Explanation")
DAY = _text("day", names.date, "Day", "Date", "On which day?")
FROM_DAY = _text("first day", names.date, "From", "Begin", "First day", "Start date")
TO_DAY = _text("last day", names.date, "To", "Until", "Last day", "End date")
CODE_FIELD = _text("reference", names.code, "Reference", "Number", "Code", "File number")
PIECES = _text("number of pieces", _number(2, 60), "Pieces", "How many?", "Quantity")
WEIGHT = _text("weight", _number(1, 90), "Weight", "Weight in kg", "Kilos")
START = _text("start", names.place, "Start", "From", "Starting point", "Point A")
GOAL = _text("destination", names.place, "Destination", "To", "Goal", "Point B")
TITLE = _text("title", lambda d: names.capital(names.phrase(d)), "Title", "Headline", "Caption")
MOTTO = _text("motto", names.sentence, "Motto", "About me", "Short description", filled=0.6)
TEAM = _text("team", names.term, "Team", "Unit", "Club", filled=0.4)
LANGUAGE = _choice("language", "English", "French", "Spanish", "Danish", "Greek", "Polish", "Welsh")
THEME = _choice("theme", "Light", "Dark", "Automatic", "High contrast", labels=("Theme", "Looks"))
MODE = _choice(
    "means of transport",
    "By car",
    "On foot",
    "By bike",
    "By bus",
    labels=("Mode", "How", "Travel by"),
)
OFTEN = _choice(
    "frequency", "Every day", "Once a week", "Once a month", "At no time", labels=("How often?",)
)
URGENCY = _choice("urgency", "Low", "Normal", "High", "At once", labels=("Urgency", "Priority"))
WHO_SEES = _choice(
    "visibility", "Everybody", "Friends only", "Only me", labels=("Visible for", "Who sees it?")
)
PERIOD = _choice(
    "period", "Day", "Week", "Month", "Quarter", "Year", labels=("Period", "Per", "By")
)
COUNTRY = _option("country", names.town, "Country", "Nation", "State")
BRANCH = _option("branch", names.town, "Branch", "Office", "Location")
KIND = _option("kind", names.term, "Kind", "Type", "Category", "Sort of request")
GROUP = _option("group", names.term, "Group", "Section", "Area", "Collection")
STORE = _option("department", names.term, "Department", "Desk", "Team in charge")
NEWS = _switch("Send me news", "Newsletter", "Keep me informed", "News by mail")
PUBLIC = _switch("Show my profile", "Public profile", "Others may find me")
SOUND = _switch("Play sounds", "Sounds", "Sound on new messages")
GIFT = _switch("Wrap as a gift", "Gift wrapping", "It is a present")
EMPTY_ROWS = _switch("Show empty rows", "With empty rows", "Include zeros")
COPY = _switch("Send me a copy", "Copy to me", "I want a copy")
DEPARTMENT = _links("department", names.term)
DOCTOR = _links("doctor", lambda d: f"Dr. {names.person(d)}")
SLOT_DAY = _links("day", _day)
SLOT = _links("time", names.time)
ROOM = _links("room", names.term)
TOPIC = _links("topic", names.term)

FIELDS = (
    *(NAME, NICKNAME, EMAIL, PHONE, CITY, STREET, POSTCODE, SUBJECT, MESSAGE, REASON, DAY),
    *(CODE_FIELD, PIECES, WEIGHT, TITLE, MOTTO, TEAM, LANGUAGE, THEME, OFTEN, URGENCY, WHO_SEES),
    *(COUNTRY, BRANCH, KIND, GROUP, STORE, NEWS, PUBLIC, SOUND, GIFT, COPY),
)
