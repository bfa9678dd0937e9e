"""Tasks of people in back offices."""

from __future__ import annotations

from planact.pretraining.corpus.content.facts import SiteFact
from planact.pretraining.corpus.content.records import Record
from planact.pretraining.corpus.draw import Draw
from planact.pretraining.corpus.sites.grid import (
    ADD,
    MASS,
    MASS_APPLY,
    NAME,
    NAME_APPLY,
    NAME_FILTER,
    SAVE,
    Grid,
    edit_key,
    field_key,
    tick_key,
)
from planact.pretraining.corpus.sites.query import Query
from planact.pretraining.corpus.sites.site import MENU
from planact.pretraining.corpus.tasks.script import (
    Move,
    ScriptStep,
    Task,
    choose,
    click,
    enter,
    fill,
)
from planact.pretraining.corpus.tasks.steps import answer_with, finish, go_to, step
from planact.pretraining.corpus.tasks.wording import quoted


def _enter(grid: Grid) -> ScriptStep:
    return go_to(grid.entry, click(MENU + grid.entry))


def _narrow(grid: Grid, record: Record) -> ScriptStep:
    """Leave just the record in the list."""
    moves: list[Move] = [click(key) for key in grid.before_filtering]
    if grid.name_apply is None:
        moves.append(enter(NAME_FILTER, record.name))
    else:
        moves += [fill(NAME_FILTER, record.name), click(NAME_APPLY)]
    return step(
        (
            "Filter the list by the name '{name}'",
            "Enter '{name}' as the filter of the list",
            "Narrow the list down to '{name}'",
        ),
        ("The list may be long, and the filter leaves what is wanted.", "It is found faster so."),
        *moves,
        name=record.name,
    )


def read_row(grid: Grid, draw: Draw) -> Task:
    """What a row of the list says."""
    record, fact = draw.one(grid.records), draw.one(grid.shown)
    slots = {
        "said": fact.said,
        "x": quoted(draw, record.name),
        "one": grid.domain.one,
        "many": grid.domain.many,
    }
    what = f"the {fact.said} of '{record.name}'"
    last = answer_with(what, record.text(fact))
    intent = draw.say(_ASK_ROW).format_map(slots)
    return Task("row", intent, (_enter(grid), _narrow(grid, record), last))


_ASK_ROW = (
    "In the list of {many}, which {said} does {x} have?",
    "What is the {said} of the {one} {x}, as the {many} show it?",
    "Tell me the {said} that the list of {many} gives for {x}.",
    "Among the {many}, find {x} and say the {said}.",
)


def edit(grid: Grid, draw: Draw) -> Task:
    """Change properties of a record."""
    record = draw.one(grid.records)
    changes = {fact: _new_value(grid, fact, record, draw) for fact in _some(grid, draw)}
    listed = _listed(changes)
    opening = step(
        (
            "Open the form of '{name}'",
            "Click '{label}' beside '{name}'",
            "Edit '{name}'",
            "Open '{name}' for editing",
        ),
        ("Its form has the fields.", "There it can be changed."),
        click(edit_key(record) if grid.edit_label is not None else record.key),
        name=record.name,
        label=grid.edit_label or record.name,
    )
    changing = step(
        ("Set {listed} and save", "Change {listed}, then save it", "Enter {listed} and keep it"),
        ("Only saving keeps it.", "This is what is to be changed."),
        *(_set(fact, value) for fact, value in changes.items()),
        click(SAVE),
        listed=listed,
    )
    slots = {"x": quoted(draw, record.name), "one": grid.domain.one, "listed": listed}
    intent = draw.say(_ASK_EDIT).format_map(slots)
    steps = (_enter(grid), _narrow(grid, record), opening, changing, finish())
    return Task("edit", intent, steps)


_ASK_EDIT = (
    "Change the {one} {x}: set {listed}.",
    "Edit {x} so that it has {listed}.",
    "The {one} {x} needs {listed}. Please correct it.",
    "Give the {one} {x} {listed}.",
    "Set {listed} for the {one} {x}",
)


def add(grid: Grid, draw: Draw) -> Task:
    """Enter a new record."""
    name = grid.stock.new_name(draw)
    entries = {fact: fact.value(draw).text for fact in _some(grid, draw)}
    listed = _listed(entries)
    entering = step(
        (
            "Enter the name '{name}' and {listed}, and save",
            "Fill in the name '{name}', {listed}, then save",
            "Write the name '{name}' and {listed} into the form and keep it",
        ),
        ("The form makes a new {one} of this.", "Only saving adds it."),
        fill(NAME, name),
        *(_set(fact, value) for fact, value in entries.items()),
        click(SAVE),
        name=name,
        listed=listed,
        one=grid.domain.one,
    )
    opening = step(
        ("Open the form for a new {one}", "Click '{label}'", "Press '{label}'"),
        ("The list has a link for it.", "A new {one} is made there."),
        click(ADD),
        one=grid.domain.one,
        label=grid.add_label,
    )
    slots = {"x": quoted(draw, name), "one": grid.domain.one, "listed": listed}
    intent = draw.say(_ASK_ADD).format_map(slots)
    return Task("add", intent, (_enter(grid), opening, entering, finish()))


_ASK_ADD = (
    "Add a new {one} named {x} with {listed}.",
    "Create the {one} {x} with {listed}.",
    "Enter a {one} called {x}, with {listed}",
    "There is a new {one}, {x}, with {listed}. Put it into the system.",
)


def do_with_several(grid: Grid, draw: Draw) -> Task | None:
    """Tick some rows and do something with all of them."""
    first = grid.found(Query())[: grid.controls.page_size]
    if not grid.ticks or len(first) < 3:
        return None
    records = sorted(draw.some(first, draw.count(1, 3)), key=first.index)
    deed = draw.one(grid.mass_deeds)
    listed = _and([f"'{record.name}'" for record in records])
    doing = step(
        (
            "Tick {listed} and apply the action '{deed}'",
            "Select {listed}, choose '{deed}' and run it",
            "Mark {listed} and do '{deed}' with them",
        ),
        ("The list can change several rows at once.", "One action does it for all of them."),
        *(click(tick_key(record)) for record in records),
        choose(MASS, deed),
        click(MASS_APPLY),
        listed=listed,
        deed=deed,
    )
    slots = {"deed": deed, "listed": listed, "many": grid.domain.many}
    intent = draw.say(_ASK_MASS).format_map(slots)
    return Task("mass", intent, (_enter(grid), doing, finish()))


_ASK_MASS = (
    "Do '{deed}' for the {many} {listed}.",
    "Use the action '{deed}' on these {many}: {listed}.",
    "Select the {many} {listed} and run '{deed}'.",
    "For {listed} in the list of {many}, apply '{deed}'",
)


def _some(grid: Grid, draw: Draw) -> list[SiteFact]:
    """Some of the properties, in the order of the form."""
    chosen = draw.some(grid.facts, draw.count(1, min(3, len(grid.facts))))
    return [fact for fact in grid.facts if fact in chosen]


def _new_value(grid: Grid, fact: SiteFact, record: Record, draw: Draw) -> str:
    if fact.options:
        return draw.one([option for option in fact.options if option != record.text(fact)])
    return fact.value(draw).text


def _set(fact: SiteFact, value: str) -> Move:
    return choose(field_key(fact), value) if fact.options else fill(field_key(fact), value)


def _listed(values: dict[SiteFact, str]) -> str:
    return _and([f"the {fact.said} '{value}'" for fact, value in values.items()])


def _and(texts: list[str]) -> str:
    return " and ".join(filter(None, [", ".join(texts[:-1]), texts[-1]]))
