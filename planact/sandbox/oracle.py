"""Scripts that solve sandbox tasks: steps of actions whose targets are named by CSS selectors.

A script is data. Whoever runs it resolves each selector on the live page to an element of the
observation and acts through the agent's own grammar, scrolling until the target is in view.
"""

from __future__ import annotations

from dataclasses import dataclass

from planact.core.action import ActionKind


@dataclass(frozen=True)
class Move:
    """One scripted action.

    Attributes:
        kind: What to do.
        css: Selector of the target element, for kinds that have one.
        argument: Text to type, option to select, or the answer of an exit.
        note: What the solver writes down on this page (``# Note:``), e.g. a value it has read.
    """

    kind: ActionKind
    css: str | None = None
    argument: str | None = None
    note: str | None = None


@dataclass(frozen=True)
class ScriptStep:
    """One step of the plan a script follows: its text, the reason for it, and its moves."""

    step: str
    reasoning: str
    moves: tuple[Move, ...]


Script = tuple[ScriptStep, ...]


def click(css: str, note: str | None = None) -> Move:
    """Click the element."""
    return Move(ActionKind.CLICK, css, note=note)


def fill(css: str, text: str, note: str | None = None) -> Move:
    """Replace the field's content by the text."""
    return Move(ActionKind.TYPE, css, text, note)


def search(css: str, text: str, note: str | None = None) -> Move:
    """Fill the field and press Enter."""
    return Move(ActionKind.SEARCH, css, text, note)


def select(css: str, option: str, note: str | None = None) -> Move:
    """Choose the option of a drop-down list by its text."""
    return Move(ActionKind.SELECT, css, option, note)


def answer(message: str | None = None, note: str | None = None) -> Move:
    """End the task, with an answer or without one."""
    return Move(ActionKind.EXIT, argument=message, note=note)


def step(text: str, reasoning: str, *moves: Move) -> ScriptStep:
    """One step of a script."""
    return ScriptStep(text, reasoning, moves)


def answer_with(what: str, value: str) -> ScriptStep:
    """The last step of a question: ``what`` says in words what is answered."""
    return step(f"Answer with {what}", "The page shows what was asked for.", answer(value))


def finish() -> ScriptStep:
    """The last step where nothing is asked."""
    return step("Finish the task", "Everything that was asked for is done.", answer())


def give_up(reason: str) -> ScriptStep:
    """The last step of a task that cannot be done: answers ``N/A``."""
    return step("Answer 'N/A'", reason, answer("N/A"))


def sign_in(user: str, password: str) -> ScriptStep:
    """Sign in where the site asks for it; every site has the same form."""
    return step(
        f"Sign in as '{user}' with the password '{password}'",
        "The site shows this only to somebody who is signed in.",
        fill("#user", user),
        fill("#password", password),
        click("#sign-in"),
    )


def visit(site: str, title: str) -> ScriptStep:
    """Go from the home page of all sites to one of them."""
    return step(
        f"Open '{title}'", "The home page links to every website.", click(f"a[href='/{site}/']")
    )
