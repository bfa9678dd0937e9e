"""The action grammar of WebArena-Lite: what a reply says, read tolerantly and written canonically.

One action a round, ``do(action="Click", element="7")`` or ``exit(message="...")``, with optional
comment lines before it (``# Element: ...`` names the target, ``# Note: ...`` carries what must be
remembered). Replies are parsed with a grammar and never evaluated.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

from planact.core.errors import ActionError
from planact.core.thinking import without_thinking


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


NEEDS_ARGUMENT = {ActionKind.TYPE, ActionKind.SEARCH, ActionKind.SELECT}
NEEDS_ELEMENT = NEEDS_ARGUMENT | {ActionKind.CLICK, ActionKind.HOVER}


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
    def step(self) -> int | None:
        """The step of the plan that the reply's ``# Step 2. ...`` line names, if it has one."""
        for comment in self.comments:
            if found := _STEP.match(comment):
                return int(found[1])
        return None

    @property
    def note(self) -> str | None:
        """What the reply's ``# Note:`` line wants remembered, if it has one."""
        return self._after("note:")

    @property
    def replan(self) -> str | None:
        """Why the reply's ``# Replan:`` line wants the plan made anew, if it has one."""
        return self._after("replan:")

    @property
    def target(self) -> str | None:
        """The element as the reply's ``# Element:`` line names it, if it has one."""
        return self._after("element:")

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

    def _after(self, label: str) -> str | None:
        for comment in self.comments:
            if comment.lower().startswith(label):
                return comment[len(label) :].strip()
        return None


def parse_action(text: str) -> Action:
    """Read the action out of a model's reply.

    Takes what models really write: thinking in tags before it, any argument order, either quote or
    none around an action or a number, code fences, any case, stray commas and closing braces, prose
    around the call, arguments that hold quotes or ``exit(``. Of several actions the last counts.

    Raises:
        ActionError: No acceptable action; the message says what was missing.
    """
    text = without_thinking(text)
    calls = list(_calls(text))
    if not calls:
        raise ActionError('no action found: end the reply with do(action="...") or exit(...)')
    return _build(calls[-1], _comments(text, calls))


_NAMES = {kind.value.lower().replace(" ", ""): kind for kind in ActionKind} | {
    "select": ActionKind.SELECT,
    "goback": ActionKind.GO_BACKWARD,
}
_HEAD = re.compile(r"\b(do|exit|go_backward|go_forward)\s*\(", re.IGNORECASE)
_KEY = re.compile(r"\s*(?:(action|argument|element|message)\s*=\s*)?", re.IGNORECASE)
_NEXT_LINE_CALLS = re.compile(rf"\n\s*{_HEAD.pattern}", re.IGNORECASE)
_STEP = re.compile(r"step (\d{1,3})\b", re.IGNORECASE)
_NUMBER = re.compile(r"\d+")
_WORDS = re.compile(r"[a-z][a-z_ ]*", re.IGNORECASE)
_AFTER_VALUE = re.compile(
    r"\s*(?:,\s*(?=(?:action|argument|element|message)\s*=|[)}])|(?=[)}]))", re.IGNORECASE
)
_CLOSE = re.compile(r"\s*[)}]")
_AFTER_CALL = re.compile(
    rf"[\s)}}\]`;.,]*(?:(?:and|then)\s+)*(?:{_HEAD.pattern}|(?:#.*)?(?:\n|$))", re.IGNORECASE
)
_FREE_TEXT = {"argument", "message"}
# What each call takes; the first may stand without its key.
_TAKES = {"do": ("action", "argument", "element"), "exit": ("message",)}
_MOST = 100  # readings of one call that are weighed
_ESCAPES = {"n": "\n", "t": "\t", '"': '"', "'": "'", "\\": "\\"}

Arguments = dict[str, str]


@dataclass(frozen=True)
class _Call:
    """A call as read: its lower-case name, its arguments, and where it stands in the text."""

    name: str
    arguments: Arguments
    start: int
    end: int


def _quote(value: str) -> str:
    escaped = (
        value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    )
    return f'"{escaped}"'


def _unescape(value: str) -> str:
    return re.sub(r"\\(.)", lambda match: _ESCAPES.get(match[1], match[0]), value, flags=re.DOTALL)


def _calls(text: str) -> Iterator[_Call]:
    """Every call in the text outside comments and outside other calls' strings, in order."""
    position = 0
    while head := _HEAD.search(text, position):
        line_start = max(position, text.rfind("\n", 0, head.start()) + 1)
        if text[line_start : head.start()].lstrip().startswith("#"):
            line_end = text.find("\n", head.end())
            position = line_end if line_end >= 0 else len(text)
            continue
        position = head.end()
        if call := _call(text, head):
            position = call.end
            yield call


def _call(text: str, head: re.Match[str]) -> _Call | None:
    """The call that begins with ``head``, in the reading that the model most likely meant.

    A quote inside a value can look like the value's end. What was meant is an acceptable action,
    with another call or nothing much after it on the line; of several such readings the shortest.
    """
    name = head[1].lower()
    lists = _arguments(text, head.end(), {}, _TAKES.get(name, ()), is_first=True)
    readings = [_Call(name, found, head.start(), end) for found, end in islice(lists, _MOST)]

    def merits(call: _Call) -> tuple[bool, bool]:
        return _is_acceptable(call), _AFTER_CALL.match(text, call.end) is not None

    return max(readings, key=merits, default=None)


def _is_acceptable(call: _Call) -> bool:
    try:
        _build(call, ())
    except ActionError:
        return False
    return True


def _comments(text: str, calls: Sequence[_Call]) -> tuple[str, ...]:
    """The comment lines around the calls; a line inside a call belongs to one of its strings."""
    for call in reversed(calls):
        text = f"{text[: call.start]}{call.name}(){text[call.end :]}"
    lines = map(str.strip, text.splitlines())
    return tuple(line.lstrip("# ") for line in lines if line.startswith("#"))


def _arguments(
    text: str, start: int, found: Arguments, keys: tuple[str, ...], *, is_first: bool = False
) -> Iterator[tuple[Arguments, int]]:
    """Every way to read the rest of an argument list from ``start``: (arguments, end)."""
    if close := _CLOSE.match(text, start):
        yield found, close.end()
        return
    written = _KEY.match(text, start)
    assert written is not None
    key = (written[1] or (keys[0] if keys and is_first else "")).lower()
    if key not in keys or key in found:
        return
    for value, end in _values(text, written.end(), key, bare=written[1] is not None):
        if separator := _AFTER_VALUE.match(text, end):
            yield from _arguments(text, separator.end(), {**found, key: value}, keys)


def _values(text: str, start: int, key: str, *, bare: bool) -> Iterator[tuple[str, int]]:
    """Every way to read one value at ``start``, shortest first: (value, end).

    Free text may hold unescaped quotes, so it may end at any, but not beyond a line that begins
    with a call; other values end at the first. A ``bare`` action needs no quotes.
    """
    if number := _NUMBER.match(text, start):
        yield number[0], number.end()
    elif text[start : start + 4] == "None":
        yield "", start + 4
    elif text[start : start + 1] in ("'", '"'):
        ends = re.compile(rf"(?<!\\)(?:\\\\)*{text[start]}").finditer(text, start + 1)
        for end in ends if key in _FREE_TEXT else islice(ends, 1):
            if _NEXT_LINE_CALLS.search(text, start, end.end()):
                return
            yield _unescape(text[start + 1 : end.end() - 1]), end.end()
    elif bare and key == "action" and (words := _WORDS.match(text, start)):
        yield words[0], words.end()


def _build(call: _Call, comments: tuple[str, ...]) -> Action:
    arguments = call.arguments
    if call.name == "exit":
        return Action(ActionKind.EXIT, argument=arguments.get("message"), comments=comments)
    if call.name.startswith("go_"):
        return Action(_NAMES[call.name.replace("_", "")], comments=comments)
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
