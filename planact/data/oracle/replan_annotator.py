"""The oracle as replan annotator: what is left of the first plan, in the light of the page.

It looks at nothing but the conversation. Steps that are done are left out, a notice in the way
becomes a step, and what was noted or stands on the page goes into the steps that need it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from random import Random

from planact.core.action import Action, ActionKind
from planact.core.errors import PlanError
from planact.core.plan import Plan, Step, parse_plan
from planact.data.oracle.plan_annotator import NOTICE, is_undone_by, numbered_actions
from planact.data.oracle.retelling import (
    FILLS,
    SCROLLS,
    Page,
    Taken,
    action_of,
    listed,
    quoted,
    reflection,
    without_count,
)
from planact.llm.chat import ChatError, Message

_ROUND = re.compile(r"\A## Round \d+$", re.M)
_PAST = re.compile(r"^## Action Taken\n(.*)\n+## Future Actions$", re.M | re.S)
_NOW = re.compile(r"^## HTML\n(.*)\n+## Future Actions\n(.*)", re.M | re.S)
_PAGING = re.compile(r"(?:next |previous )?page(?: \d+)?", re.I)
_QUOTED = re.compile(r"'([^']+)'")
_WORD = re.compile(r"\w+")
_IMPOSSIBLE = "N/A"

_AT_HAND = (
    "What comes next needs {targets}.",
    "For what comes next the page has {targets}.",
    "The way on leads over {targets}.",
)
_OUT_OF_VIEW = ("What comes next is not in view yet.", "The part that is needed is out of view.")
_COVERED = "A notice lies over {page}, and nothing else can be used before it is closed."
_OPEN_END = Step(
    reasoning="What the pages show by then decides it.",
    step="Finish with what was asked for, or answer 'N/A' if it cannot be done",
)


class ReplanAnnotator:
    """Replans out of the conversation alone."""

    def answer(self, messages: Sequence[Message]) -> str:
        """The grounded plan of the round that the conversation has come to.

        Raises:
            ChatError: The conversation is of another kind, or its first plan covers other actions.
        """
        moment = read_conversation(messages)
        draw = Random(f"{len(moment.taken)}/{moment.page.text}")
        return replan(moment, draw).render(grounded=True)


@dataclass(frozen=True)
class Moment:
    """Where a task stands.

    Attributes:
        first: The first plan, grounded in all actions.
        taken: The actions so far.
        page: The current page.
        texts: The actions to come, as the prompt writes them; one at least.
    """

    first: Plan
    taken: tuple[Taken, ...]
    page: Page
    texts: tuple[str, ...]

    @cached_property
    def coming(self) -> list[Action]:
        """The actions to come."""
        return [action_of(text) for text in self.texts]

    @property
    def notes(self) -> list[str]:
        """What was noted so far."""
        return [taken.action.note for taken in self.taken if taken.action.note]


def read_conversation(messages: Sequence[Message]) -> Moment:
    """What a replan annotator's conversation tells.

    Raises:
        ChatError: It is no such conversation.
    """
    rounds = [m["content"] for m in messages if m["role"] == "user" and _ROUND.match(m["content"])]
    past = [found[1] for text in rounds[:-1] if (found := _PAST.search(text))]
    now = _NOW.search(rounds[-1]) if past else None
    if now is None:
        raise ChatError("the oracle teacher can only replan: no rounds with HTML and actions")
    plan = next(message["content"] for message in messages if message["role"] == "assistant")
    texts = tuple(numbered_actions(now[2]))
    try:
        first = parse_plan(plan, grounded=True)
        first.check_grounding(len(past) + len(texts))
    except PlanError as error:
        raise ChatError(f"the oracle teacher cannot use the first plan: {error}") from error
    return Moment(first, tuple(map(Taken.read, past)), Page(now[1]), texts)


def replan(moment: Moment, draw: Random) -> Plan:
    """The plan for what is left."""
    left = list(_left(moment))
    is_covered = moment.page.is_covered and moment.coming[0].target == NOTICE
    if is_covered:
        left = [one for one in (one.without_first() for one in left) if one.ahead]
    steps = [_planned(one, moment) for one in left]
    if is_covered:
        steps.insert(0, Step("", "Close the notice that covers the page", moment.texts[0], (0,)))
        seen = _COVERED.format(page=moment.page.name())
    else:
        seen = _at_hand(left[0], moment, draw)
    done = reflection(moment.taken, moment.page, "The last action", draw)
    reasoning = " ".join(filter(None, (done, seen, steps[0].reasoning)))
    return Plan((replace(steps[0], reasoning=reasoning), *steps[1:]))


@dataclass(frozen=True)
class _Left:
    """A step of the first plan that is not done.

    Attributes:
        step: The step.
        past: Those of its actions that were taken.
        ahead: The indices of the others among the actions to come.
    """

    step: Step
    past: tuple[Taken, ...]
    ahead: tuple[int, ...]

    def without_first(self) -> _Left:
        """Without the very next action."""
        return replace(self, ahead=tuple(index for index in self.ahead if index > 0))


def _left(moment: Moment) -> Iterator[_Left]:
    done = len(moment.taken)
    for step in moment.first.steps:
        indices = step.actions or ()
        ahead = tuple(index - done for index in indices if index >= done)
        if ahead:
            yield _Left(step, tuple(moment.taken[i] for i in indices if i < done), ahead)


def _planned(left: _Left, moment: Moment) -> Step:
    """The step as it is planned now."""
    ahead = [moment.coming[index] for index in left.ahead]
    ends = ahead[-1].kind is ActionKind.EXIT and ahead[-1].argument == _IMPOSSIBLE
    step = _OPEN_END if ends and left.ahead[-1] > 0 else left.step
    found = _found(step.step, moment) if left.ahead[0] == 0 else ""
    return Step(
        reasoning=step.reasoning,
        step=step.step + (found or _noted(step.step, ahead, moment.notes)) + _so_far(left.past),
        description=" ".join(" ".join(moment.texts[index].split("\n")) for index in left.ahead),
        actions=left.ahead,
    )


def _found(step: str, moment: Moment) -> str:
    """What the page shows of the very thing that the step speaks of in general."""
    action, *rest = moment.coming
    if action.kind is ActionKind.EXIT and action.argument not in (None, _IMPOSSIBLE):
        return "" if action.argument in step else f": {quoted(action.argument)}"
    leads_on = action.kind is ActionKind.CLICK and moment.page.lists(action)
    is_slip = bool(rest) and is_undone_by(rest[0])
    if not leads_on or is_slip or _names(step, action.target or ""):
        return ""
    return f": {quoted(action.target or '')}"


def _names(step: str, label: str) -> bool:
    """Whether the step names the link itself, or the link only turns a page."""
    words = set(_WORD.findall(without_count(label).casefold()))
    return (
        words <= set(_WORD.findall(step.casefold()))
        or any(name.casefold() in label.casefold() for name in _QUOTED.findall(step))
        or _PAGING.fullmatch(label) is not None
    )


def _noted(step: str, ahead: Sequence[Action], notes: Sequence[str]) -> str:
    """What was noted, where the step answers, speaks of it or enters it."""
    entered = [action.argument for action in ahead if action.argument]
    answers = ahead[-1].kind is ActionKind.EXIT and bool(entered)
    enters = any(text in note for text in entered for note in notes)
    return (
        f"; noted: {'; '.join(notes)}" if notes and (answers or enters or "noted" in step) else ""
    )


def _so_far(past: Sequence[Taken]) -> str:
    """Which parts of a step are done."""
    done = Counter(part for taken in past if not taken.error for part in _parts(taken.action))
    parts = [part if count == 1 else f"{part} {count} times" for part, count in done.items()]
    return f" (done so far: {listed(parts)})" if parts else ""


def _parts(action: Action) -> Iterator[str]:
    if action.note:
        yield "the note"
    if action.kind is ActionKind.GO_BACKWARD:
        yield "going back"
    elif action.target and action.target != NOTICE:
        yield quoted(action.target)


def _at_hand(left: _Left, moment: Moment, draw: Random) -> str:
    """What of the page the next step needs."""
    if moment.coming[0].kind in SCROLLS:
        return draw.choice(_OUT_OF_VIEW)
    targets = []
    for index in left.ahead:
        action = moment.coming[index]
        target = moment.page.target(action)
        if not target:
            break
        targets.append(target)
        if action.kind not in FILLS and not target.startswith("the field"):
            break
    return draw.choice(_AT_HAND).format(targets=listed(targets)) if targets else ""
