"""Names and values of invented things: people, places, products, sentences, dates."""

from __future__ import annotations

from planact.pretraining.corpus.draw import Draw

MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September"),
    *("October", "November", "December"),
)
_STREETS = ("Street", "Road", "Lane", "Avenue", "Square", "Row", "Way")
_PLACES = (
    *("Museum", "Park", "University", "Hotel", "Airport", "Station", "Library", "Bridge", "Hall"),
    *("Clinic", "School", "Market", "Theater", "Garden", "Bakery", "Inn", "Stadium", "Center"),
)
_LETTERS = "ABCDEFGHKMNPRSTWX"


def capital(text: str) -> str:
    """The text with its first letter in upper case and the rest as it is."""
    return text[:1].upper() + text[1:]


def person(draw: Draw) -> str:
    """First and last name."""
    return f"{capital(draw.syllables(2, 3))} {capital(draw.syllables(2, 3))}"


def user(draw: Draw) -> str:
    """A user name."""
    first, second = draw.syllables(2, 3), draw.word("nouns")
    return draw.one(
        (first, f"{first}_{second}", f"{second}{draw.count(1, 99)}", f"{first}.{second}")
    )


def email(draw: Draw) -> str:
    """An address at an example domain."""
    return f"{draw.syllables(2, 3)}@{draw.one(('mail', draw.word('nouns')))}.example"


def product(draw: Draw) -> str:
    """What a shop sells."""
    adjective, noun = draw.word("adjectives"), draw.word("nouns")
    name = draw.one(
        (
            f"{draw.syllables()} {adjective} {noun}",
            f"{adjective} {noun}",
            f"{draw.syllables(2, 3)} {noun} {draw.word('nouns')}",
            f"{adjective} {draw.word('nouns')} {noun}",
            f"{noun} {draw.count(2, 999)}",
        )
    )
    return name.title() if draw.chance(0.8) else capital(name)


def place(draw: Draw) -> str:
    """Where one can go."""
    return f"{capital(draw.syllables(2, 3))} {draw.one(_PLACES)}"


def town(draw: Draw) -> str:
    """A town."""
    return capital(draw.syllables(2, 3))


def street(draw: Draw) -> str:
    """A street with a house number."""
    name = capital(draw.one((draw.word("nouns"), draw.syllables(2, 3))))
    return f"{draw.count(1, 199)} {name} {draw.one(_STREETS)}"


def sentence(draw: Draw) -> str:
    """Something that somebody might write."""
    adjective, noun, other = draw.word("adjectives"), draw.word("nouns"), draw.word("nouns")
    verb = draw.word("verbs")
    text = draw.one(
        (
            f"how to {verb} a {adjective} {noun}",
            f"why the {noun} should not {verb} the {other}",
            f"{adjective} {noun} with {other} and {draw.word('nouns')}",
            f"my {noun} can {verb} like a {other}",
            f"the {adjective} {noun} did not {verb}",
            f"{verb} your {noun} before the {other}",
            f"a {noun} for every {adjective} {other}",
            f"{noun}, {other} or {draw.word('nouns')}?",
            f"nobody wants to {verb} the {adjective} {noun}",
            f"we {verb} the {noun} and {draw.word('verbs')} the {other}",
        )
    )
    return capital(text)


def phrase(draw: Draw) -> str:
    """Two or three words."""
    return draw.one(
        (
            f"{draw.word('adjectives')} {draw.word('nouns')}",
            f"{draw.word('nouns')} and {draw.word('nouns')}",
            f"{draw.word('verbs')} the {draw.word('nouns')}",
            f"{draw.word('nouns')} & {draw.word('nouns')}",
            f"{draw.word('nouns')} / {draw.word('nouns')}",
            f"{draw.word('nouns')} ({draw.word('adjectives')})",
        )
    )


def term(draw: Draw) -> str:
    """One word, as a category or an option may be called."""
    return capital(draw.one((draw.word("nouns"), draw.word("adjectives"), draw.syllables(2, 3))))


def slug(draw: Draw) -> str:
    """A name in lower case without spaces, as code and forums have them."""
    one, two = draw.word("nouns"), draw.syllables(1, 2)
    return draw.one((one, f"{one}-{draw.word('nouns')}", f"{two}-{one}", f"{two}{one}", two + "le"))


def code(draw: Draw) -> str:
    """A number or code that identifies something."""
    return draw.one(
        (
            str(draw.count(1000, 99999)),
            f"{draw.one(_LETTERS)}{draw.one(_LETTERS)}-{draw.count(100, 9999)}",
            f"#{draw.count(10, 9999)}",
        )
    )


def date(draw: Draw) -> str:
    """A day in one of the usual formats."""
    year, month, day = draw.count(2015, 2029), draw.count(1, 12), draw.count(1, 28)
    return draw.one(
        (
            f"{year}-{month:02d}-{day:02d}",
            f"{month:02d}/{day:02d}/{year}",
            f"{MONTHS[month - 1]} {day}, {year}",
            f"{day} {MONTHS[month - 1][:3]} {year}",
        )
    )


def time(draw: Draw) -> str:
    """A time of day."""
    return f"{draw.count(0, 23):02d}:{draw.one((0, 15, 30, 45)):02d}"


def phone(draw: Draw) -> str:
    """A telephone number."""
    return f"{draw.count(200, 999)}-{draw.count(1000, 9999)}"
