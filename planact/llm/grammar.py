"""What a reply may be: texts, one after the other or to choose from, with gaps for free text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

# Of the code points that Unicode keeps for a program's own use: no page and no model writes them.
LINE, QUOTED, NUMBER = "\ufdd0", "\ufdd1", "\ufdd2"
"""Stand in a grammar's text for the rest of a line, for what double quotes enclose, and for digits.

What is quoted is escaped as `planact.core.action.Action.call` does it."""

_WRITTEN = str.maketrans(
    {special: f"\\{special}" for special in r"\.^$|?*+()[]{}"}
    | {"\n": r"\n", LINE: r"[^\n]+", QUOTED: r'([^"\\\n\t]|\\["\\nt])*', NUMBER: "[0-9]+"}
)


@dataclass(frozen=True)
class Joined:
    """Grammars one after the other."""

    parts: tuple[Grammar, ...]


@dataclass(frozen=True)
class OneOf:
    """Any one of the grammars."""

    options: tuple[Grammar, ...]


Grammar = str | Joined | OneOf
"""A text in it consists of whole lines; the last may lack its line break."""


def regex(grammar: Grammar, spell: Callable[[str], str] = str) -> str:
    """The grammar as a regular expression for whole replies.

    It uses nothing that regular expressions of Python, Rust and the servers do not have in common.

    Args:
        grammar: The grammar.
        spell: How its texts are written where that is not as they read; it leaves gaps alone.
    """
    match grammar:
        case str():
            return spell(grammar).translate(_WRITTEN)
        case Joined(parts):
            return "".join(regex(part, spell) for part in parts)
        case OneOf(options):
            return f"({'|'.join(regex(option, spell) for option in options)})"
