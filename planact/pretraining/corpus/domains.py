"""What the invented websites are about: kinds of things, their properties, what is done to them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from planact.pretraining.corpus import names
from planact.pretraining.corpus.draw import Draw
from planact.pretraining.corpus.facts import (
    ADDRESS,
    CITY,
    CODE,
    EMAIL_ADDRESS,
    PHONE_NUMBER,
    PHRASE,
    RATING,
    SENTENCE,
    TERM,
    TIME,
    TOWN,
    USER,
    Fact,
    how_many,
    one_of,
    percent,
    price,
    when,
    who,
)


@dataclass(frozen=True)
class Deed:
    """Something that can be done to a thing with a button of its page.

    Attributes:
        said: The instruction; ``{x}`` is the thing.
        labels: What the button may say.
    """

    said: tuple[str, ...]
    labels: tuple[str, ...]


@dataclass(frozen=True)
class Part:
    """A table of its own on a thing's page.

    Attributes:
        labels: Its title.
        one: What a row is.
        facts: Its columns; the first names the row.
    """

    labels: tuple[str, ...]
    one: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True)
class Domain:
    """A kind of website.

    Attributes:
        one: What it lists.
        many: Its plural.
        group: How the things are grouped.
        menu: What the list may be called in the menu.
        named: Makes a name.
        facts: Properties.
        deeds: What visitors do to a thing.
        parts: Tables on a thing's page.
        grouped: Makes a group's name.
    """

    one: str
    many: str
    group: str
    menu: tuple[str, ...]
    named: Callable[[Draw], str]
    facts: tuple[Fact, ...]
    deeds: tuple[Deed, ...]
    parts: tuple[Part, ...]
    grouped: Callable[[Draw], str] = names.term


_KEEP = Deed(
    ("keep {x} for later", "remember {x} in my favorites", "bookmark {x}"),
    ("Save for later", "Add to favorites", "Bookmark", "Remember", "Keep"),
)
_FOLLOW = Deed(
    ("follow {x}", "get updates about {x}", "watch {x}"),
    ("Follow", "Watch", "Get updates", "Notify me", "Follow along"),
)
_LIKE = Deed(
    ("like {x}", "vote for {x}", "give {x} a like"),
    ("Like", "Vote", "+1", "Thumbs up", "Give a like"),
)
_BUY = Deed(
    ("buy {x}", "put {x} into the basket", "add {x} to my bag"),
    ("Add to basket", "Put in basket", "Buy now", "Add to bag", "Into the basket"),
)
_PRINT = Deed(("print {x}", "get a printout of {x}"), ("Print", "Print this", "Print view"))
_ARCHIVE = Deed(
    ("archive {x}", "move {x} to the archive"), ("Archive", "Move to archive", "Put away")
)
_DELETE = Deed(
    ("delete {x}", "remove {x}", "get rid of {x}"), ("Delete", "Remove", "Delete for good")
)
_APPROVE = Deed(("approve {x}", "accept {x}"), ("Approve", "Accept", "Give approval"))
_REJECT = Deed(("reject {x}", "turn down {x}"), ("Reject", "Turn down", "Refuse"))
_CLOSE = Deed(("close {x}", "mark {x} as closed"), ("Close", "Mark as closed", "Set to closed"))

_REVIEWS = Part(
    ("Reviews", "Opinions", "What others say", "Feedback"),
    "review",
    (
        who("author", "By", "Author", "Name"),
        Fact("rating", ("Stars", "Rating", "Points"), RATING.kind),
        Fact("text", ("Text", "Opinion", "Comment"), SENTENCE),
    ),
)
_COMMENTS = Part(
    ("Comments", "Discussion", "Replies", "Answers"),
    "comment",
    (
        who("author", "By", "User", "Author", kind=USER),
        how_many("likes", high=99),
        Fact("text", ("Text", "Comment"), SENTENCE),
    ),
)
_HISTORY = Part(
    ("History", "Changes", "Log", "Activity"),
    "entry",
    (
        Fact("day", ("Date", "Day", "When"), when("", "x").kind),
        who("person", "By", "Who", "Person"),
        Fact("action", ("Action", "What", "Change"), PHRASE),
    ),
)
_ITEMS = Part(
    ("Items", "Contents", "Positions", "Lines"),
    "item",
    (
        Fact("name", ("Item", "Name", "Article"), PHRASE),
        how_many("pieces", "Pieces", "Quantity", low=1, high=20),
        Fact("price", ("Price", "Amount"), price().kind),
    ),
)
_HOURS = Part(
    ("Opening hours", "Hours", "Times"),
    "day",
    (
        Fact("day", ("Day", "Weekday"), TERM),
        Fact("opening time", ("From", "Opens"), TIME),
        Fact("closing time", ("To", "Closes"), TIME),
    ),
)
_PEOPLE = Part(
    ("Team", "People", "Staff", "Participants"),
    "person",
    (
        who("name", "Name", "Person"),
        Fact("role", ("Role", "Function", "Task"), TERM),
        Fact("phone number", ("Phone", "Tel."), PHONE_NUMBER.kind),
    ),
)

_SHOP = Domain(
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
    (_BUY, _BUY, _KEEP),
    (_REVIEWS, _HISTORY),
)
_LIBRARY = Domain(
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
    (Deed(("borrow {x}", "reserve {x}"), ("Borrow", "Reserve", "Check out", "Lend")), _KEEP),
    (_REVIEWS, _HISTORY),
)
_CLINIC = Domain(
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
    (Deed(("ask {x} for a call", "request a call from {x}"), ("Request a call",)), _FOLLOW),
    (_HOURS, _REVIEWS),
)
_SCHOOL = Domain(
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
    (Deed(("enroll in {x}", "join {x}", "sign up for {x}"), ("Enroll", "Join", "Sign up")), _KEEP),
    (_PEOPLE, _HISTORY),
)
_HOTELS = Domain(
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
    (_KEEP, Deed(("ask for a room at {x}",), ("Ask for a room", "Room request"))),
    (_REVIEWS, _PEOPLE),
    names.town,
)
_TRADES = ("carver", "planner", "keeper", "mender", "tester", "trainer", "driver", "inspector")
_JOBS = Domain(
    "job",
    "jobs",
    "field",
    ("Jobs", "Open positions", "Vacancies", "Find work"),
    lambda draw: names.capital(f"{draw.word('nouns')} {draw.one(_TRADES)}"),
    (
        who("employer", "Employer", "Company", kind=TERM, questions=("Who offers the job {x}?",)),
        CITY,
        Fact(
            "salary",
            ("Salary", "Pay", "Wage"),
            price(1200, 9000).kind,
            ("What does the job {x} pay?",),
            (("best paid {one}", "{one} with the highest salary"), ("worst paid {one}",)),
            (("Salary, highest first", "Best paid"), ("Salary, lowest first", "Lowest pay")),
        ),
        when("closing date", "Apply by", "Closes", "Deadline"),
        one_of("contract", ("Contract", "Type"), "Full-time", "Part-time", "Temporary"),
        how_many("applicants", high=200),
    ),
    (Deed(("apply for {x}",), ("Apply", "Apply now", "Send application")), _KEEP),
    (_HISTORY, _PEOPLE),
)
_DISHES = ("soup", "pie", "salad", "stew")
_RECIPES = Domain(
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
    (_KEEP, _LIKE, _PRINT),
    (_ITEMS, _COMMENTS),
)
_FORUM = Domain(
    "thread",
    "threads",
    "board",
    ("Boards", "Topics", "Discussions", "All threads"),
    names.sentence,
    (
        who("author", "By", "Author", "Started by", kind=USER, questions=("Who started {x}?",)),
        how_many("replies", high=300),
        how_many("likes", "Likes", "Score", high=900),
        how_many("views", high=9000),
        when("date", "Posted", "Date", "Started", questions=("When was {x} written?",)),
        one_of("status", ("Status", "State"), "Open", "Solved", "Locked", "Pinned"),
    ),
    (_LIKE, _FOLLOW, _KEEP),
    (_COMMENTS,),
    names.slug,
)
_CODE = Domain(
    "project",
    "projects",
    "topic",
    ("Projects", "Repositories", "Explore", "All projects"),
    names.slug,
    (
        how_many("stars", high=5000),
        how_many("forks", high=900),
        one_of("license", ("License",), "MIT", "Apache-2.0", "GPL-3.0", "BSD"),
        one_of("language", ("Language", "Written in"), "Python", "Rust", "Go", "C", "Java"),
        who("owner", "Owner", "Maintainer", kind=USER, questions=("Who owns {x}?",)),
        when("last update", "Updated", "Last update", questions=("When was {x} last changed?",)),
        how_many("open tickets", high=99),
    ),
    (
        Deed(("star {x}", "give {x} a star"), ("Star", "Add a star")),
        Deed(("fork {x}", "make a copy of {x}"), ("Fork", "Make a fork", "Copy project")),
        _FOLLOW,
    ),
    (_PEOPLE, _HISTORY),
    lambda draw: draw.word("nouns"),
)
_TICKETS = Domain(
    "ticket",
    "tickets",
    "milestone",
    ("Tickets", "Bugs", "Tasks", "Work items"),
    names.sentence,
    (
        who("assignee", "Assignee", "Assigned to", kind=USER, questions=("Who works on {x}?",)),
        who("reporter", "Reporter", "Opened by", kind=USER, questions=("Who reported {x}?",)),
        one_of("status", ("Status", "State"), "Open", "Closed", "In progress", "Waiting"),
        one_of("priority", ("Priority", "Severity"), "Low", "Normal", "High", "Urgent"),
        one_of("label", ("Label", "Tag", "Kind"), "bug", "feature", "docs", "question", "design"),
        when("due date", "Due", "Due date", questions=("Until when must {x} be done?",)),
        how_many("comments", high=60),
    ),
    (_CLOSE, _FOLLOW, _ARCHIVE),
    (_COMMENTS, _HISTORY),
)
_CUSTOMERS = Domain(
    "customer",
    "customers",
    "group",
    ("Customers", "Clients", "Accounts", "Customer list"),
    names.person,
    (
        EMAIL_ADDRESS,
        PHONE_NUMBER,
        CITY,
        how_many("orders", high=80),
        Fact("balance", ("Balance", "Credit"), price(0, 4000).kind, ("How much credit has {x}?",)),
        one_of("status", ("Status", "State"), "Active", "Blocked", "New", "Inactive"),
        when("sign-up date", "Since", "Joined", "Signed up", questions=("When did {x} join?",)),
        one_of("tier", ("Tier", "Level", "Class"), "Basic", "Plus", "Premium"),
    ),
    (_ARCHIVE, _DELETE, Deed(("block {x}",), ("Block", "Lock account"))),
    (_ITEMS, _HISTORY),
)
_ORDERS = Domain(
    "order",
    "orders",
    "branch",
    ("Orders", "Sales", "Purchases", "Order list"),
    names.code,
    (
        who("customer", "Customer", "Bought by", "Client", questions=("Who placed {x}?",)),
        Fact(
            "total",
            ("Total", "Amount", "Sum"),
            price(5, 3000).kind,
            ("How much was {x}?",),
            (("largest {one}", "{one} with the highest total"), ("smallest {one}",)),
            (("Total, highest first", "Largest"), ("Total, lowest first", "Smallest")),
        ),
        one_of("status", ("Status", "State"), "Pending", "Paid", "Shipped", "Canceled", "Returned"),
        when("date", "Date", "Ordered on", "Placed", questions=("When was {x} placed?",)),
        one_of("payment", ("Payment", "Paid by"), "Card", "Transfer", "Cash", "Voucher"),
        Fact("delivery address", ("Deliver to", "Ship to"), ADDRESS.kind),
    ),
    (_APPROVE, _REJECT, _ARCHIVE, _PRINT),
    (_ITEMS, _HISTORY),
)
_PLACES = Domain(
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
    (_KEEP, _LIKE),
    (_REVIEWS, _HOURS),
    names.town,
)
_EVENTS = Domain(
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
    (Deed(("get a seat for {x}", "book {x}"), ("Book a seat", "Get a seat", "Book")), _KEEP),
    (_PEOPLE, _COMMENTS),
)
_INVOICES = Domain(
    "invoice",
    "invoices",
    "project",
    ("Invoices", "Bills", "Billing", "Payments"),
    lambda draw: f"{draw.one(('INV', 'R', 'B', 'F'))}-{draw.count(1000, 99999)}",
    (
        Fact("amount", ("Amount", "Total", "Sum due"), price(5, 5000).kind, ("How much is {x}?",)),
        when("due date", "Due", "Pay by", questions=("When must {x} be paid?",)),
        one_of("status", ("Status",), "Open", "Paid", "Overdue", "Draft"),
        who("recipient", "To", "Recipient", "Client"),
        Fact("tax rate", ("Tax", "VAT"), percent),
    ),
    (_APPROVE, _REJECT, _ARCHIVE, _PRINT),
    (_ITEMS, _HISTORY),
)
_WORKERS = Domain(
    "employee",
    "employees",
    "department",
    ("Staff", "Employees", "People", "Directory"),
    names.person,
    (
        Fact("office", ("Office", "Room"), CODE, ("In which office does {x} sit?",)),
        EMAIL_ADDRESS,
        PHONE_NUMBER,
        who("manager", "Manager", "Reports to", questions=("Whom does {x} report to?",)),
        when("first day", "Since", "First day", questions=("Since when does {x} work here?",)),
        how_many("days off", "Days off", "Vacation left", high=40),
        one_of("role", ("Role", "Position"), "Engineer", "Clerk", "Designer", "Analyst", "Guard"),
    ),
    (_FOLLOW, _ARCHIVE),
    (_HISTORY, _ITEMS),
)
_ANIMALS = Domain(
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
    (Deed(("adopt {x}", "give {x} a home"), ("Adopt", "Give a home")), _KEEP),
    (_HISTORY, _COMMENTS),
    lambda draw: draw.word("nouns"),
)
_SONGS = Domain(
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
    (_LIKE, Deed(("add {x} to my playlist",), ("Add to playlist", "To my playlist")), _FOLLOW),
    (_COMMENTS, _HISTORY),
)
_RENTALS = Domain(
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
    (Deed(("rent {x}", "reserve {x}"), ("Rent", "Reserve", "Rent now")), _KEEP),
    (_REVIEWS, _HISTORY),
)

_ARTICLES = Domain(
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
    (_FOLLOW, _PRINT, _KEEP),
    (_HISTORY, _COMMENTS),
)
_MAILS = Domain(
    "message",
    "messages",
    "folder",
    ("Mail", "Messages", "Mailbox", "My mail"),
    names.sentence,
    (
        who("sender", "From", "Sender", questions=("Who sent {x}?", "Who wrote {x}?")),
        when("date", "Date", "Received", "Arrived", questions=("When did {x} arrive?",)),
        one_of("status", ("Status", "State"), "Read", "Unread", "Answered", "Forwarded"),
        one_of("importance", ("Importance", "Mark"), "Normal", "Important", "Private"),
        how_many("attachments", high=9),
    ),
    (_ARCHIVE, _DELETE, Deed(("mark {x} with a star",), ("Add a star", "Star", "Mark"))),
    (_HISTORY,),
)

DOMAINS = (
    *(_SHOP, _LIBRARY, _CLINIC, _SCHOOL, _HOTELS, _JOBS, _RECIPES, _FORUM, _CODE, _TICKETS),
    *(_CUSTOMERS, _ORDERS, _PLACES, _EVENTS, _INVOICES, _WORKERS, _ANIMALS, _SONGS, _RENTALS),
    *(_ARTICLES, _MAILS, _FORUM),
)
OFFICE = (_TICKETS, _CUSTOMERS, _ORDERS, _INVOICES, _WORKERS, _SHOP, _LIBRARY, _RENTALS)
"""Kinds of things that people manage in back offices."""
