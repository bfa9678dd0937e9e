"""Sections that are forms: settings, requests, calculators, bookings over several pages."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from random import Random

from planact.pretraining.corpus.content import names
from planact.pretraining.corpus.content.facts import SiteFact, on_site
from planact.pretraining.corpus.content.purposes import Purpose
from planact.pretraining.corpus.draw import Draw
from planact.pretraining.corpus.pages.blocks import (
    CHECKED,
    Block,
    Button,
    Check,
    Field,
    Form,
    Heading,
    Link,
    Pair,
    Row,
    Select,
    View,
    text,
)
from planact.pretraining.corpus.sites.form_fields import SiteField, make_fields, unset
from planact.pretraining.corpus.sites.site import MENU, Site

USER, PASSWORD, SIGN_IN = "sign in:user", "sign in:password", "sign in"
SUBMIT = "submit"

_USERS = ("User name", "User", "Login", "E-mail", "Account", "Your name")
_PASSWORDS = ("Password", "Passphrase", "Secret word", "PIN")
_SIGN_INS = ("Sign in", "Log in", "Enter", "Login", "Let me in")
_NEXTS = ("Next", "Continue", "Go on", "Proceed", "Next step")
_RESULTS = ("Result", "Your result", "Outcome", "Summary", "Details")
_DONES = ("Saved", "Thank you", "It is done", "Sent", "We have got it", "All set", "Changes kept")
_HINTS = ("Please fill in the form.", "All fields can be changed.", "Fields with * are needed.")


class FormSection:
    """A form on a page of its own, or on several that follow each other.

    Args:
        site: The site it belongs to.
        purpose: What it is for.
        draw: Where its looks come from.
        locked: Whether only somebody who is signed in sees it.
    """

    def __init__(self, site: Site, purpose: Purpose, draw: Draw, *, locked: bool) -> None:
        self.site = site
        self.purpose = purpose
        self.entry = draw.say(purpose.menu)
        self.fields = make_fields(purpose, draw)
        self.submit_label = draw.say(purpose.submits)
        self.results = _make_results(purpose, draw)
        self._result_style = draw.layout(3)
        self.pages = self._divide(draw)
        self._next_label = draw.say(_NEXTS)
        self._done = draw.say(_DONES)
        self._result_label = draw.say(_RESULTS)
        self._hint = draw.say(_HINTS) if draw.chance(0.3) else None
        self.is_locked = locked
        self.credentials = (names.user(draw), f"{draw.word('nouns')}{draw.count(1, 99)}")
        self._user_label, self._password_label = draw.say(_USERS), draw.say(_PASSWORDS)
        self._sign_in_label = draw.say(_SIGN_INS)
        self._signed_in = False

    def reset(self) -> None:
        """Sign out."""
        self._signed_in = False

    @property
    def menu(self) -> Sequence[Link]:
        """Its link in the site's menu."""
        return [Link(self.entry, MENU + self.entry, self._enter)]

    def outcome(self, filled: Form) -> dict[str, str]:
        """What the form answers: label to value, the same for the same entries."""
        entries = sorted((field.key, filled.get(field.key, "")) for field in self.fields)
        draw = Draw(Random(f"{self.site.title}/{entries}"), self.site.draw.split)
        return {fact.label: fact.value(draw).text for fact in self.results}

    def at_first(self) -> dict[str, str]:
        """What the fields hold before anybody changes them."""
        return {field.key: field.value or unset(field) for field in self.fields}

    def _divide(self, draw: Draw) -> list[list[SiteField]]:
        """The pages that the fields are on; choices by links have a page each."""
        pages: list[list[SiteField]] = []
        several = self.purpose.several_pages and draw.chance(0.6)
        for field in self.fields:
            alone = field.control == "links"
            opens = not pages or alone or pages[-1][-1].control == "links"
            if opens or (several and draw.chance(0.4)):
                pages.append([])
            pages[-1].append(field)
        return pages

    def _enter(self, form: Form) -> View:
        first = partial(self._page, 0, self.at_first())
        return self.site.turn(first if not self.is_locked or self._signed_in else self._gate)

    def _gate(self) -> Sequence[Block]:
        naming = self.site.naming
        return self.site.view(
            Heading(self._sign_in_label, 1),
            Field(self._user_label, USER, naming=naming),
            Field(self._password_label, PASSWORD, naming=naming),
            Button(self._sign_in_label, SIGN_IN, self._sign_in),
        )

    def _sign_in(self, form: Form) -> View:
        if (form[USER], form[PASSWORD]) == self.credentials:
            self._signed_in = True
        return self._enter(form)

    def _page(self, number: int, entered: dict[str, str]) -> Sequence[Block]:
        fields = self.pages[number]
        blocks: list[Block] = [Heading(self.entry, 1)]
        blocks += [text(self._hint)] if self._hint is not None and number == 0 else []
        for field in fields:
            blocks += self._field(field, number, entered)
        if fields[0].control != "links":
            is_last = number + 1 == len(self.pages)
            label = self.submit_label if is_last else self._next_label
            blocks.append(Button(label, SUBMIT, partial(self._go_on, number, entered)))
        return self.site.view(*blocks)

    def _field(self, field: SiteField, number: int, entered: dict[str, str]) -> list[Block]:
        naming, value = self.site.naming, entered[field.key]
        match field.control:
            case "select":
                options = field.options
                return [Select(field.label, field.key, None, options, value, naming)]
            case "check":
                return [Check(field.label, field.key, None, value == CHECKED, naming)]
            case "links":
                return [Heading(field.label), *self._choices(field, number, entered)]
            case control:
                area = control == "area"
                return [Field(field.label, field.key, None, value, naming, area)]

    def _choices(self, field: SiteField, number: int, entered: dict[str, str]) -> list[Block]:
        return [
            Link(
                option,
                f"{field.key}:{option}",
                partial(self._go_on, number, {**entered, field.key: option}),
            )
            for option in field.options
        ]

    def _go_on(self, number: int, entered: dict[str, str], form: Form) -> View:
        entered = {**entered, **{key: form[key] for key in entered if key in form}}
        if number + 1 < len(self.pages):
            return self.site.turn(partial(self._page, number + 1, entered))
        if self.results:
            return self.site.turn(partial(self._outcome, self.outcome(entered)))
        return self.site.say(self._done, partial(self._page, 0, entered))

    def _outcome(self, outcome: dict[str, str]) -> Sequence[Block]:
        lines: list[Block] = []
        if self._result_style == 0:
            lines = [Pair(label, value) for label, value in outcome.items()]
        elif self._result_style == 1:
            lines = [Row(tuple(outcome)), Row(tuple(outcome.values()))]
        else:
            lines = [text(f"{label}: {value}") for label, value in outcome.items()]
        return self.site.view(Heading(self._result_label, 1), *lines)


def _make_results(purpose: Purpose, draw: Draw) -> list[SiteFact]:
    if not purpose.results:
        return []
    chosen = draw.some(purpose.results, draw.count(1, len(purpose.results)))
    labels: dict[str, SiteFact] = {}
    for fact in chosen:
        made = on_site(fact, draw)
        labels.setdefault(made.label, made)
    return list(labels.values())
