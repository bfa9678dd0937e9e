"""Tasks that ask for the records that have a value."""

from __future__ import annotations

from planact.pretraining.corpus.content.facts import SiteFact
from planact.pretraining.corpus.draw import Draw
from planact.pretraining.corpus.sites.controls import APPLY, NEXT, filter_key
from planact.pretraining.corpus.sites.listing import Listing
from planact.pretraining.corpus.sites.query import Query
from planact.pretraining.corpus.tasks.reaching import to_some_list
from planact.pretraining.corpus.tasks.script import Move, ScriptStep, Task, choose, click, leave
from planact.pretraining.corpus.tasks.steps import answer_with, step
from planact.pretraining.corpus.tasks.wording import quoted, tidy


def read_filtered(listing: Listing, draw: Draw) -> Task | None:
    """The only record with a value, or how many there are."""
    if not listing.controls.filters:
        return None
    fact = draw.one(listing.controls.filters)
    path = to_some_list(listing, draw)
    option = draw.one(fact.options)
    query = Query(group=path.query.group, filters=((fact.label, option),))
    found = listing.found(query)
    slots = {
        "many": listing.domain.many,
        "one": listing.domain.one,
        "said": fact.said,
        "option": quoted(draw, option),
        "where": path.where,
    }
    steps = (*path.steps, filter_by(listing, fact, option))
    if len(found) == 1 and draw.chance(0.7):
        intent = tidy(draw.say(_ASK_ONLY).format_map(slots))
        what = f"the name of the {listing.domain.one}"
        return Task("only", intent, (*steps, answer_with(what, found[0].name)))
    if found and (listing.is_counted or len(found) <= min(6, listing.controls.page_size)):
        intent = tidy(draw.say(_ASK_COUNT).format_map(slots))
        what = f"the number of {listing.domain.many}"
        sight = None if listing.is_counted else found[-1].name
        return Task("count", intent, (*steps, answer_with(what, str(len(found)), sight)))
    return None


_ASK_ONLY = (
    "Which {one} {where} has the {said} {option}?",
    "Name the {one} {where} with the {said} {option}.",
    "There is just one {one} {where} with the {said} {option}. Which?",
)
_ASK_COUNT = (
    "How many {many} {where} have the {said} {option}?",
    "Count the {many} {where} whose {said} is {option}.",
    "What is the number of {many} {where} with the {said} {option}?",
)


def collect(listing: Listing, draw: Draw) -> Task | None:
    """The names of all records with a value, over all pages of a list that cannot be filtered."""
    facts = [
        fact for fact in listing.shown if fact.options and fact not in listing.controls.filters
    ]
    if not facts:
        return None
    fact, path = draw.one(facts), to_some_list(listing, draw)
    found, option = listing.found(path.query), draw.one(fact.options)
    wanted = [record for record in found if record.text(fact) == option]
    if not 2 <= len(wanted) <= 4 or listing.pages(path.query) > 4:
        return None
    moves: list[Move] = []
    pages = listing.pages(path.query)
    for page in range(pages - 1):
        here = found[page * listing.controls.page_size : (page + 1) * listing.controls.page_size]
        names = [record.name for record in here if record in wanted]
        sight = names[-1] if names else None
        moves.append(click(NEXT, note=", ".join(names) or None, sight=sight))
    slots = {"many": listing.domain.many, "said": fact.said, "option": option}
    last_page = [record.name for record in found[(pages - 1) * listing.controls.page_size :]]
    sights = [record.name for record in wanted if record.name in last_page]
    everything = ", ".join(record.name for record in wanted)
    answer = leave(everything, sight=sights[-1] if sights else None)
    gather = step(
        (
            "Go through the list and answer with all {many} that have the {said} '{option}'",
            "Collect the {many} with the {said} '{option}' from every page and answer with them",
            "Note the {many} with the {said} '{option}' page by page and give them all",
        ),
        ("They are spread over the list.", "Each page may have some of them."),
        *moves,
        answer,
        **slots,
    )
    intent = draw.say(_ASK_ALL).format_map(
        slots | {"where": path.where, "option": quoted(draw, option)}
    )
    return Task("collect", tidy(intent), (*path.steps, gather))


_ASK_ALL = (
    "List all {many} {where} with the {said} {option}.",
    "Which {many} {where} have the {said} {option}?",
    "Give me the names of all {many} {where} whose {said} is {option}.",
)


def filter_by(listing: Listing, fact: SiteFact, option: str) -> ScriptStep:
    """Leave only what has a value for a property."""
    moves: tuple[Move, ...] = (choose(filter_key(fact), option),)
    if listing.controls.filtering == "links":
        moves = (click(filter_key(fact, option)),)
    elif listing.controls.filtering == "button":
        moves = (*moves, click(APPLY))
    moves = (*(click(key) for key in listing.before_filtering), *moves)
    return step(
        (
            "Filter the list by {said} '{option}'",
            "Show only {many} with the {said} '{option}'",
            "Narrow the list to the {said} '{option}'",
            "Set the filter '{label}' to '{option}'",
        ),
        ("Only these matter.", "The filter leaves what is asked for."),
        *moves,
        said=fact.said,
        option=option,
        label=fact.label,
        many=listing.domain.many,
    )
