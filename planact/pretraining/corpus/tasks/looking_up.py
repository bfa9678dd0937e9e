"""Tasks that ask for something that a record's page says."""

from __future__ import annotations

from planact.pretraining.corpus.content.facts import SiteFact
from planact.pretraining.corpus.content.records import Record
from planact.pretraining.corpus.draw import Draw
from planact.pretraining.corpus.sites.listing import Listing
from planact.pretraining.corpus.sites.query import Query
from planact.pretraining.corpus.sites.record_pages import part_key
from planact.pretraining.corpus.sites.site import SEARCH
from planact.pretraining.corpus.tasks.reaching import to_record
from planact.pretraining.corpus.tasks.script import ScriptStep, Task, click, enter
from planact.pretraining.corpus.tasks.steps import answer_with, give_up, search_for, step
from planact.pretraining.corpus.tasks.wording import named, quoted, quoted_one

_ASK = (
    "Which is the {said} that {x} has?",
    "Tell me the {said} of {x}.",
    "I need the {said} of {x}.",
    "Find the {said} of {x}",
    "Look up the {said} of {x} for me.",
    "Which {said} does {x} have?",
    "Could you find out the {said} of {x}?",
    "{x}: what is its {said}?",
    "Please check which {said} is given for {x}.",
)
_BRIEF = (
    "",
    "",
    "",
    " Only the {said}, please.",
    " Reply with nothing else.",
    " Keep it to the bare value.",
    " Just say the {said}.",
)


def read_fact(listing: Listing, draw: Draw) -> Task:
    """A property of a record."""
    record, fact = draw.one(listing.records), draw.one(listing.facts)
    steps, where = to_record(listing, record, draw)
    intent = _question(listing, record, fact, where, draw)
    what = f"the {fact.said} of '{record.name}'"
    return Task("fact", intent, (*steps, answer_with(what, record.text(fact))))


def read_table(listing: Listing, draw: Draw) -> Task | None:
    """A cell of a table on a record's page."""
    if not listing.pages_of.parts:
        return None
    record, part = draw.one(listing.records), draw.one(listing.pages_of.parts)
    row, column = draw.one(record.rows[part.title]), draw.count(1, len(part.facts) - 1)
    said = part.facts[column].said
    name, value = row[0].text, row[column].text
    steps, where = to_record(listing, record, draw)
    opening: tuple[ScriptStep, ...] = ()
    if listing.pages_of.has_tabs:
        opening = (open_part(part.part.one, part.title, part_key(part)),)
    slots = {
        "said": said,
        "one": part.part.one,
        "name": quoted(draw, name),
        "x": named(listing, record, where, draw),
        "title": part.title,
    }
    intent = draw.say(_ASK_CELL).format_map(slots)
    last = answer_with(f"the {said} of the {part.part.one} '{name}'", value)
    return Task("table", intent, (*steps, *opening, last))


_ASK_CELL = (
    "What {said} does the {one} {name} of {x} have?",
    "In the {one} table of {x}, what is the {said} for {name}?",
    "Tell me the {said} of the {one} {name} of {x}.",
    "For {x}, find the {one} {name} and say its {said}.",
    "Which {said} is listed for the {one} {name} at {x}?",
)


def open_part(one: str, title: str, key: str) -> ScriptStep:
    """Open a table of a record's page."""
    return step(
        (
            "Open the {one} table",
            "Open '{title}'",
            "Go to the tab '{title}'",
            "Click '{title}' on the page",
        ),
        ("The table is behind a link of its own.", "This part of the page is not open yet."),
        click(key),
        one=one,
        title=title,
    )


def missing(listing: Listing, draw: Draw) -> Task | None:
    """Something about a record that does not exist."""
    if listing.site.searchable is not listing:
        return None
    name, fact = listing.stock.new_name(draw), draw.one(listing.facts)
    words = name.split()
    if len(words) < 2 or listing.found(Query(words=name)):
        return None
    shorter = draw.one((" ".join(words[1:]), " ".join(words[:-1])))
    again = step(
        (
            "Search for '{shorter}' in case the whole name is too much",
            "Search again, for '{shorter}' alone",
            "Try the shorter search '{shorter}'",
        ),
        ("A broader search may find it.", "Fewer words find more."),
        enter(SEARCH, shorter),
        shorter=shorter,
    )
    reasons = (
        "There is no {one} '{name}' on this site.",
        "It was not found, so there is no answer.",
    )
    last = give_up(reasons, one=listing.domain.one, name=name)
    x = quoted_one(listing, name, draw)
    intent = draw.say(_ASK).format(said=fact.said, x=x)
    return Task("missing", intent, (search_for(name, enter(SEARCH, name)), again, last))


def _question(listing: Listing, record: Record, fact: SiteFact, where: str, draw: Draw) -> str:
    x = named(listing, record, where, draw)
    wordings = fact.fact.questions if fact.fact.questions and draw.chance(0.4) else _ASK
    brief = draw.say(_BRIEF).format(said=fact.said)
    return draw.say(wordings).format(said=fact.said, x=x) + brief
