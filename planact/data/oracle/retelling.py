"""What can be said of a trajectory's actions and of the page it has reached, in plain words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from random import Random

from planact.core.action import Action, ActionKind, parse_action
from planact.core.errors import ActionError
from planact.data.oracle.plan_annotator import NOTICE

FAILED = "It failed: "
"""How the prompts begin the line that says why an action failed."""

_HEADING = re.compile(r"<h1\b[^>]*>([^<]*)")
_MESSAGE = re.compile(r"<p\b[^>]*>([^<]*[.!])\s*</p>\s*<h1\b")
_ID = re.compile(r"\[(\d+)\]| id=\"(\d+)\"")
_COUNT = re.compile(r"\s*\(\d+\)$")
_WORDS = {"a": "link", "button": "button", "input": "field", "textarea": "field", "select": "list"}

_PAST = {
    ActionKind.CLICK: "clicked {target}",
    ActionKind.HOVER: "pointed at {target}",
    ActionKind.TYPE: "entered {argument} in {target}",
    ActionKind.SEARCH: "searched for {argument}",
    ActionKind.SELECT: "chose {argument} in {target}",
    ActionKind.PRESS_ENTER: "pressed Enter",
    ActionKind.SCROLL_DOWN: "scrolled down",
    ActionKind.SCROLL_UP: "scrolled up",
    ActionKind.GO_BACKWARD: "went back a page",
    ActionKind.GO_FORWARD: "went forward a page",
    ActionKind.WAIT: "waited",
}
_SHOWN = ("{did}, which shows it now.", "{did}, and it is there now.")
_CONFIRMED = ("{did}, and the site says: {message}", "{did}; now the site says: {message}")
_LED_TO = (
    "{did}, and {page} is shown now.",
    "{did}, which led to {page}.",
    "{did}; now {page} is open.",
)
FILLS = (ActionKind.TYPE, ActionKind.SELECT)
SCROLLS = (ActionKind.SCROLL_DOWN, ActionKind.SCROLL_UP)


@dataclass(frozen=True)
class Taken:
    """An action of the past.

    Attributes:
        action: The action.
        error: Why it failed, if it did.
    """

    action: Action
    error: str = ""

    @classmethod
    def read(cls, text: str) -> Taken:
        """From the text of a prompt, which may end with the line of a failure."""
        reply, _, error = text.partition(f"\n{FAILED}")
        return cls(action_of(reply), error.strip())


@dataclass(frozen=True)
class Page:
    """A page, as an observation of any style prints it."""

    text: str

    @property
    def heading(self) -> str:
        """Its first heading; empty where it has none."""
        found = _HEADING.search(self.text)
        return _ID.sub("", found[1]).strip() if found else ""

    @property
    def message(self) -> str:
        """What the site says on top of it, such as that a form was saved; mostly nothing."""
        found = _MESSAGE.search(self.text)
        return _ID.sub("", found[1]).strip() if found else ""

    @property
    def is_covered(self) -> bool:
        """Whether a notice lies over it: nothing but its button can be used."""
        return f"{NOTICE} [" in self.text and len(set(_ID.findall(self.text))) == 1

    def name(self) -> str:
        """The page, by its heading."""
        return f"the page {quoted(self.heading)}" if self.heading else "the page"

    def target(self, action: Action) -> str:
        """The action's target, as this page shows it: ``the link 'Orders'``; empty if it is not."""
        tag = self._tag(action)
        if not tag or not action.target:
            return ""
        is_box = re.search(rf"\[{action.element}\] = (?:not-)?checked<", self.text)
        word = "box" if is_box else _WORDS.get(tag, "entry")
        return f"the {word} {quoted(action.target)}"

    def lists(self, action: Action) -> bool:
        """Whether the action's target is a part of the page's content, not one of its controls."""
        return self._tag(action) in {"a", "tr", "p", "td", "li", "h2", "h3"}

    def shows(self, action: Action) -> bool:
        """Whether the field that the action filled holds what it was to hold."""
        label, value = re.escape(action.target or ""), re.escape(action.argument or "")
        return re.search(rf">{label} \[\d+\] = {value}(?: \||<)", self.text) is not None

    def _tag(self, action: Action) -> str:
        """The tag of the line that has the action's target; the id alone may be another page's."""
        label, id = re.escape(action.target or ""), action.element
        here = re.search(rf"<(\w+)\b[^<\n]*{label} \[{id}\]", self.text)
        here = here or re.search(rf"<(\w+) id=\"{id}\"[^\n]*{label}", self.text)
        return here[1] if here else ""


def action_of(text: str) -> Action:
    """The action of a reply; where it holds none, one that does nothing."""
    try:
        return parse_action(text)
    except ActionError:
        return Action(ActionKind.WAIT)


def past(action: Action) -> str:
    """The action in the past tense: ``clicked 'Orders'``."""
    said = _PAST.get(action.kind, "finished")
    target = quoted(action.target) if action.target else "an element"
    return said.format(target=target, argument=quoted(action.argument or ""))


def reflection(taken: Sequence[Taken], page: Page, who: str, draw: Random) -> str:
    """What was done last, and how the page shows what came of it; empty before the first action.

    Args:
        taken: The actions so far.
        page: The page they led to.
        who: Who did it, as the subject of the sentence.
        draw: Chooses the wording.
    """
    if not taken:
        return ""
    last = taken[-1]
    did = f"{who} {past(last.action)}"
    if last.error:
        return f"{did}, but that failed: {last.error.rstrip('.')}."
    if last.action.target == NOTICE:
        return f"{who} closed the notice, and {page.name()} can be used again."
    if last.action.kind in FILLS and page.shows(last.action):
        return draw.choice(_SHOWN).format(did=did)
    if page.message:
        return draw.choice(_CONFIRMED).format(did=did, message=quoted(page.message))
    if last.action.kind in SCROLLS:
        return f"{did} on {page.name()}."
    return draw.choice(_LED_TO).format(did=did, page=page.name())


def without_count(label: str) -> str:
    """The label of a link without the number behind it, which changes: ``Issues (8)``."""
    return _COUNT.sub("", label)


def quoted(text: str) -> str:
    """In quotes that it does not hold itself."""
    return f'"{text}"' if "'" in text else f"'{text}'"


def listed(parts: Iterable[str]) -> str:
    """``one``, ``one and two``, ``one, two and three``."""
    *most, last = parts
    return f"{', '.join(most)} and {last}" if most else last


def lowered(text: str) -> str:
    """With a small first letter, for the middle of a sentence."""
    return text[:1].lower() + text[1:]
