"""Tasks that follow links from a record's page: to people, to other records, to answers."""

from __future__ import annotations

from planact.pretraining.corpus.content import names
from planact.pretraining.corpus.draw import Draw
from planact.pretraining.corpus.sites.comments import SEND, TEXT
from planact.pretraining.corpus.sites.listing import Listing
from planact.pretraining.corpus.sites.people import person_key
from planact.pretraining.corpus.sites.record_pages import mention_key, part_key, reply_key
from planact.pretraining.corpus.tasks.looking_up import open_part
from planact.pretraining.corpus.tasks.reaching import to_record
from planact.pretraining.corpus.tasks.script import ScriptStep, Task, click, fill
from planact.pretraining.corpus.tasks.steps import answer_with, finish, step
from planact.pretraining.corpus.tasks.wording import named, quoted


def about_person(listing: Listing, draw: Draw) -> Task | None:
    """Something about a person who has to do with a record."""
    pages = listing.pages_of
    facts = [fact for fact in listing.facts if pages.is_person(fact)]
    if pages.people is None or not facts:
        return None
    record, role = draw.one(listing.records), draw.one(facts)
    person = record.text(role)
    steps, where = to_record(listing, record, draw)
    slots = {"role": role.said, "x": named(listing, record, where, draw)}
    opening = step(
        (
            "Open the page of the {role}",
            "Click the name of the {role}",
            "Follow the link to the {role}",
        ),
        ("The name of the {role} is a link.", "The {role} has a page."),
        click(person_key(person)),
        **slots,
    )
    if draw.chance(0.25):
        intent = draw.say(_SHOW_PERSON).format_map(slots)
        return Task("show person", intent, (*steps, opening, finish()))
    fact = draw.one(pages.people.facts)
    intent = draw.say(_ASK_PERSON).format_map(slots | {"said": fact.said})
    last = answer_with(f"the {fact.said}", pages.people.text(person, fact))
    return Task("person", intent, (*steps, opening, last))


_ASK_PERSON = (
    "What is the {said} of the {role} of {x}?",
    "Look at the {role} of {x}: which {said} is given there?",
    "Tell me the {said} of whoever is the {role} of {x}.",
    "I wonder about the {role} of {x}. What is the {said} on that page?",
)
_SHOW_PERSON = (
    "Bring up the page of the {role} of {x}.",
    "Go to the {role} of {x}",
    "Who is the {role} of {x}? Open that page.",
)


def follow_mention(listing: Listing, draw: Draw) -> Task | None:
    """Something about a record that another one's prose links to."""
    record = draw.one(listing.records)
    mentioned = listing.pages_of.mentioned(record)
    if not mentioned:
        return None
    other, fact = draw.one(mentioned), draw.one(listing.facts)
    steps, where = to_record(listing, record, draw)
    slots = {
        "x": named(listing, record, where, draw),
        "y": quoted(draw, other.name),
        "said": fact.said,
    }
    follow = step(
        (
            "Follow the link to '{name}' in the text",
            "Click '{name}' in the text",
            "Go on to '{name}', which the text links to",
        ),
        ("The text mentions it.", "There is a link in the text."),
        click(mention_key(other)),
        name=other.name,
    )
    intent = draw.say(_ASK_MENTION).format_map(slots)
    last = answer_with(f"the {fact.said} of '{other.name}'", other.text(fact))
    return Task("mention", intent, (*steps, follow, last))


_ASK_MENTION = (
    "Go to {x}, follow the link to {y} and tell me its {said}.",
    "The text of {x} links to {y}. What is the {said} there?",
    "Starting from {x}, click through to {y} and say which {said} it has.",
)


def reply(listing: Listing, draw: Draw) -> Task | None:
    """Answer a comment on a record."""
    pages = listing.pages_of
    parts = [part for part in pages.parts if pages.takes_replies(part)]
    if not parts:
        return None
    record, part, words = draw.one(listing.records), parts[0], names.sentence(draw)
    to = draw.one(record.rows[part.title])[0].text
    steps, where = to_record(listing, record, draw)
    opening: tuple[ScriptStep, ...] = ()
    if pages.has_tabs:
        opening = (open_part(part.part.one, part.title, part_key(part)),)
    answering = step(
        (
            "Answer the comment of '{to}'",
            "Click the link to reply to '{to}'",
            "Open the form to answer '{to}'",
        ),
        ("Each comment can be answered.", "There is a link for it in the row."),
        click(reply_key(to)),
        to=to,
    )
    writing = step(
        (
            "Write the answer '{words}' and send it off",
            "Enter '{words}' and send it off",
            "Fill in '{words}', then press the button",
        ),
        ("Only sending publishes it.", "The form takes it."),
        fill(TEXT, words),
        click(SEND),
        words=words,
    )
    slots = {
        "x": named(listing, record, where, draw),
        "to": quoted(draw, to),
        "words": draw.one((f"'{words}'", f'"{words}"')),
    }
    intent = draw.say(_ASK_REPLY).format_map(slots)
    return Task("reply", intent, (*steps, *opening, answering, writing, finish()))


_ASK_REPLY = (
    "Answer {to}, who commented on {x}, with {words}.",
    "On {x}, write back to {to}: {words}",
    "Tell {to} {words} in reply to the comment on {x}.",
    "Under {x}, answer the comment by {to} with the words {words}.",
)
