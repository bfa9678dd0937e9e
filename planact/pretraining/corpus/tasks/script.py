"""What the oracle does: tasks, and scripts that solve them, worded in several ways."""

from __future__ import annotations

from dataclasses import dataclass

from planact.core.action import ActionKind


@dataclass(frozen=True)
class Move:
    """One scripted action.

    Attributes:
        kind: What to do.
        key: How the target is called; None for actions without one.
        argument: Text to type, option to choose, or the answer of an exit.
        note: What is written down on this page.
        sight: Text that must be in view before the note is written or the answer given.
    """

    kind: ActionKind
    key: str | None = None
    argument: str | None = None
    note: str | None = None
    sight: str | None = None


@dataclass(frozen=True)
class ScriptStep:
    """One step of a plan: wordings of it and of its reason, and the moves that it takes.

    The first wording is the one that planners learn; executors must understand them all.
    """

    texts: tuple[str, ...]
    reasons: tuple[str, ...]
    moves: tuple[Move, ...]


@dataclass(frozen=True)
class Task:
    """Something to do on a site.

    Attributes:
        kind: Name of the template, for statistics.
        intent: The instruction.
        steps: How to do it.
    """

    kind: str
    intent: str
    steps: tuple[ScriptStep, ...]

    @property
    def answer(self) -> str | None:
        """What is to be answered."""
        return self.steps[-1].moves[-1].argument


def click(key: str, *, note: str | None = None, sight: str | None = None) -> Move:
    """Click the thing."""
    return Move(ActionKind.CLICK, key, note=note, sight=sight)


def fill(key: str, text: str) -> Move:
    """Replace the field's content by the text."""
    return Move(ActionKind.TYPE, key, text)


def enter(key: str, text: str, *, note: str | None = None, sight: str | None = None) -> Move:
    """Fill the field and press Enter."""
    return Move(ActionKind.SEARCH, key, text, note, sight)


def choose(key: str, option: str) -> Move:
    """Choose the option of a drop-down list."""
    return Move(ActionKind.SELECT, key, option)


def leave(answer: str | None = None, *, sight: str | None = None) -> Move:
    """End the task, with an answer or without one."""
    return Move(ActionKind.EXIT, argument=answer, sight=sight)
