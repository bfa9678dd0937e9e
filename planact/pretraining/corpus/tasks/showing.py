"""Tasks that end on a page: a record's, a sorted list's or a filtered one's."""

from __future__ import annotations

from planact.pretraining.corpus.draw import Draw
from planact.pretraining.corpus.sites.listing import Listing
from planact.pretraining.corpus.tasks.filtering import filter_by
from planact.pretraining.corpus.tasks.ordering import ordered_path
from planact.pretraining.corpus.tasks.reaching import to_record, to_some_list
from planact.pretraining.corpus.tasks.script import Task
from planact.pretraining.corpus.tasks.steps import finish
from planact.pretraining.corpus.tasks.wording import named, quoted, tidy


def show(listing: Listing, draw: Draw) -> Task | None:
    """End on a page: a record's, a sorted list or a filtered one."""
    kind = draw.one(("record", "sorted", "filtered"))
    if kind == "sorted":
        return _show_sorted(listing, draw)
    if kind == "filtered" and listing.controls.filters:
        return _show_filtered(listing, draw)
    record = draw.one(listing.records)
    steps, where = to_record(listing, record, draw)
    x = named(listing, record, where, draw)
    return Task("show", draw.say(_ASK_SHOW).format(x=x), (*steps, finish()))


_ASK_SHOW = ("Show {x}.", "Bring up {x}", "Go to the page of {x}.", "Navigate to {x}", "Open {x}.")


def _show_sorted(listing: Listing, draw: Draw) -> Task | None:
    ordered = ordered_path(listing, draw)
    if ordered is None:
        return None
    path, said, sort, _ = ordered
    slots = {"said": said, "many": listing.domain.many, "where": path.where}
    intent = tidy(draw.say(_ASK_SORTED).format_map(slots))
    return Task("show sorted", intent, (*path.steps, sort, finish()))


_ASK_SORTED = (
    "Display the {many} {where} with the {said} on top.",
    "I want to see the {many} {where}, beginning with the {said}.",
    "Sort the {many} {where} such that the {said} is first.",
)


def _show_filtered(listing: Listing, draw: Draw) -> Task:
    fact = draw.one(listing.controls.filters)
    path, option = to_some_list(listing, draw), draw.one(fact.options)
    slots = {
        "many": listing.domain.many,
        "said": fact.said,
        "option": quoted(draw, option),
        "where": path.where,
    }
    intent = tidy(draw.say(_ASK_FILTERED).format_map(slots))
    return Task("show filtered", intent, (*path.steps, filter_by(listing, fact, option), finish()))


_ASK_FILTERED = (
    "Display only the {many} {where} with the {said} {option}.",
    "Filter the {many} {where} by the {said} {option}.",
    "I want to see just those {many} {where} that have the {said} {option}.",
)
