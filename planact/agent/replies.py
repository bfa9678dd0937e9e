"""The grammar of the executor's replies: the prompt style's form, the page's elements."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from planact.browser.elements import Element
from planact.core.action import NEEDS_ARGUMENT, NEEDS_ELEMENT, Action, ActionKind
from planact.core.errors import UserError
from planact.core.plan import Plan, Step
from planact.llm.grammar import LINE, QUOTED, Grammar, Joined, OneOf
from planact.llm.prompts import Prompts

MOST_COMMENTS = 4
"""Comment lines before the action, in a style that leaves their kinds open."""

_ID, _LABEL = "\ufdd3", "\ufdd4"
_CALL = Action(ActionKind.CLICK, element=_ID)
"""Stands for any action where the form of replies is looked for."""

_BEFORE_THE_STEP: tuple[Mapping[str, str], ...] = (
    {},
    {"thought": LINE},
    {"replan": LINE},
    {"thought": LINE, "replan": LINE},
)


class Replies:
    """What the executor may reply in a prompt style.

    The form is that of the style's ``assistant.md``, by which replies for training are written:
    whatever it can make of a thought, a request for another plan, a step of the plan, a note and an
    element's label, with free text for thought, request and note, is a reply.

    Args:
        prompts: The wording.
        role: Whose templates word the executor's prompt.

    Raises:
        UserError: The style's template is missing, mentions a value that only training has, or
            does not write the action as the agent's grammar does.
    """

    def __init__(self, prompts: Prompts, role: str = "executor") -> None:
        self._prompts = prompts
        self._role = role
        # A plan is followed for many rounds.
        self._forms = lru_cache(maxsize=64)(self._forms_with)
        self._forms(())

    def on(self, elements: Iterable[Element], plan: Plan | None = None) -> Grammar:
        """The replies that make sense on a page with these elements, by someone with this plan."""
        labelled, plain = self._forms(plan.steps if plan else ())
        found: dict[_Form, list[Grammar]] = {}
        for element in elements:
            for form in labelled if element.label else plain:
                found.setdefault(form, []).append(form.about(element))
        for form in plain:
            found.setdefault(form, []).append(form.about(None))
        return OneOf(
            tuple(
                Joined((form.before, OneOf(tuple(actions)), form.after))
                for form, actions in found.items()
            )
        )

    def _forms_with(self, steps: tuple[Step, ...]) -> tuple[list[_Form], list[_Form]]:
        """The forms of replies about a labelled element, and of others."""
        prompts, role = self._prompts, self._role
        return _forms(prompts, role, steps, _LABEL), _forms(prompts, role, steps, None)


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


def _forms(prompts: Prompts, role: str, steps: Sequence[Step], label: str | None) -> list[_Form]:
    """The forms of replies in the style, those that differ before the action put together."""
    befores: dict[tuple[tuple[str, ...], str], dict[str, None]] = {}
    for values in _values(steps):
        text = prompts.text(role, "assistant", label=label, **values)
        before, lines, after = _split(text, f"{prompts.style}/{role}")
        befores.setdefault((lines, after), {})[before] = None
    return [_Form(OneOf(tuple(found)), *rest) for rest, found in befores.items()]


def _values(steps: Sequence[Step]) -> Iterator[Mapping[str, Any]]:
    """What a reply's template may be given: each step of the plan, if there is one, with each
    combination of what may be left out."""
    comments = [(LINE,) * count for count in range(MOST_COMMENTS + 1)]
    for commented in [*comments, (f"Note: {LINE}",)]:
        for number, step in enumerate(steps, start=1) if steps else [(None, None)]:
            values = {
                "action": replace(_CALL, comments=commented),
                "step": step,
                "step_number": number,
            }
            for said in _BEFORE_THE_STEP:
                yield {**values, **said}


def _split(text: str, folder: str) -> tuple[str, tuple[str, ...], str]:
    """What precedes the lines that depend on the action, these lines, and what follows."""
    if text.count(_CALL.call()) != 1:
        raise UserError(
            f"prompts/{folder}/assistant.md does not hold {{{{ action.call() }}}} once, "
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
