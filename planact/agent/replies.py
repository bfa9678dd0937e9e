"""The grammar of the executor's replies: the prompt style's form, the page's elements."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from planact.browser.elements import Element
from planact.core.action import NEEDS_ARGUMENT, NEEDS_ELEMENT, Action, ActionKind
from planact.core.errors import UserError
from planact.core.plan import Step
from planact.llm.grammar import LINE, NUMBER, QUOTED, Grammar, Joined, OneOf
from planact.llm.prompts import Prompts

MOST_COMMENTS = 4
"""Comment lines before the action, in a style that leaves their kinds open."""

_ID, _LABEL = "\ufdd3", "\ufdd4"
_CALL = Action(ActionKind.CLICK, element=_ID)
"""Stands for any action where the form of replies is looked for."""


class Replies:
    """What the executor may reply in a prompt style.

    The form is that of the style's ``assistant.md``, by which replies for training are written:
    whatever it can make of a thought, a step, a note and an element's label, with free text for all
    of them but the label, is a reply.

    Args:
        prompts: The wording.

    Raises:
        UserError: The style's template is missing, mentions a value that only training has, or
            does not write the action as the agent's grammar does.
    """

    def __init__(self, prompts: Prompts) -> None:
        self._labelled = _forms(prompts, _LABEL)
        self._plain = _forms(prompts, None)

    def on(self, elements: Iterable[Element]) -> Grammar:
        """The replies that make sense on a page with these elements."""
        found: dict[_Form, list[Grammar]] = {}
        for element in elements:
            for form in self._labelled if element.label else self._plain:
                found.setdefault(form, []).append(form.about(element))
        for form in self._plain:
            found.setdefault(form, []).append(form.about(None))
        return OneOf(
            tuple(
                Joined((form.before, OneOf(tuple(actions)), form.after))
                for form, actions in found.items()
            )
        )


@dataclass(frozen=True)
class _Form:
    """Lines that say the action, with what may stand before and after them."""

    before: Grammar
    lines: tuple[str, ...]
    after: str

    def about(self, element: Element | None) -> Grammar:
        """The lines for any action on the element, or for any without an element."""
        calls = _calls_on(element) if element else _calls_alone()
        label, id = (element.label, element.id) if element else ("", "")

        def line_of(line: str) -> Grammar:
            parts = line.split(_CALL.call())
            named = [part.replace(_ID, id).replace(_LABEL, label) for part in parts]
            return OneOf(tuple(call.join(named) for call in calls)) if named[1:] else named[0]

        return Joined(tuple(map(line_of, self.lines)))


def _forms(prompts: Prompts, label: str | None) -> list[_Form]:
    """The forms of replies in the style, those that differ before the action put together."""
    befores: dict[tuple[tuple[str, ...], str], dict[str, None]] = {}
    for values in _values():
        text = prompts.text("executor", "assistant", label=label, **values)
        before, lines, after = _split(text, prompts.style)
        befores.setdefault((lines, after), {})[before] = None
    return [_Form(OneOf(tuple(found)), *rest) for rest, found in befores.items()]


def _values() -> Iterator[Mapping[str, Any]]:
    """What a reply's template may be given: each combination of what may be left out."""
    comments = [(LINE,) * count for count in range(MOST_COMMENTS + 1)]
    for commented in [*comments, (f"Note: {LINE}",)]:
        for step in (None, Step(reasoning=LINE, step=LINE)):
            values = {
                "action": replace(_CALL, comments=commented),
                "step": step,
                "step_number": NUMBER if step else None,
            }
            yield values
            yield {**values, "thought": LINE}


def _split(text: str, style: str) -> tuple[str, tuple[str, ...], str]:
    """What precedes the lines that depend on the action, these lines, and what follows."""
    if text.count(_CALL.call()) != 1:
        raise UserError(
            f"prompts/{style}/executor/assistant.md does not hold {{{{ action.call() }}}} once, "
            "which serving.constrain=true needs; choose serving.constrain=false"
        )
    lines = text.splitlines(keepends=True)
    telling = [at for at, line in enumerate(lines) if _ID in line or _LABEL in line]
    first, end = telling[0], telling[-1] + 1
    return "".join(lines[:first]), tuple(lines[first:end]), "".join(lines[end:])


def _calls_on(element: Element) -> list[str]:
    """The calls of every action that the element allows."""
    return [
        Action(kind, element=element.id, argument=argument).call()
        for kind in element.kinds
        for argument in _arguments(kind, element)
    ]


def _arguments(kind: ActionKind, element: Element) -> tuple[str | None, ...]:
    if kind is ActionKind.SELECT:
        return element.options
    return (QUOTED,) if kind in NEEDS_ARGUMENT else (None,)


def _calls_alone() -> list[str]:
    """The calls of every action that needs no element."""
    kinds = [kind for kind in ActionKind if kind not in NEEDS_ELEMENT]
    answer = Action(ActionKind.EXIT, argument=QUOTED)
    return [*(Action(kind).call() for kind in kinds), answer.call()]
