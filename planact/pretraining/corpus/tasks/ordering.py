"""Tasks that ask for what comes first in an order."""

from __future__ import annotations

from planact.pretraining.corpus.content.records import Record
from planact.pretraining.corpus.draw import Draw
from planact.pretraining.corpus.sites.controls import APPLY, SORT
from planact.pretraining.corpus.sites.listing import Listing
from planact.pretraining.corpus.sites.query import Query
from planact.pretraining.corpus.tasks.reaching import Path, to_some_list
from planact.pretraining.corpus.tasks.script import Move, ScriptStep, Task, choose, click
from planact.pretraining.corpus.tasks.steps import answer_with, step
from planact.pretraining.corpus.tasks.wording import tidy


def first_in_order(listing: Listing, draw: Draw) -> Task | None:
    """The record that comes first in an order, or something about it."""
    ordered = ordered_path(listing, draw)
    if ordered is None:
        return None
    path, said, sort, first = ordered
    steps = (*path.steps, sort)
    slots = {"said": said, "where": path.where, "many": listing.domain.many}
    if draw.chance(0.6):
        intent = draw.say(_ASK_FIRST).format_map(slots)
        what = f"the name of the first {listing.domain.one}"
        return Task("first", tidy(intent), (*steps, answer_with(what, first.name)))
    fact = draw.one(listing.facts)
    intent = draw.say(_ASK_OF_FIRST).format_map(slots | {"fact": fact.said})
    opening = open_first(listing, first)
    last = answer_with(f"the {fact.said}", first.text(fact))
    return Task("first fact", tidy(intent), (*steps, opening, last))


_ASK_FIRST = (
    "What is the {said} {where}?",
    "Name the {said} {where}.",
    "Which is the {said} {where}?",
    "Find the {said} {where} and tell me its name.",
    "I would like to know the {said} {where}.",
)
_ASK_OF_FIRST = (
    "What is the {fact} of the {said} {where}?",
    "Tell me the {fact} of the {said} {where}.",
    "Which {fact} does the {said} {where} have?",
    "Look at the {said} {where}: what is its {fact}?",
)


def ordered_path(listing: Listing, draw: Draw) -> tuple[Path, str, ScriptStep, Record] | None:
    """A sorted list, what comes first in it in words, how to sort it, and what does come first."""
    orders = listing.controls.orders()
    if listing.controls.sorting is None or not orders:
        return None
    label, fact, descending = draw.one(orders)
    path = to_some_list(listing, draw)
    found = listing.found(Query(group=path.query.group, order=label))
    if len(found) < 2 or found[0].values[fact.label].order == found[1].values[fact.label].order:
        return None
    assert fact.fact.extremes is not None
    said = draw.say(fact.fact.extremes[0 if descending else 1]).format(one=listing.domain.one)
    return path, said, _sort_by(listing, said, label), found[0]


def open_first(listing: Listing, record: Record) -> ScriptStep:
    """Open what a sorted list begins with, which no plan can name."""
    return step(
        (
            "Open the first {one} of the list",
            "Click the first {one}",
            "Open what the list begins with",
            "Go to the {one} on top",
        ),
        ("It is the one that is meant.", "The list begins with it now."),
        click(record.key),
        one=listing.domain.one,
    )


def _sort_by(listing: Listing, said: str, label: str) -> ScriptStep:
    """Sort the list; ``said`` is what then comes first."""
    if listing.controls.sorting == "links":
        moves: tuple[Move, ...] = (click(f"{SORT}:{label}"),)
    elif listing.controls.sorting == "button":
        moves = (choose(SORT, label), click(f"{SORT} {APPLY}"))
    else:
        moves = (choose(SORT, label),)
    return step(
        (
            "Sort the list so that the {said} comes first",
            "Sort by '{label}'",
            "Put the {said} on top by sorting",
            "Choose the order '{label}'",
            "Change the order to '{label}'",
        ),
        ("Sorted like this, it stands on top.", "The order must be changed first."),
        *moves,
        said=said,
        label=label,
    )
