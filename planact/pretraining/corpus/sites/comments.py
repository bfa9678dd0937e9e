"""Where visitors write about a record, and answer what others wrote."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from planact.pretraining.corpus.content.records import Record
from planact.pretraining.corpus.draw import Draw
from planact.pretraining.corpus.pages.blocks import (
    Block,
    Button,
    Effect,
    Field,
    Form,
    Heading,
    Link,
    View,
)
from planact.pretraining.corpus.sites.site import Site

WRITE, TITLE, TEXT, SEND = "write", "write:title", "write:text", "send"

_WRITES = ("Write a comment", "Add a note", "Your opinion", "Leave a remark", "Say something")
_SENDS = ("Send", "Post", "Publish", "Submit", "Save", "Add")
_TITLES = ("Title", "Headline", "Subject", "Topic", "Summary")
_TEXTS = ("Text", "Message", "Comment", "Note", "Remark", "Your words")


class Comments:
    """The forms.

    Args:
        site: The site they belong to.
        sent: The effect of sending a comment on a record, whose form has this label.
        draw: Where their looks come from.

    Attributes:
        are_open: Whether records can be commented on.
        label: Heading of the form, or the link to it.
        is_apart: Whether the form has a page of its own.
        title: Label of the field for a title; None for a form without one.
    """

    def __init__(self, site: Site, sent: Callable[[Record, str], Effect], draw: Draw) -> None:
        self._site, self._sent = site, sent
        self.are_open = draw.chance(0.35)
        self.label = draw.say(_WRITES)
        self.is_apart = draw.chance(0.5)
        self.title = draw.say(_TITLES) if draw.chance(0.5) else None
        self._text = draw.say(_TEXTS)
        self._send = draw.say(_SENDS)

    def blocks(self, record: Record) -> list[Block]:
        """The form on the record's page, or the link to it."""
        if not self.are_open:
            return []
        if self.is_apart:
            return [Link(self.label, WRITE, partial(self._open, record))]
        return self._form(record)

    def answering(self, record: Record, label: str) -> partial[View]:
        """The effect of answering somebody's comment; the form has this label."""
        return partial(self._answer, record, label)

    def _open(self, record: Record, form: Form) -> View:
        site = self._site
        return site.turn(lambda: site.view(Heading(record.name, 1), *self._form(record)))

    def _form(self, record: Record) -> list[Block]:
        fields: list[Block] = [Heading(self.label)]
        if self.title is not None:
            fields.append(Field(self.title, TITLE, naming=self._site.naming))
        return [*fields, *self._ending(record)]

    def _answer(self, record: Record, label: str, form: Form) -> View:
        site = self._site
        return site.turn(lambda: site.view(Heading(label, 1), *self._ending(record)))

    def _ending(self, record: Record) -> list[Block]:
        """What every form ends with."""
        field = Field(self._text, TEXT, naming=self._site.naming, area=True)
        return [field, Button(self._send, SEND, self._sent(record, self.label))]
