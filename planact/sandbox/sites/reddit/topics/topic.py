"""A forum and what is posted in it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Topic:
    """The material that a forum's content is drawn from.

    Attributes:
        name: The forum's name, as in its address.
        title: Its heading.
        description: One line about it.
        things: Noun phrases that its posts are about.
        titles: Post titles with ``{thing}``.
    """

    name: str
    title: str
    description: str
    things: tuple[str, ...]
    titles: tuple[str, ...]
