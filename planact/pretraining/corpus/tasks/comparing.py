"""Tasks that ask for something about two records."""

from __future__ import annotations

from planact.pretraining.corpus.draw import Draw
from planact.pretraining.corpus.sites.listing import Listing
from planact.pretraining.corpus.tasks.reaching import Note, to_record
from planact.pretraining.corpus.tasks.script import Task
from planact.pretraining.corpus.tasks.steps import answer_with, conclude
from planact.pretraining.corpus.tasks.wording import named


def compare(listing: Listing, draw: Draw) -> Task | None:
    """Which of two records has more, or what each of them has."""
    first, second = draw.some(listing.records, 2)
    numeric = [fact for fact in listing.facts if fact.orders is not None]
    fact = draw.one(numeric or listing.facts)
    here, there = first.text(fact), second.text(fact)
    note = Note(f"the {fact.said} of '{first.name}'", f"{first.name}: {here}", here)
    begin, where = to_record(listing, first, draw)
    go_on, where_too = to_record(listing, second, draw, note=note)
    x, y = (named(listing, r, w, draw) for r, w in ((first, where), (second, where_too)))
    slots = {"x": x, "y": y, "said": fact.said, "one": listing.domain.one}
    if numeric and first.values[fact.label].order != second.values[fact.label].order:
        more = draw.chance(0.5)
        ranked = sorted((first, second), key=lambda r: r.values[fact.label].order, reverse=more)
        way = draw.one(_MORE[0] if more else _MORE[1])
        if fact.fact.orders and "Newest" in fact.fact.orders[0]:
            way = "later" if more else "earlier"
        intent = draw.say(_ASK_MORE).format_map(slots | {"more": way})
        last = conclude(f"the {listing.domain.one} with the {way} {fact.said}", ranked[0].name)
        return Task("compare", intent, (*begin, *go_on, last))
    intent = draw.say(_ASK_BOTH).format_map(slots)
    what = f"the noted {fact.said} and the {fact.said} of '{second.name}'"
    last = answer_with(what, f"{here}, {there}", there)
    return Task("both", intent, (*begin, *go_on, last))


_MORE = (("higher", "greater", "larger"), ("lower", "smaller"))
_ASK_MORE = (
    "Which {one} has the {more} {said}, {x} or {y}?",
    "Compare {x} with {y}: which one has the {more} {said}?",
    "Between {x} and {y}, whose {said} is {more}?",
    "Is the {said} of {x} or of {y} {more}? Name the {one}.",
)
_ASK_BOTH = (
    "What are the {said} of {x} and the {said} of {y}?",
    "Give me the {said} of {x} and of {y}, in this order.",
    "I need the {said} of two {one} entries: {x} and {y}.",
    "Find the {said} both of {x} and of {y}.",
)


def two_facts(listing: Listing, draw: Draw) -> Task | None:
    """Different properties of two records."""
    if len(listing.facts) < 2:
        return None
    (first, second), (fact, other) = draw.some(listing.records, 2), draw.some(listing.facts, 2)
    here, there = first.text(fact), second.text(other)
    note = Note(f"the {fact.said} of '{first.name}'", f"{fact.said}: {here}", here)
    begin, where = to_record(listing, first, draw)
    go_on, where_too = to_record(listing, second, draw, note=note)
    x, y = (named(listing, r, w, draw) for r, w in ((first, where), (second, where_too)))
    slots = {"x": x, "y": y, "said": fact.said, "other": other.said}
    what = f"the noted {fact.said} and the {other.said} of '{second.name}'"
    last = answer_with(what, f"{here}, {there}", there)
    return Task("two facts", draw.say(_ASK_TWO).format_map(slots), (*begin, *go_on, last))


_ASK_TWO = (
    "What are the {said} of {x} and the {other} of {y}?",
    "Tell me the {said} of {x} as well as the {other} of {y}.",
    "I want to know two things: the {said} of {x}, and the {other} of {y}.",
    "Find the {other} of {y}, and before that the {said} of {x}. Say the {said} first.",
)
