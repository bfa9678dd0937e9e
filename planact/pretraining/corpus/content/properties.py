"""Properties that many kinds of things have."""

from __future__ import annotations

from planact.pretraining.corpus.content import names
from planact.pretraining.corpus.content.facts import Fact
from planact.pretraining.corpus.content.values import (
    EMAIL,
    PERSON,
    PHONE,
    STREET,
    TERM,
    TOWN,
    Kind,
    count,
    date,
    money,
    rating,
)

_DEAREST = ("most expensive {one}", "priciest {one}", "{one} with the highest price")
_CHEAPEST = ("cheapest {one}", "least expensive {one}", "{one} with the lowest price")
_DEAR_FIRST = ("Price, highest first", "Most expensive", "Price (high-low)", "Price descending")
_CHEAP_FIRST = ("Price, lowest first", "Cheapest", "Price (low-high)", "Price ascending")
_NEWEST = ("newest {one}", "most recent {one}", "latest {one}")
_OLDEST = ("oldest {one}", "earliest {one}", "{one} that is oldest")
_NEW_FIRST = ("Newest", "Newest first", "Latest", "Most recent", "Date, newest first")
_OLD_FIRST = ("Oldest", "Oldest first", "Date, oldest first", "Earliest")
_BEST = ("best rated {one}", "{one} with the best rating", "highest rated {one}")
_WORST = ("worst rated {one}", "{one} with the lowest rating", "lowest rated {one}")
_BEST_FIRST = ("Rating", "Top rated", "Rating, best first", "Highest rating")
_WORST_FIRST = ("Lowest rating", "Rating, worst first", "Rating ascending")


def _most(what: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return (
        (f"{{one}} with the most {what}", f"{{one}} with the highest number of {what}"),
        (f"{{one}} with the fewest {what}", f"{{one}} with the lowest number of {what}"),
    )


def _most_first(what: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    title = names.capital(what)
    return (
        (f"Most {what}", f"{title}, most first", f"{title} descending"),
        (f"Fewest {what}", f"{title}, fewest first", f"{title} ascending"),
    )


def price(low: int = 2, high: int = 900) -> Fact:
    """What a thing costs."""
    questions = ("How much is {x}?", "What does {x} cost?", "How much do I have to pay for {x}?")
    labels = ("Price", "Price", "Cost", "Unit price", "Our price", "Fee")
    orders = (_DEAR_FIRST, _CHEAP_FIRST)
    return Fact("price", labels, money(low, high), questions, (_DEAREST, _CHEAPEST), orders)


def when(said: str, *labels: str, questions: tuple[str, ...] = ()) -> Fact:
    """A day on which something happened to a thing."""
    extremes = (_NEWEST, _OLDEST)
    return Fact(said, labels, date, questions, extremes, (_NEW_FIRST, _OLD_FIRST))


def how_many(what: str, *labels: str, low: int = 0, high: int = 900) -> Fact:
    """A number of something that a thing has."""
    questions = (f"How many {what} does {{x}} have?", f"How many {what} are there for {{x}}?")
    return Fact(
        f"number of {what}",
        labels or (names.capital(what), f"Number of {what}"),
        count(low, high),
        questions,
        _most(what),
        _most_first(what),
    )


def who(said: str, *labels: str, kind: Kind = PERSON, questions: tuple[str, ...] = ()) -> Fact:
    """Somebody who has to do with a thing."""
    return Fact(said, labels or (names.capital(said),), kind, questions)


def one_of(said: str, labels: tuple[str, ...], *options: str) -> Fact:
    """A property with a few values, by which lists can be filtered."""
    return Fact(said, labels, TERM, (f"What {said} does {{x}} have?",), options=options)


RATING = Fact(
    "rating",
    ("Rating", "Average rating", "Score", "Stars"),
    rating,
    ("How is {x} rated?", "How good are the ratings of {x}?"),
    (_BEST, _WORST),
    (_BEST_FIRST, _WORST_FIRST),
)
ADDRESS = Fact("address", ("Address", "Where", "Street"), STREET, ("Where is {x}?",))
PHONE_NUMBER = Fact("phone number", ("Phone", "Telephone", "Tel."), PHONE, ("How can I call {x}?",))
EMAIL_ADDRESS = Fact("e-mail address", ("E-mail", "Email", "Mail"), EMAIL)
CITY = Fact("city", ("City", "Town", "Location"), TOWN, ("In which city is {x}?",))
