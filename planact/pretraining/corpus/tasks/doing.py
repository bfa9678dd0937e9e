"""Tasks that change something about a listing's records."""

from __future__ import annotations

from planact.pretraining.corpus.content import names
from planact.pretraining.corpus.content.records import Record
from planact.pretraining.corpus.draw import Draw
from planact.pretraining.corpus.sites.comments import SEND, TEXT, TITLE, WRITE
from planact.pretraining.corpus.sites.deeds import QUANTITY, SiteDeed, choice_key
from planact.pretraining.corpus.sites.listing import Listing
from planact.pretraining.corpus.tasks.ordering import open_first, ordered_path
from planact.pretraining.corpus.tasks.reaching import to_record
from planact.pretraining.corpus.tasks.script import Move, ScriptStep, Task, choose, click, fill
from planact.pretraining.corpus.tasks.steps import finish, step
from planact.pretraining.corpus.tasks.wording import named, tidy

_PLEASE = ("{do}", "{do}.", "Please {do}.", "I want to {do}.", "Can you {do}?", "{do} for me")


def do_deed(listing: Listing, draw: Draw) -> Task | None:
    """Press a button of a record's page, with choices and a quantity where it has them."""
    if not listing.pages_of.deeds.offered:
        return None
    record, deed = draw.one(listing.records), draw.one(listing.pages_of.deeds.offered)
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
    for label, options in pages.deeds.choices.items():
        option = draw.one(options)
        wishes.append((label.lower(), option))
        moves.append(choose(choice_key(label), option))
    if pages.deeds.quantity is not None and draw.chance(0.6):
        number = str(draw.count(2, 20))
        wishes.append((pages.deeds.quantity.lower(), number))
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
    if ordered is None or not listing.pages_of.deeds.offered or listing.pages_of.deeds.choices:
        return None
    path, said, sort, first = ordered
    deed = draw.one(listing.pages_of.deeds.offered)
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
    if not pages.comments.are_open:
        return None
    record, words = draw.one(listing.records), names.sentence(draw)
    title = names.capital(names.phrase(draw)) if pages.comments.title is not None else None
    steps, where = to_record(listing, record, draw)
    x = named(listing, record, where, draw)
    listed = f"the text '{words}'"
    moves = [fill(TEXT, words), click(SEND)]
    if title is not None:
        listed = f"the title '{title}' and {listed}"
        moves.insert(0, fill(TITLE, title))
    opening: tuple[ScriptStep, ...] = ()
    if pages.comments.is_apart:
        opening = (_open_form(pages.comments.label),)
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


def _asked(do: str, draw: Draw) -> str:
    return names.capital(draw.say(_PLEASE).format(do=do))
