"""What a kind of website is about, what its things have, and what is done to them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from planact.pretraining.corpus.content import names
from planact.pretraining.corpus.content.facts import Fact
from planact.pretraining.corpus.draw import Draw


@dataclass(frozen=True)
class Deed:
    """Something that can be done to a thing with a button of its page.

    Attributes:
        said: The instruction; ``{x}`` is the thing.
        labels: What the button may say.
    """

    said: tuple[str, ...]
    labels: tuple[str, ...]


@dataclass(frozen=True)
class Part:
    """A table of its own on a thing's page.

    Attributes:
        labels: Its title.
        one: What a row is.
        facts: Its columns; the first names the row.
    """

    labels: tuple[str, ...]
    one: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True)
class Domain:
    """A kind of website.

    Attributes:
        one: What it lists.
        many: Its plural.
        group: How the things are grouped.
        menu: What the list may be called in the menu.
        named: Makes a name.
        facts: Properties.
        deeds: What visitors do to a thing.
        parts: Tables on a thing's page.
        grouped: Makes a group's name.
    """

    one: str
    many: str
    group: str
    menu: tuple[str, ...]
    named: Callable[[Draw], str]
    facts: tuple[Fact, ...]
    deeds: tuple[Deed, ...]
    parts: tuple[Part, ...]
    grouped: Callable[[Draw], str] = names.term
