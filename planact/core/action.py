"""The action grammar of WebArena-Lite: what a reply says, read tolerantly and written canonically.

One action a round, ``do(action="Click", element="7")`` or ``exit(message="...")``, with optional
comment lines before it (``# Element: ...`` names the target, ``# Note: ...`` carries what must be
remembered). Replies are parsed with a grammar and never evaluated.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

from planact.core.errors import ActionError


class ActionKind(StrEnum):
    """Every action an agent can take; the value is its canonical spelling."""

    CLICK = "Click"
    HOVER = "Hover"
    TYPE = "Type"
    SEARCH = "Search"
    PRESS_ENTER = "Press Enter"
    SCROLL_DOWN = "Scroll Down"
    SCROLL_UP = "Scroll Up"
    SELECT = "Select Dropdown Option"
    GO_BACKWARD = "Go Backward"
    GO_FORWARD = "Go Forward"
    WAIT = "Wait"
    EXIT = "Exit"


NEEDS_ELEMENT = {
    ActionKind.CLICK,
    ActionKind.HOVER,
    ActionKind.TYPE,
    ActionKind.SEARCH,
    ActionKind.SELECT,
}
NEEDS_ARGUMENT = {ActionKind.TYPE, ActionKind.SEARCH, ActionKind.SELECT}


@dataclass(frozen=True)
class Action:
    """One browser action, or the end of the episode.

    Attributes:
        kind: What to do.
        element: The observation's id of the target, for the kinds in `NEEDS_ELEMENT`.
        argument: The text to type or select; for `EXIT` the answer, or None for no answer.
        comments: The reply's comment lines, without their leading ``#``.
    """

    kind: ActionKind
    element: str | None = None
    argument: str | None = None
    comments: tuple[str, ...] = ()

    @property
    def note(self) -> str | None:
        """What the reply's ``# Note:`` line wants remembered, if it has one."""
        for comment in self.comments:
            if comment.lower().startswith("note:"):
                return comment[len("note:") :].strip()
        return None

    def call(self) -> str:
        """The action alone, ``do(...)`` or ``exit(...)``; `parse_action` reads it back exactly."""
        if self.kind is ActionKind.EXIT:
            return "exit()" if self.argument is None else f"exit(message={_quote(self.argument)})"
        parts = [f"action={_quote(self.kind.value)}"]
        if self.argument is not None:
            parts.append(f"argument={_quote(self.argument)}")
        if self.element is not None:
            parts.append(f"element={_quote(self.element)}")
        return f"do({', '.join(parts)})"

    def render(self) -> str:
        """The whole reply: comment lines, then the call."""
        return "\n".join([*(f"# {comment}" for comment in self.comments), self.call()])


def parse_action(text: str) -> Action:
    """Read the action out of a model's reply.

    Takes what models really write: any argument order, either quote, code fences, any case of the
    action's name, ids as numbers, stray closing braces, prose around the call, arguments that hold
    quotes or ``exit(``. Of several actions the last counts.

    Raises:
        ActionError: No acceptable action; the message says what was missing.
    """
    calls = list(_calls(text))
    if not calls:
        raise ActionError('no action found: end the reply with do(action="...") or exit(...)')
    name, arguments = calls[-1]
    comments = tuple(
        line.lstrip("# ").rstrip() for line in text.splitlines() if line.lstrip().startswith("#")
    )
    return _build(name, arguments, comments)


_NAMES = {kind.value.lower().replace(" ", ""): kind for kind in ActionKind} | {
    "select": ActionKind.SELECT,
    "goback": ActionKind.GO_BACKWARD,
}
_HEAD = re.compile(r"\b(do|exit|go_backward|go_forward)\s*\(")
_KEY = re.compile(r"\s*(?:(action|argument|element|message)\s*=\s*)?", re.IGNORECASE)
_MOST_READINGS = 100
_NUMBER = re.compile(r"\d+")
_AFTER_VALUE = re.compile(r"\s*(?:,\s*(?=action|argument|element|message|['\"])|(?=[)}]))", re.I)
_CLOSE = re.compile(r"\s*[)}]")
_LINE_ENDS = re.compile(r"[\s)}\]`;.]*(?:#.*)?(?:\n|$)")
_ESCAPES = {"n": "\n", "t": "\t", '"': '"', "'": "'", "\\": "\\"}

Arguments = dict[str, str]


def _quote(value: str) -> str:
    escaped = (
        value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    )
    return f'"{escaped}"'


def _unescape(value: str) -> str:
    return re.sub(r"\\(.)", lambda match: _ESCAPES.get(match[1], match[0]), value, flags=re.DOTALL)


def _calls(text: str) -> Iterator[tuple[str, Arguments]]:
    """Every call in the text outside comments and outside other calls' strings, in order."""
    position = 0
    while head := _HEAD.search(text, position):
        line_start = text.rfind("\n", 0, head.start()) + 1
        if text[line_start : head.start()].lstrip().startswith("#"):
            position = head.end()
            continue
        parses = list(islice(_arguments(text, head.end(), {}), _MOST_READINGS))
        if not parses:
            position = head.end()
            continue
        # A quote inside a value can look like the value's end; the reading that leaves nothing but
        # punctuation on the line is the one the model meant.
        whole = [parse for parse in parses if _LINE_ENDS.match(text, parse[1])]
        arguments, position = (whole or parses)[0]
        yield head[1].lower(), arguments


def _arguments(text: str, start: int, found: Arguments) -> Iterator[tuple[Arguments, int]]:
    """Every way to read the rest of a call's argument list from ``start``: (arguments, end)."""
    if close := _CLOSE.match(text, start):
        yield found, close.end()
        return
    key_match = _KEY.match(text, start)
    assert key_match is not None
    key = (key_match[1] or "action").lower()
    for value, end in _values(text, key_match.end()):
        separator = _AFTER_VALUE.match(text, end)
        if separator and key not in found:
            yield from _arguments(text, separator.end(), found | {key: value})


def _values(text: str, start: int) -> Iterator[tuple[str, int]]:
    """Every way to read one value at ``start``, shortest first: (value, end)."""
    if number := _NUMBER.match(text, start):
        yield number[0], number.end()
    elif text[start : start + 4] == "None":
        yield "", start + 4
    elif text[start : start + 1] in ("'", '"'):
        quote = text[start]
        for match in re.compile(rf"(?<!\\)((?:\\\\)*){quote}").finditer(text, start + 1):
            if _AFTER_VALUE.match(text, match.end()):
                yield _unescape(text[start + 1 : match.end() - 1]), match.end()


def _build(name: str, arguments: Arguments, comments: tuple[str, ...]) -> Action:
    if name == "exit":
        return Action(ActionKind.EXIT, argument=arguments.get("message"), comments=comments)
    if name.startswith("go_"):
        return Action(_NAMES[name.replace("_", "")], comments=comments)
    written = arguments.get("action")
    if written is None:
        raise ActionError('do(...) names no action: write do(action="Click", element="7")')
    kind = _NAMES.get(re.sub(r"[\s_]", "", written.lower()))
    if kind is None or kind is ActionKind.EXIT:
        known = ", ".join(kind.value for kind in ActionKind if kind is not ActionKind.EXIT)
        raise ActionError(f"unknown action {written!r}: use one of {known}, or exit(...)")
    element = arguments.get("element", "").strip().strip("[]") or None
    if kind in NEEDS_ELEMENT and element is None:
        raise ActionError(f'{kind.value} needs an element: add element="<id>"')
    if kind in NEEDS_ARGUMENT and "argument" not in arguments:
        raise ActionError(f'{kind.value} needs an argument: add argument="<text>"')
    return Action(
        kind,
        element=element if kind in NEEDS_ELEMENT else None,
        argument=arguments.get("argument") if kind in NEEDS_ARGUMENT else None,
        comments=comments,
    )
