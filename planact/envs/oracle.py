"""The demonstrator of the sandbox: plays a script through the agent's own grammar and browser."""

from __future__ import annotations

from planact.browser import BrowserError, Observation, Session
from planact.core.action import Action, ActionKind
from planact.sandbox.oracle import Move, Script

_SCROLLS = {"down": ActionKind.SCROLL_DOWN, "up": ActionKind.SCROLL_UP}
_MOST_SCROLLS = 20
_NOTICE = ".advert button"


class LostError(BrowserError):
    """The script's next target is not to be had: the script and the page do not fit each other."""


class OracleAgent:
    """Answers each observation with the script's next action; scrolls until its target is in view.

    Comment lines name the target as a person would (``Element:``) and keep what was read
    (``Note:``).
    """

    def __init__(self, script: Script) -> None:
        self._moves = [move for step in script for move in step.moves]
        self._scrolls = 0

    async def reply(self, observation: Observation, session: Session) -> Action:
        """The next action.

        Raises:
            LostError: The script's target is not on the page, cannot be scrolled into view, or the
                script is over.
        """
        if not self._moves:
            raise LostError("the script is over and the episode is not")
        move = self._moves[0]
        if move.css is None:
            return self._take(None, observation)
        place = await session.find(move.css)
        if place.direction in _SCROLLS:
            return self._scroll(_SCROLLS[place.direction], move.css)
        if place.id is None:
            notice = await session.find(_NOTICE)
            if notice.id is not None:
                return _close(notice.id, observation)
            raise LostError(f"the script's target {move.css} is not to be had on {session.url}")
        return self._take(place.id, observation)

    def _scroll(self, kind: ActionKind, css: str) -> Action:
        self._scrolls += 1
        if self._scrolls > _MOST_SCROLLS:
            raise LostError(f"the script's target {css} does not scroll into view")
        return Action(kind)

    def _take(self, element: str | None, observation: Observation) -> Action:
        move = self._moves.pop(0)
        self._scrolls = 0
        label = observation.labels.get(element or "", "")
        return Action(
            move.kind, element=element, argument=move.argument, comments=_comments(move, label)
        )


def _comments(move: Move, label: str) -> tuple[str, ...]:
    element = (f"Element: {' '.join(label.split())}",) if label else ()
    note = (f"Note: {move.note}",) if move.note else ()
    return element + note


def _close(button: str, observation: Observation) -> Action:
    """Close the notice that covers the page: no script knows of it."""
    label = observation.labels.get(button, "")
    return Action(ActionKind.CLICK, element=button, comments=(f"Element: {label}",))
