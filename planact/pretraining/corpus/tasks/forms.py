"""Tasks that fill in a form, and answer with what it says where it says something."""

from __future__ import annotations

from planact.pretraining.corpus.content import names
from planact.pretraining.corpus.draw import Draw
from planact.pretraining.corpus.pages.blocks import CHECKED
from planact.pretraining.corpus.sites.form_fields import SiteField, new_value
from planact.pretraining.corpus.sites.forms import PASSWORD, SIGN_IN, SUBMIT, USER, FormSection
from planact.pretraining.corpus.sites.site import MENU
from planact.pretraining.corpus.tasks.script import Move, ScriptStep, Task, choose, click, fill
from planact.pretraining.corpus.tasks.steps import answer_with, finish, go_to, step


def fill_in(section: FormSection, draw: Draw) -> Task:
    """Fill in some of the fields and send the form."""
    entries = _entries(section, draw)
    listed = _listed([_said(field, value) for field, value in entries.items()])
    slots = {"do": draw.say(section.purpose.said), "listed": listed}
    steps = [go_to(section.entry, click(MENU + section.entry))]
    wish = ""
    if section.is_locked:
        steps.append(sign_in(*section.credentials))
        slots |= dict(zip(("user", "password"), section.credentials, strict=True))
        wish = draw.say(_SIGNED_IN).format_map(slots)
    steps.append(_filling(section, entries, listed))
    if not section.results:
        intent = draw.say(_ASK).format_map(slots) + wish
        return Task("form", names.capital(intent), (*steps, finish()))
    filled = section.at_first() | {field.key: value for field, value in entries.items()}
    fact = draw.one(section.results)
    asked = draw.say(_ASK_RESULT).format_map(slots | {"said": fact.said})
    last = answer_with(f"the {fact.said}", section.outcome(filled)[fact.label])
    return Task("form result", names.capital(asked) + wish, (*steps, last))


_ASK = (
    "{do} with {listed}.",
    "{do}: {listed}",
    "Please {do}. I want {listed}.",
    "I would like to {do}, with {listed}.",
    "{do} and enter {listed}.",
    "Can you {do} for me? It should have {listed}.",
)
_ASK_RESULT = (
    "{do} with {listed} and tell me the {said}.",
    "{do}: {listed}. What is the {said}?",
    "What is the {said} if I {do} with {listed}?",
    "I want to {do} with {listed}; which {said} do I get?",
    "Give me the {said} when you {do} with {listed}.",
)
_SIGNED_IN = (
    " My user name is '{user}' and my password '{password}'.",
    " (Sign in with '{user}' and '{password}'.)",
    " Log in as {user}, password {password}.",
)


def sign_in(user: str, password: str) -> ScriptStep:
    """Get past the form that asks who one is."""
    return step(
        (
            "Sign in as '{user}' with '{password}'",
            "Log in with the name '{user}' and the password '{password}'",
            "Enter the user '{user}' and the password '{password}' to get in",
        ),
        ("The page is only for those who are signed in.", "The site asks who I am."),
        fill(USER, user),
        fill(PASSWORD, password),
        click(SIGN_IN),
        user=user,
        password=password,
    )


def _entries(section: FormSection, draw: Draw) -> dict[SiteField, str]:
    """What to enter into which fields, in the form's order."""
    wanted = [
        field for field in section.fields if field.control == "links" or draw.chance(0.75)
    ] or section.fields[:1]
    return {field: new_value(field, draw) for field in wanted}


def _filling(section: FormSection, entries: dict[SiteField, str], listed: str) -> ScriptStep:
    moves: list[Move] = []
    for fields in section.pages:
        moves += [_move(field, entries[field]) for field in fields if field in entries]
        if fields[0].control != "links":
            moves.append(click(SUBMIT))
    texts = (
        "Fill in {listed} and send the form",
        "Enter {listed} and confirm",
        "Set {listed}, then press '{label}'",
        "Give {listed} and go through to '{label}'",
    )
    reasons = (
        "The form has a field for each of these.",
        "Nothing counts before it is sent.",
        "These are the entries that are wanted.",
    )
    return step(texts, reasons, *moves, listed=listed, label=section.submit_label)


def _move(field: SiteField, value: str) -> Move:
    match field.control:
        case "select":
            return choose(field.key, value)
        case "check":
            return click(field.key)
        case "links":
            return click(f"{field.key}:{value}")
    return fill(field.key, value)


def _said(field: SiteField, value: str) -> str:
    """An entry as instructions and plans name it; a switch only by its label on the page."""
    if field.control == "check":
        return f"'{field.label}' {'on' if value == CHECKED else 'off'}"
    return f"the {field.kind.said} '{value}'"


def _listed(texts: list[str]) -> str:
    return " and ".join(filter(None, [", ".join(texts[:-1]), texts[-1]]))
