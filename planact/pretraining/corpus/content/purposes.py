"""What forms are for: their fields, their buttons, and what they answer."""

from __future__ import annotations

from dataclasses import dataclass

from planact.pretraining.corpus.content import fields
from planact.pretraining.corpus.content.facts import Fact
from planact.pretraining.corpus.content.fields import FieldKind
from planact.pretraining.corpus.content.properties import price
from planact.pretraining.corpus.content.values import CODE, TERM, TIME, count


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
        (fields.NICKNAME, fields.MOTTO, fields.CITY, fields.TEAM, fields.PUBLIC),
        _SAVE,
    ),
    Purpose(
        ("change my settings", "adjust the settings", "set my preferences"),
        ("Settings", "Preferences", "Options", "Configuration"),
        (fields.LANGUAGE, fields.THEME, fields.OFTEN, fields.SOUND, fields.NEWS, fields.WHO_SEES),
        _SAVE,
    ),
    Purpose(
        ("change where my parcels go", "enter a new delivery address", "move my address"),
        ("Addresses", "Delivery address", "Where we deliver", "My address"),
        (fields.STREET, fields.CITY, fields.POSTCODE, fields.COUNTRY),
        _SAVE,
    ),
    Purpose(
        ("contact the staff", "write to the team", "get in touch with the support"),
        ("Contact", "Write to us", "Get in touch", "Ask us"),
        (fields.SUBJECT, fields.MESSAGE, fields.EMAIL, fields.STORE),
        _SEND,
    ),
    Purpose(
        ("report a fault", "report that something is broken", "file a damage report"),
        ("Report a fault", "Damages", "Something broken?", "Repairs"),
        (fields.KIND, fields.REASON, fields.URGENCY, fields.BRANCH, fields.PHONE),
        _SEND,
    ),
    Purpose(
        ("ask for days off", "request a vacation", "hand in a leave request"),
        ("Days off", "Vacation", "Leave requests", "Absence"),
        (fields.FROM_DAY, fields.TO_DAY, fields.REASON, fields.KIND),
        _SEND,
        shuffled=False,
    ),
    Purpose(
        ("create an entry", "add a new entry", "make a new record"),
        ("New entry", "Add an entry", "Create", "New record"),
        (fields.TITLE, fields.GROUP, fields.MESSAGE, fields.WHO_SEES),
        _MAKE,
    ),
    Purpose(
        ("write a post", "publish a post", "start a new thread"),
        ("New post", "Write a post", "Post something", "Start a thread"),
        (fields.GROUP, fields.TITLE, fields.MESSAGE),
        ("Post", "Publish", "Put online", "Send off"),
    ),
    Purpose(
        ("write a mail", "send a message", "compose a mail"),
        ("Compose", "Write a mail", "New message", "Write"),
        (fields.NICKNAME, fields.SUBJECT, fields.MESSAGE, fields.COPY),
        ("Send", "Send off", "Deliver", "Send it"),
    ),
    Purpose(
        ("open a ticket", "file a ticket", "add a task"),
        ("New ticket", "Open a ticket", "New task", "File a bug"),
        (fields.TITLE, fields.MESSAGE, fields.URGENCY, fields.KIND, fields.TEAM),
        _MAKE,
    ),
    Purpose(
        ("register a guest", "sign a visitor in", "announce a visitor"),
        ("Guests", "Visitors", "Reception", "Announce a visitor"),
        (fields.NAME, fields.DAY, fields.PHONE, fields.BRANCH),
        _MAKE,
    ),
    Purpose(
        ("invite somebody", "add a member", "invite a new member"),
        ("Invite", "Members", "Add a member", "Invitations"),
        (fields.NICKNAME, fields.GROUP, fields.MESSAGE),
        ("Invite", "Send invitation", "Add to the group"),
    ),
    Purpose(
        ("find the way", "get a route", "plan a trip"),
        ("Route", "Trip planner", "Way finder", "Journeys", "How to get there"),
        (fields.START, fields.GOAL, fields.MODE),
        _SHOW,
        (_DISTANCE, _DURATION, _ARRIVAL),
        shuffled=False,
    ),
    Purpose(
        ("make a sales report", "run a report", "look up the figures"),
        ("Figures", "Sales report", "Statistics", "Analysis", "Numbers"),
        (fields.FROM_DAY, fields.TO_DAY, fields.PERIOD, fields.EMPTY_ROWS),
        _SHOW,
        (_TOTAL, _COUNT, _AVERAGE),
        shuffled=False,
    ),
    Purpose(
        ("calculate the postage", "find out what a parcel costs", "work out a shipping fee"),
        ("Postage", "Parcel prices", "Fee calculator", "Rates"),
        (fields.WEIGHT, fields.COUNTRY, fields.PIECES, fields.GIFT),
        _SHOW,
        (_COST, _ZONE, _DURATION),
    ),
    Purpose(
        ("book an appointment", "get an appointment", "arrange a visit"),
        ("Appointments", "Book a visit", "Make an appointment", "Visits"),
        (fields.DEPARTMENT, fields.DOCTOR, fields.SLOT_DAY, fields.SLOT, fields.NAME, fields.PHONE),
        _BOOK,
        (_REFERENCE,),
        several_pages=True,
        shuffled=False,
    ),
    Purpose(
        ("reserve a room", "book a room", "get a meeting room"),
        ("Rooms", "Room booking", "Reserve a room", "Meeting rooms"),
        (fields.ROOM, fields.SLOT_DAY, fields.SLOT, fields.TITLE, fields.COPY),
        _BOOK,
        (_REFERENCE,),
        several_pages=True,
        shuffled=False,
    ),
    Purpose(
        ("apply for a membership", "become a member", "join the club"),
        ("Become a member", "Join us", "Membership", "Apply"),
        (
            fields.NAME,
            fields.DAY,
            fields.STREET,
            fields.CITY,
            fields.GROUP,
            fields.EMAIL,
            fields.NEWS,
        ),
        _SEND,
        (_REFERENCE,),
        several_pages=True,
        shuffled=False,
    ),
    Purpose(
        ("take part in the survey", "answer the survey", "fill in the questionnaire"),
        ("Survey", "Questionnaire", "Your view", "Ask the readers"),
        (fields.TOPIC, fields.OFTEN, fields.LANGUAGE, fields.REASON, fields.CITY),
        _SEND,
        several_pages=True,
    ),
)
