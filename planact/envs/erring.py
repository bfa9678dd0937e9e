"""A demonstrator that errs, so that whoever filters demonstrations has work."""

from __future__ import annotations

import re
from dataclasses import replace
from random import Random

from planact.browser import Observation, Session
from planact.core.action import Action, ActionKind
from planact.envs.oracle import LostError, OracleAgent
from planact.sandbox.oracle import Move, Script

_NOTICED = 0.5
"""Share of the slips that are noticed at once, so that the action is tried again."""

_MOSTLY = 3
"""How often the action itself goes wrong for every time that something else is done instead."""


class ErringAgent(OracleAgent):
    """An oracle whose scripted actions go wrong now and then.

    It clicks another element, enters another text, goes back, gives up, or answers wrongly. Half of
    the time it notices, undoes what it can and goes on. Else it goes on all the same, and gives up
    where it cannot; whatever it answers then is wrong, since what it knows by heart is not what the
    page says. Scrolling to a target never goes wrong.

    Args:
        script: What it should do.
        rate: Probability that an action of the script goes wrong.
        draw: Decides all that is left to chance.
    """

    def __init__(self, script: Script, rate: float, draw: Random) -> None:
        super().__init__(script)
        self._rate = rate
        self._draw = draw
        self._right_answer = self._moves[-1].argument
        self._has_slipped = self._is_misled = False
        self._undo: tuple[str, ActionKind] | None = None

    async def reply(self, observation: Observation, session: Session) -> Action:
        """The next action, right or wrong.

        Raises:
            LostError: As `OracleAgent.reply`, where no slip of its own is to blame.
        """
        if self._undo is not None:
            (left, kind), self._undo = self._undo, None
            if observation.url != left:
                return Action(kind)
        try:
            return await super().reply(observation, session)
        except LostError:
            if not self._has_slipped:
                raise
            return self._give_up()

    def _take(self, element: str | None, observation: Observation) -> Action:
        move = self._moves[0]
        right = super()._take(element, observation)
        slips = self._draw.random() < self._rate
        if move.kind is ActionKind.EXIT:
            return self._answer_wrongly(right, observation) if slips or self._is_misled else right
        return self._slip(move, right, observation) if slips else right

    def _slip(self, move: Move, right: Action, observation: Observation) -> Action:
        """Something else than the right action."""
        wrong = self._do_wrongly(right, observation)
        slips = [
            Action(ActionKind.GO_BACKWARD),
            self._give_up(),
            *([wrong] if wrong else []) * _MOSTLY,
        ]
        slip = self._draw.choice(slips)
        self._has_slipped = True
        if slip.kind is ActionKind.GO_BACKWARD:
            self._moves.insert(0, move)
            if self._notices():
                self._undo = observation.url, ActionKind.GO_FORWARD
        elif slip is wrong and self._notices():
            self._moves.insert(0, move)
            self._undo = observation.url, ActionKind.GO_BACKWARD
        else:
            self._is_misled = True
        return slip

    def _notices(self) -> bool:
        return self._draw.random() < _NOTICED

    def _do_wrongly(self, right: Action, observation: Observation) -> Action | None:
        """The action on another element, with another text, or with another option."""
        if right.kind is ActionKind.CLICK:
            return self._click_another(right, observation)
        text = right.argument or ""
        if right.kind is ActionKind.SELECT:
            at = next((one for one in observation.elements if one.id == right.element), None)
            others = [option for option in (at.options if at else ()) if option != text]
            other = self._draw.choice(others) if others else ""
        else:
            other = self._garbled(text) if text else ""
        return replace(right, argument=other) if other else None

    def _click_another(self, right: Action, observation: Observation) -> Action | None:
        others = [
            element
            for element in observation.elements
            if element.id != right.element and element.label and ActionKind.CLICK in element.kinds
        ]
        if not others:
            return None
        other = self._draw.choice(others)
        label = " ".join(other.label.split())
        return Action(ActionKind.CLICK, other.id, comments=(f"Element: {label}",))

    def _answer_wrongly(self, right: Action, observation: Observation) -> Action:
        """Another answer, if any: a number that is off, or something else from the page."""
        if right.argument is None:
            return right
        seen = sorted({" ".join(label.split()) for label in observation.labels.values()} - {""})
        off_by_some = bool(re.search(r"\d", right.argument)) or not seen
        answer = self._garbled(right.argument) if off_by_some else self._draw.choice(seen)
        return Action(ActionKind.EXIT, argument=answer, comments=right.comments)

    def _garbled(self, text: str) -> str:
        """The text with its first number changed, else without its last word or letter."""
        if re.search(r"\d", text):
            off = self._draw.randint(1, 9)
            return re.sub(r"\d+", lambda number: str(int(number[0]) + off), text, count=1)
        words = text.split(" ")
        return " ".join(words[:-1]) if words[1:] else text[:-1] or "?"

    def _give_up(self) -> Action:
        """Say that it cannot be done; where that is true, end without a word, so as not to win."""
        answer = "N/A" if self._right_answer not in (None, "N/A") else None
        return Action(ActionKind.EXIT, argument=answer)
