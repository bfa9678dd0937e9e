"""One thing looked at, and how it stands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from planact.core.errors import UserError

Outcome = Literal["ok", "failed", "skipped"]

_SHOWN = 5


class Wrong(Exception):
    """A check failed; the text says how."""


class Undecided(Exception):
    """A check cannot be made here; the text says why."""


@dataclass(frozen=True)
class Check:
    """What was looked at, how it stands, and a few words about it."""

    name: str
    outcome: Outcome
    text: str


def checked(name: str, look: Callable[[], str]) -> Check:
    """Make a check.

    Args:
        name: What is looked at.
        look: Says what was found right; raises `Wrong` or `UserError` where something is not, and
            `Undecided` where it cannot be said.
    """
    try:
        return Check(name, "ok", look())
    except Undecided as undecided:
        return Check(name, "skipped", str(undecided))
    except (Wrong, UserError) as wrong:
        return Check(name, "failed", str(wrong))


def listed(things: Sequence[object]) -> str:
    """The first few, and how many more there are."""
    more = len(things) - _SHOWN
    return ", ".join(map(str, things[:_SHOWN])) + (f" and {more} more" if more > 0 else "")
