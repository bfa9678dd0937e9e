"""Tasks that ask for something that a listing shows."""

from __future__ import annotations

from planact.pretraining.corpus.draw import Draw
from planact.pretraining.corpus.facts import SiteFact
from planact.pretraining.corpus.listing import NEXT, Listing, Query
from planact.pretraining.corpus.reaching import (
    Note,
    Path,
    filter_by,
    sort_by,
    to_record,
    to_some_list,
)
from planact.pretraining.corpus.record_pages import part_key
from planact.pretraining.corpus.records import Record
from planact.pretraining.corpus.script import (
    Move,
    ScriptStep,
    Task,
    click,
    enter,
    leave,
    quoted,
)
from planact.pretraining.corpus.site import SEARCH
from planact.pretraining.corpus.steps import answer_with, conclude, give_up, search_for, step

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
    orders = listing.orders()
    if listing.sorting is None or not orders:
        return None
    label, fact, descending = draw.one(orders)
    path = to_some_list(listing, draw)
    found = listing.found(Query(group=path.query.group, order=label))
    if len(found) < 2 or found[0].values[fact.label].order == found[1].values[fact.label].order:
        return None
    assert fact.fact.extremes is not None
    said = draw.say(fact.fact.extremes[0 if descending else 1]).format(one=listing.domain.one)
    sort = sort_by(listing, said, label)
    assert sort is not None
    return path, said, sort, found[0]


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


def read_filtered(listing: Listing, draw: Draw) -> Task | None:
    """The only record with a value, or how many there are."""
    if not listing.filters:
        return None
    fact = draw.one(listing.filters)
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
    if found and (listing.counting is not None or len(found) <= min(6, listing.page_size)):
        intent = tidy(draw.say(_ASK_COUNT).format_map(slots))
        what = f"the number of {listing.domain.many}"
        sight = None if listing.counting is not None else found[-1].name
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
    facts = [fact for fact in listing.shown if fact.options and fact not in listing.filters]
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
        here = found[page * listing.page_size : (page + 1) * listing.page_size]
        names = [record.name for record in here if record in wanted]
        sight = names[-1] if names else None
        moves.append(click(NEXT, note=", ".join(names) or None, sight=sight))
    slots = {"many": listing.domain.many, "said": fact.said, "option": option}
    last_page = [record.name for record in found[(pages - 1) * listing.page_size :]]
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
    x = _quote_one(listing, name, draw)
    intent = draw.say(_ASK).format(said=fact.said, x=x)
    return Task("missing", intent, (search_for(name, enter(SEARCH, name)), again, last))


def _question(listing: Listing, record: Record, fact: SiteFact, where: str, draw: Draw) -> str:
    x = named(listing, record, where, draw)
    wordings = fact.fact.questions if fact.fact.questions and draw.chance(0.4) else _ASK
    brief = draw.say(_BRIEF).format(said=fact.said)
    return draw.say(wordings).format(said=fact.said, x=x) + brief


def named(listing: Listing, record: Record, where: str, draw: Draw) -> str:
    """The record as instructions name it."""
    return tidy(f"{_quote_one(listing, record.name, draw)} {where}")


def _quote_one(listing: Listing, name: str, draw: Draw) -> str:
    said = quoted(draw, name)
    return draw.one((said, f"the {listing.domain.one} {said}", said))


def tidy(text: str) -> str:
    """The text without the gaps that empty slots leave."""
    return " ".join(text.split()).replace(" ?", "?").replace(" .", ".").replace(" :", ":")


READING = (
    *(read_fact, read_fact, read_table, read_table, missing, compare, two_facts),
    # These are often not to be had.
    *([first_in_order] * 3 + [read_filtered] * 4 + [collect] * 3),
)
