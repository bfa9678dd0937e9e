"""Tasks that change something about a listing's records, or end on one of its pages."""

from __future__ import annotations

from planact.pretraining.corpus import names
from planact.pretraining.corpus.draw import Draw
from planact.pretraining.corpus.listing import Listing
from planact.pretraining.corpus.reaching import (
    filter_by,
    to_record,
    to_some_list,
)
from planact.pretraining.corpus.record_pages import (
    QUANTITY,
    SEND,
    WRITE,
    SiteDeed,
    choice_key,
)
from planact.pretraining.corpus.records import Record
from planact.pretraining.corpus.script import Move, ScriptStep, Task, choose, click, fill, quoted
from planact.pretraining.corpus.steps import finish, step
from planact.pretraining.corpus.tasks_reading import named, open_first, ordered_path, tidy

_PLEASE = ("{do}", "{do}.", "Please {do}.", "I want to {do}.", "Can you {do}?", "{do} for me")


def do_deed(listing: Listing, draw: Draw) -> Task | None:
    """Press a button of a record's page, with choices and a quantity where it has them."""
    if not listing.pages_of.deeds:
        return None
    record, deed = draw.one(listing.records), draw.one(listing.pages_of.deeds)
    steps, where = to_record(listing, record, draw)
    said = draw.say(deed.deed.said).format(x=named(listing, record, where, draw))
    choosing, wish = _choices(listing, draw)
    intent = _asked(said + wish, draw)
    return Task("deed", intent, (*steps, *choosing, _press(deed, record), finish()))


def _choices(listing: Listing, draw: Draw) -> tuple[tuple[ScriptStep, ...], str]:
    """Steps that set what comes with a deed, and how an instruction asks for it."""
    pages = listing.pages_of
    wishes: list[tuple[str, str]] = []
    moves: list[Move] = []
    for label, options in pages.choices.items():
        option = draw.one(options)
        wishes.append((label.lower(), option))
        moves.append(choose(choice_key(label), option))
    if pages.quantity is not None and draw.chance(0.6):
        number = str(draw.count(2, 20))
        wishes.append((pages.quantity.lower(), number))
        moves.append(fill(QUANTITY, number))
    if not moves:
        return (), ""
    listed = " and ".join(f"{label} '{value}'" for label, value in wishes)
    texts = ("Choose {listed}", "Set {listed}", "Select {listed}", "Pick {listed}")
    reasons = ("It must be chosen first.", "The page offers several versions.")
    wish = draw.say((" with {listed}", ", {listed}", " in {listed}")).format(listed=listed)
    return (step(texts, reasons, *moves, listed=listed),), wish


def _press(deed: SiteDeed, record: Record) -> ScriptStep:
    """Do the deed; a plan can say what for, and not what the button says."""
    what = deed.deed.said[0].format(x=f"'{record.name}'")
    return step(
        (
            "Use the button to {what}",
            "Press '{label}'",
            "Click '{label}'",
            "{What} with the button of the page",
        ),
        ("The page has a button for it.", "This does what was asked for."),
        click(deed.key),
        what=what,
        What=names.capital(what),
        label=deed.label,
    )


def do_deed_to_first(listing: Listing, draw: Draw) -> Task | None:
    """The same to what comes first in an order."""
    ordered = ordered_path(listing, draw)
    if ordered is None or not listing.pages_of.deeds or listing.pages_of.choices:
        return None
    path, said, sort, first = ordered
    deed = draw.one(listing.pages_of.deeds)
    what = deed.deed.said[0].format(x="it")
    pressing = step(
        ("Use the button to {what}", "Press '{label}'", "Click '{label}'"),
        ("The page has a button for it.", "This does what was asked for."),
        click(deed.key),
        what=what,
        label=deed.label,
    )
    x = tidy(f"the {said} {path.where}")
    intent = _asked(draw.say(deed.deed.said).format(x=x), draw)
    steps = (*path.steps, sort, open_first(listing, first), pressing, finish())
    return Task("deed to first", intent, steps)


def write(listing: Listing, draw: Draw) -> Task | None:
    """Write a comment on a record."""
    pages = listing.pages_of
    if not pages.writing:
        return None
    record, words = draw.one(listing.records), names.sentence(draw)
    title = names.capital(names.phrase(draw)) if pages.write_title is not None else None
    steps, where = to_record(listing, record, draw)
    x = named(listing, record, where, draw)
    listed = f"the text '{words}'"
    moves = [fill("write:text", words), click(SEND)]
    if title is not None:
        listed = f"the title '{title}' and {listed}"
        moves.insert(0, fill("write:title", title))
    opening: tuple[ScriptStep, ...] = ()
    if pages.write_apart:
        opening = (_open_form(pages.write_label),)
    filling = step(
        (
            "Fill in {listed} and send it",
            "Enter {listed}, then press the button",
            "Write {listed} and post it",
        ),
        ("Only sending publishes it.", "The form takes it."),
        *moves,
        listed=listed,
    )
    intent = draw.say(_ASK_WRITE).format(x=x, listed=listed.replace("'", draw.one("'\"")))
    return Task("write", intent, (*steps, *opening, filling, finish()))


_ASK_WRITE = (
    "Leave a comment on {x} with {listed}.",
    "Comment on {x}: {listed}",
    "Write a note about {x} that has {listed}.",
    "Add a remark to {x}, with {listed}",
)


def _open_form(label: str) -> ScriptStep:
    return step(
        ("Open the form for a new comment", "Click '{label}'", "Press '{label}'"),
        ("The form is on a page of its own.", "It leads to the form."),
        click(WRITE),
        label=label,
    )


def show(listing: Listing, draw: Draw) -> Task | None:
    """End on a page: a record's, a sorted list or a filtered one."""
    kind = draw.one(("record", "sorted", "filtered"))
    if kind == "sorted":
        return _show_sorted(listing, draw)
    if kind == "filtered" and listing.filters:
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
    fact = draw.one(listing.filters)
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


def _asked(do: str, draw: Draw) -> str:
    return names.capital(draw.say(_PLEASE).format(do=do))


DOING = (do_deed, do_deed, do_deed_to_first, do_deed_to_first, write, write, show, show)
