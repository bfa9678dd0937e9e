"""What forms are for, and the fields they have."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from planact.pretraining.corpus import names
from planact.pretraining.corpus.draw import Draw
from planact.pretraining.corpus.facts import CODE, TERM, TIME, Fact, count, price


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


@dataclass(frozen=True)
class Purpose:
    """What a form is for.

    Attributes:
        said: The instruction, without the entries.
        menu: What the site's menu calls it.
        fields: Fields that belong to it.
        submits: What its button may say.
        results: What it answers, if it answers something.
        several_pages: Whether it may go over several pages.
        shuffled: Whether its fields may have any order.
    """

    said: tuple[str, ...]
    menu: tuple[str, ...]
    fields: tuple[FieldKind, ...]
    submits: tuple[str, ...]
    results: tuple[Fact, ...] = ()
    several_pages: bool = False
    shuffled: bool = True


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

_SAVE = ("Save", "Save changes", "Keep", "Store", "Update", "Apply changes")
_SEND = ("Send", "Submit", "Send off", "Send request", "Hand in")
_MAKE = ("Create", "Add", "Make", "Save new", "Done")
_SHOW = ("Show", "Calculate", "Run", "Work it out", "Go", "Find", "Make report", "Generate")
_BOOK = ("Confirm", "Book", "Book now", "Finish booking", "Reserve")

_REFERENCE = Fact("reference", ("Reference", "Booking number", "Your number", "Code"), CODE)
_DISTANCE = Fact("distance", ("Distance", "Length", "Way"), count(1, 900, " km"))
_DURATION = Fact("duration", ("Duration", "Time", "Takes"), count(2, 600, " min"))
_ARRIVAL = Fact("arrival", ("Arrival", "You arrive", "There at"), TIME)
_TOTAL = Fact("total", ("Total", "Sum", "Overall"), price(10, 9000).kind)
_COUNT = Fact("count", ("Count", "Number", "Entries"), count(0, 4000))
_AVERAGE = Fact("average", ("Average", "Mean"), price(1, 300).kind)
_COST = Fact("price", ("Price", "Cost", "To pay"), price(2, 900).kind)
_ZONE = Fact("zone", ("Zone", "Tariff"), TERM)

PURPOSES = (
    Purpose(
        ("change my profile", "update my profile", "edit my personal data"),
        ("Profile", "My profile", "Personal data", "About me", "Edit profile"),
        (NICKNAME, MOTTO, CITY, TEAM, PUBLIC),
        _SAVE,
    ),
    Purpose(
        ("change my settings", "adjust the settings", "set my preferences"),
        ("Settings", "Preferences", "Options", "Configuration"),
        (LANGUAGE, THEME, OFTEN, SOUND, NEWS, WHO_SEES),
        _SAVE,
    ),
    Purpose(
        ("change where my parcels go", "enter a new delivery address", "move my address"),
        ("Addresses", "Delivery address", "Where we deliver", "My address"),
        (STREET, CITY, POSTCODE, COUNTRY),
        _SAVE,
    ),
    Purpose(
        ("contact the staff", "write to the team", "get in touch with the support"),
        ("Contact", "Write to us", "Get in touch", "Ask us"),
        (SUBJECT, MESSAGE, EMAIL, STORE),
        _SEND,
    ),
    Purpose(
        ("report a fault", "report that something is broken", "file a damage report"),
        ("Report a fault", "Damages", "Something broken?", "Repairs"),
        (KIND, REASON, URGENCY, BRANCH, PHONE),
        _SEND,
    ),
    Purpose(
        ("ask for days off", "request a vacation", "hand in a leave request"),
        ("Days off", "Vacation", "Leave requests", "Absence"),
        (FROM_DAY, TO_DAY, REASON, KIND),
        _SEND,
        shuffled=False,
    ),
    Purpose(
        ("create an entry", "add a new entry", "make a new record"),
        ("New entry", "Add an entry", "Create", "New record"),
        (TITLE, GROUP, MESSAGE, WHO_SEES),
        _MAKE,
    ),
    Purpose(
        ("write a post", "publish a post", "start a new thread"),
        ("New post", "Write a post", "Post something", "Start a thread"),
        (GROUP, TITLE, MESSAGE),
        ("Post", "Publish", "Put online", "Send off"),
    ),
    Purpose(
        ("write a mail", "send a message", "compose a mail"),
        ("Compose", "Write a mail", "New message", "Write"),
        (NICKNAME, SUBJECT, MESSAGE, COPY),
        ("Send", "Send off", "Deliver", "Send it"),
    ),
    Purpose(
        ("open a ticket", "file a ticket", "add a task"),
        ("New ticket", "Open a ticket", "New task", "File a bug"),
        (TITLE, MESSAGE, URGENCY, KIND, TEAM),
        _MAKE,
    ),
    Purpose(
        ("register a guest", "sign a visitor in", "announce a visitor"),
        ("Guests", "Visitors", "Reception", "Announce a visitor"),
        (NAME, DAY, PHONE, BRANCH),
        _MAKE,
    ),
    Purpose(
        ("invite somebody", "add a member", "invite a new member"),
        ("Invite", "Members", "Add a member", "Invitations"),
        (NICKNAME, GROUP, MESSAGE),
        ("Invite", "Send invitation", "Add to the group"),
    ),
    Purpose(
        ("find the way", "get a route", "plan a trip"),
        ("Route", "Trip planner", "Way finder", "Journeys", "How to get there"),
        (START, GOAL, MODE),
        _SHOW,
        (_DISTANCE, _DURATION, _ARRIVAL),
        shuffled=False,
    ),
    Purpose(
        ("make a sales report", "run a report", "look up the figures"),
        ("Figures", "Sales report", "Statistics", "Analysis", "Numbers"),
        (FROM_DAY, TO_DAY, PERIOD, EMPTY_ROWS),
        _SHOW,
        (_TOTAL, _COUNT, _AVERAGE),
        shuffled=False,
    ),
    Purpose(
        ("calculate the postage", "find out what a parcel costs", "work out a shipping fee"),
        ("Postage", "Parcel prices", "Fee calculator", "Rates"),
        (WEIGHT, COUNTRY, PIECES, GIFT),
        _SHOW,
        (_COST, _ZONE, _DURATION),
    ),
    Purpose(
        ("book an appointment", "get an appointment", "arrange a visit"),
        ("Appointments", "Book a visit", "Make an appointment", "Visits"),
        (DEPARTMENT, DOCTOR, SLOT_DAY, SLOT, NAME, PHONE),
        _BOOK,
        (_REFERENCE,),
        several_pages=True,
        shuffled=False,
    ),
    Purpose(
        ("reserve a room", "book a room", "get a meeting room"),
        ("Rooms", "Room booking", "Reserve a room", "Meeting rooms"),
        (ROOM, SLOT_DAY, SLOT, TITLE, COPY),
        _BOOK,
        (_REFERENCE,),
        several_pages=True,
        shuffled=False,
    ),
    Purpose(
        ("apply for a membership", "become a member", "join the club"),
        ("Become a member", "Join us", "Membership", "Apply"),
        (NAME, DAY, STREET, CITY, GROUP, EMAIL, NEWS),
        _SEND,
        (_REFERENCE,),
        several_pages=True,
        shuffled=False,
    ),
    Purpose(
        ("take part in the survey", "answer the survey", "fill in the questionnaire"),
        ("Survey", "Questionnaire", "Your view", "Ask the readers"),
        (TOPIC, OFTEN, LANGUAGE, REASON, CITY),
        _SEND,
        several_pages=True,
    ),
)
