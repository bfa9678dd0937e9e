"""How to get to a site, from any page of it to a list, and to one of the list's records."""

from __future__ import annotations

from dataclasses import dataclass

from planact.pretraining.corpus.content.records import Record
from planact.pretraining.corpus.draw import Draw
from planact.pretraining.corpus.sites.controls import NEXT
from planact.pretraining.corpus.sites.listing import Listing
from planact.pretraining.corpus.sites.portal import Portal, site_key
from planact.pretraining.corpus.sites.query import Query
from planact.pretraining.corpus.sites.site import MENU, SEARCH
from planact.pretraining.corpus.tasks.script import Move, ScriptStep, Task, click, enter
from planact.pretraining.corpus.tasks.steps import go_to, open_one, search_for, step


@dataclass(frozen=True)
class Path:
    """A way to a list.

    Attributes:
        query: What the list shows in the end.
        steps: How to get there.
        where: What an instruction must say for the way to be found, e.g. the group.
    """

    query: Query
    steps: tuple[ScriptStep, ...]
    where: str = ""


def from_portal(portal: Portal, task: Task, draw: Draw) -> Task:
    """The task as one that begins at the portal."""
    site = portal.site
    intent = draw.say(_ON_SITE).format(site=site.title, intent=task.intent)
    visit = step(
        ("Open '{site}'", "Go to the website '{site}'", "Enter '{site}'"),
        ("The first page links to every site.", "This is the site in question."),
        click(site_key(site)),
        site=site.title,
    )
    return Task(task.kind, intent, (visit, *task.steps))


_ON_SITE = (
    "On {site}: {intent}",
    "Use {site}. {intent}",
    "{intent} (It is on {site}.)",
    "Go to {site} first. {intent}",
)


def to_group(listing: Listing, group: str, draw: Draw) -> Path:
    """To the list of a group."""
    slots = {"group": listing.domain.group, "name": group}
    open_group = step(
        (
            "Open the {group} '{name}'",
            "Choose the {group} '{name}'",
            "Click the {group} '{name}'",
            "Go to '{name}'",
        ),
        ("The {group} has what is wanted.", "It is in this {group}.", "The list is narrowed down."),
        click(f"group:{group}" if listing.reach != "menu" else MENU + group),
        **slots,
    )
    enter_list = go_to(listing.entry, click(MENU + listing.entry))
    steps = (open_group,) if listing.reach == "menu" else (enter_list, open_group)
    where = draw.say(_IN_GROUP).format_map(slots | {"name": draw.one((f"'{group}'", group))})
    return Path(Query(group=group), steps, where)


def to_all(listing: Listing) -> Path | None:
    """To the list of everything, where there is one."""
    if listing.reach != "direct":
        return None
    return Path(Query(), (go_to(listing.entry, click(MENU + listing.entry)),))


def to_some_list(listing: Listing, draw: Draw) -> Path:
    """To any of the lists."""
    everything = to_all(listing)
    can_open_groups = listing.reach != "direct" or listing.headed
    if everything is not None and (draw.chance(0.6) or not can_open_groups):
        return everything
    return to_group(listing, draw.one(listing.groups), draw)


def to_record(
    listing: Listing, record: Record, draw: Draw, *, note: Note | None = None
) -> tuple[tuple[ScriptStep, ...], str]:
    """Steps that open the record's page, and what an instruction must say for it."""
    if listing.site.searchable is listing:
        return _by_search(listing, record, note), ""
    path = to_all(listing) or to_group(listing, record.group, draw)
    steps = list(path.steps)
    if note is not None:
        steps[0] = note.before(steps[0])
    return (*steps, in_list(listing, record, path.query)), path.where


@dataclass(frozen=True)
class Note:
    """Something to write down before leaving a page.

    Attributes:
        what: What it is, in words.
        text: What is written down.
        sight: What must be in view then.
    """

    what: str
    text: str
    sight: str

    def before(self, following: ScriptStep) -> ScriptStep:
        """The following step with the note taken first."""
        first, *rest = following.moves
        noted = Move(first.kind, first.key, first.argument, self.text, self.sight)
        texts = [_joined(form, self.what, text) for form in _NOTE for text in following.texts]
        # The first wording of all comes first, so that planners learn a single one.
        return ScriptStep(tuple(texts), _NOTE_REASONS, (noted, *rest))


_NOTE = ("Note {what} and {then}", "Write down {what}, then {then}", "Remember {what} and {then}")
_NOTE_REASONS = (
    "It is needed later, on another page.",
    "This page will be gone, so it must be written down.",
    "It has to be kept for the answer.",
)
_IN_GROUP = (
    "in the {group} {name}",
    "from the {group} {name}",
    "({group} {name})",
    "of the {group} {name}",
    "under the {group} {name}",
)


def _joined(form: str, what: str, then: str) -> str:
    return form.format(what=what, then=then[:1].lower() + then[1:])


def _by_search(listing: Listing, record: Record, note: Note | None) -> tuple[ScriptStep, ...]:
    search = search_for(record.name, enter(SEARCH, record.name))
    if note is not None:
        search = note.before(search)
    return search, in_list(listing, record, Query(words=record.name))


def in_list(listing: Listing, record: Record, query: Query) -> ScriptStep:
    """Open the record from the list, wherever in it it stands."""
    page = listing.found(query).index(record) // listing.controls.page_size
    moves = (*(click(NEXT) for _ in range(page)), click(record.key))
    if listing.pages(query) == 1 or query.words is not None:
        return open_one(listing.domain.one, record.name, *moves)
    return step(
        (
            "Find '{name}' in the list and open it",
            "Page through the list to '{name}' and open it",
            "Look for the {one} '{name}' on the pages of the list and click it",
            "Open '{name}', on whatever page of the list it is",
        ),
        ("The list may go over several pages.", "It can be on a later page."),
        *moves,
        name=record.name,
        one=listing.domain.one,
    )
