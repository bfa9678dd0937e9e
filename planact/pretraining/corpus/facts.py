"""Properties of things: how they are called, what their values look like, how they are ordered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from planact.pretraining.corpus import names
from planact.pretraining.corpus.draw import Draw


@dataclass(frozen=True)
class Value:
    """What a thing has for a property, and where that stands in an order."""

    text: str
    order: float | str


Source = Callable[[Draw], Value]
Kind = Callable[[Draw], Source]
"""Chooses a site's way of writing such values."""


@dataclass(frozen=True)
class Fact:
    """A property.

    Attributes:
        said: What instructions and plans call it.
        labels: What pages call it.
        kind: Makes its values.
        questions: Questions that mean it without naming it; ``{x}`` is the thing.
        extremes: How the one with the most and the one with the least are called, for properties
            that have an order; ``{one}`` is the kind of thing.
        orders: Labels of sorting by it, most first and least first.
    """

    said: str
    labels: tuple[str, ...]
    kind: Kind
    questions: tuple[str, ...] = ()
    extremes: tuple[tuple[str, ...], tuple[str, ...]] | None = None
    orders: tuple[tuple[str, ...], tuple[str, ...]] | None = None
    options: tuple[str, ...] = ()


@dataclass(frozen=True)
class SiteFact:
    """A property as one site has it."""

    fact: Fact
    label: str
    value: Source = field(compare=False)
    options: tuple[str, ...] = ()
    orders: tuple[str, str] | None = None

    @property
    def said(self) -> str:
        """What instructions call it."""
        return self.fact.said


def on_site(fact: Fact, draw: Draw) -> SiteFact:
    """The property as a new site has it."""
    label = draw.say(fact.labels)
    orders = None
    if fact.orders is not None:
        orders = (draw.say(fact.orders[0]), draw.say(fact.orders[1]))
    if fact.options:
        options = tuple(draw.some(fact.options, draw.count(2, 5)))
        return SiteFact(fact, label, partial(_option, options), options, orders)
    return SiteFact(fact, label, fact.kind(draw), (), orders)


def _option(options: tuple[str, ...], draw: Draw) -> Value:
    chosen = draw.one(options)
    return Value(chosen, options.index(chosen))


# ---- Kinds ---------------------------------------------------------------------------------------


def _texts(make: Callable[[Draw], str], draw: Draw) -> Source:
    def source(draw: Draw) -> Value:
        text = make(draw)
        return Value(text, text.lower())

    return source


def texts(make: Callable[[Draw], str]) -> Kind:
    """Values in words, in the order of the alphabet."""
    return partial(_texts, make)


def count(low: int, high: int, unit: str = "") -> Kind:
    """Whole numbers."""

    def kind(draw: Draw) -> Source:
        with_commas = draw.chance(0.3)

        def source(draw: Draw) -> Value:
            number = draw.count(low, high)
            digits = f"{number:,}" if with_commas else str(number)
            return Value(f"{digits}{unit}", number)

        return source

    return kind


def money(low: int, high: int) -> Kind:
    """Amounts in one currency."""

    def kind(draw: Draw) -> Source:
        form = draw.one(("${}", "${}", "${}", "€{}", "£{}", "{} EUR"))
        cents = draw.chance(0.7)

        def source(draw: Draw) -> Value:
            amount = draw.count(low * 100, high * 100) / 100
            text = form.format(f"{amount:,.2f}" if cents else f"{amount:,.0f}")
            return Value(text, amount if cents else round(amount))

        return source

    return kind


def rating(draw: Draw) -> Source:
    """Ratings up to five."""
    form = draw.one(("{}", "{}/5", "{} stars", "{} out of 5"))

    def source(draw: Draw) -> Value:
        number = draw.count(10, 50) / 10
        return Value(form.format(f"{number:.1f}"), number)

    return source


def date(draw: Draw) -> Source:
    """Days in one format."""
    form = draw.one(
        ("{y}-{m:02d}-{d:02d}", "{m:02d}/{d:02d}/{y}", "{month} {d}, {y}", "{d} {short} {y}")
    )

    def source(draw: Draw) -> Value:
        year, month, day = draw.count(2012, 2027), draw.count(1, 12), draw.count(1, 28)
        name = names.MONTHS[month - 1]
        text = form.format(y=year, m=month, d=day, month=name, short=name[:3])
        return Value(text, year * 10_000 + month * 100 + day)

    return source


def percent(draw: Draw) -> Source:
    """Whole percentages."""

    def source(draw: Draw) -> Value:
        number = draw.count(1, 100)
        return Value(f"{number}%", number)

    return source


PERSON, USER, EMAIL = texts(names.person), texts(names.user), texts(names.email)
TOWN, STREET, PHONE = texts(names.town), texts(names.street), texts(names.phone)
TERM, PHRASE, CODE = texts(names.term), texts(names.phrase), texts(names.code)
TIME, SLUG, SENTENCE = texts(names.time), texts(names.slug), texts(names.sentence)

# ---- Properties that many kinds of things have ---------------------------------------------------

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
