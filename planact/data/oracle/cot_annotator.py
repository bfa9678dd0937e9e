"""The oracle as chain-of-thought annotator: short thoughts put together from what the prompt says.

Where the work stands, which step is under way, what on the page serves it, and why.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from random import Random

from planact.core.action import Action, ActionKind
from planact.core.errors import PlanError
from planact.core.plan import Plan, Step, parse_plan
from planact.data.oracle.plan_annotator import NOTICE, numbered_actions
from planact.data.oracle.prompt import first_prompt
from planact.data.oracle.retelling import (
    FILLS,
    SCROLLS,
    Page,
    Taken,
    action_of,
    lowered,
    quoted,
    reflection,
    without_count,
)
from planact.llm.chat import ChatError, Message

MOST_WORDS = 60
"""A thought gets no further sentence that makes it longer."""

# The page may hold any of these headers; what is ours stands before or after all of it.
_BEFORE_ACTION = re.compile(
    r"^## Plan\n(?P<plan>.*?)(?:^Step (?P<step>\d+) is under way\.\n+)?^## Actions So Far\n"
    r"(?P<taken>.*?)^## HTML\n(?P<page>.*)^## Next Action\n(?P<action>.*?)\n+Write the thought",
    re.M | re.S,
)
_BEFORE_PLAN = re.compile(
    r"(?:^## Actions So Far\n(?P<taken>.*?))?^## HTML\n(?P<page>.*)"
    r"^## Plan\n(?P<plan>.*?)\n+Write the thought",
    re.M | re.S,
)
_LABEL = re.compile(r">([^<>\[\]=]+) \[\d+\]")
_IMPOSSIBLE = "N/A"

_START = ("I start on {page}.", "So far {page} is open.", "The work begins on {page}.")
_DUTY = ("Now I have to {step}", "The next thing is to {step}", "My next step is to {step}")
_FILL = ("{target} takes {text}", "{text} belongs in {target}")
_CLICK = ("{target} does that", "{target} is what I need for it")
_PLAINLY = {
    ActionKind.GO_BACKWARD: "I go back a page",
    ActionKind.GO_FORWARD: "I go forward a page",
    ActionKind.PRESS_ENTER: "I press Enter",
    ActionKind.HOVER: "I point at it",
}
_UNSEEN = ("but that is not in view yet, so I scroll {way}", "for which I look further {way}")


class CotAnnotator:
    """Thinks out of the prompt alone."""

    def answer(self, messages: Sequence[Message]) -> str:
        """The thought before the plan or the action of the first user message.

        Raises:
            ChatError: The prompt is of another kind.
        """
        prompt = first_prompt(messages)
        draw = Random(prompt)
        asked = _BEFORE_ACTION.search(prompt)
        if asked is not None:
            step = _plan(asked["plan"]).steps[int(asked["step"]) - 1] if asked["step"] else None
            action, taken = action_of(asked["action"]), _taken(asked["taken"])
            return _fitting(before_action(action, step, taken, Page(asked["page"]), draw))
        asked = _BEFORE_PLAN.search(prompt)
        if asked is None:
            raise ChatError("the oracle teacher can only think before a plan or an action")
        taken = _taken(asked["taken"] or "")
        return _fitting(before_plan(_plan(asked["plan"]), taken, Page(asked["page"]), draw))


def before_plan(plan: Plan, taken: Sequence[Taken], page: Page, draw: Random) -> Iterator[str]:
    """The sentences before a plan, the most important first."""
    first, *others = (lowered(step.step) for step in plan.steps)
    way = f"Now I {first}" if taken else f"First I {first}"
    if len(others) > 1:
        way += f", then I {others[0]}"
    if others:
        is_open = _IMPOSSIBLE in others[-1]
        way += ", and in the end I " + ("see whether it can be done" if is_open else others[-1])
    yield f"{way}."
    if done := reflection(taken, page, "I", draw):
        yield done
        return
    offered = _offered(plan.steps[0], page)
    begin = f", where {quoted(offered)} is what I can begin with" if offered else ""
    yield f"I am on {page.name()}{begin}."


def before_action(
    action: Action, step: Step | None, taken: Sequence[Taken], page: Page, draw: Random
) -> Iterator[str]:
    """The sentences before an action, the most important first; each makes sense before it."""
    if action.target == NOTICE and page.is_covered:
        yield f"A notice lies over {page.name()}, so I close it before anything else."
    elif action.kind is ActionKind.EXIT and action.argument in (None, _IMPOSSIBLE):
        reason = step.reasoning if step else "Nothing is left to do."
        end = "the task is over" if action.argument is None else "this cannot be done"
        yield f"{reason} So {end}."
    else:
        duty = draw.choice(_DUTY).format(step=lowered(step.step)) if step else "I go on"
        yield f"{duty}, {_means(action, page, draw)}."
    if action.note:
        yield f"I note it for later: {action.note.rstrip('.')}."
    yield reflection(taken, page, "I", draw) or draw.choice(_START).format(page=page.name())


def _means(action: Action, page: Page, draw: Random) -> str:
    """What of the page serves the action, as the second half of a sentence."""
    target = page.target(action) or quoted(action.target or "the page")
    text = quoted(action.argument or "")
    if action.kind is ActionKind.EXIT:
        return f"and that is {text}"
    if action.kind in SCROLLS:
        way = "down" if action.kind is ActionKind.SCROLL_DOWN else "up"
        return draw.choice(_UNSEEN).format(way=way)
    if action.kind in (*FILLS, ActionKind.SEARCH):
        return "and " + draw.choice(_FILL).format(target=target, text=text)
    if action.kind is ActionKind.CLICK:
        return "and " + draw.choice(_CLICK).format(target=target)
    return "and for that " + _PLAINLY.get(action.kind, "I wait for the page")


def _offered(step: Step, page: Page) -> str:
    """What on the page a first step begins with, as far as its words tell."""
    for label in map(str.strip, _LABEL.findall(page.text)):
        is_search = step.step.startswith("Search") and label.startswith("Search ")
        if is_search or f"'{without_count(label)}'" in step.step:
            return label
    return ""


def _taken(text: str) -> list[Taken]:
    """The actions so far, as the prompt numbers them."""
    return [Taken.read(action) for action in numbered_actions(text)]


def _plan(text: str) -> Plan:
    try:
        return parse_plan(text)
    except PlanError as error:
        raise ChatError(f"the oracle teacher cannot use the plan: {error}") from error


def _fitting(sentences: Iterator[str]) -> str:
    """As many of the sentences as are short enough, the first one at the end."""
    said: list[str] = []
    for sentence in sentences:
        if said and len(" ".join([*said, sentence]).split()) > MOST_WORDS:
            break
        said.insert(0, sentence)
    return " ".join(said)
