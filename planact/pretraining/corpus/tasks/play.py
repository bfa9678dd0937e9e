"""Plays scripts on simulated sites as an oracle would, with the mishaps that real episodes have."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from planact.core.action import Action, ActionKind
from planact.core.plan import Plan, Step
from planact.core.trajectory import Round, Trajectory
from planact.pretraining.corpus.draw import Draw
from planact.pretraining.corpus.pages.blocks import Button, Link, Select
from planact.pretraining.corpus.pages.tab import CLOSE, Notice, Seen, Tab
from planact.pretraining.corpus.sites.site import MENU
from planact.pretraining.corpus.tasks.script import Move, ScriptStep, Task

MOST_ROUNDS = 30
NOTICE_SHARE = 0.1
"""Share of the episodes in which a notice covers a page."""

SLIP_SHARE = 0.25
"""Share of the episodes in which something goes wrong on the way."""

_NO_ACTION = 'no action found: end the reply with do(action="...") or exit(...)'


class ScriptError(Exception):
    """A script and its site do not fit each other: a fault of the corpus."""


class TooLongError(ScriptError):
    """A script takes more rounds than an episode may have, as one in a very long list can."""


@dataclass(frozen=True)
class Played:
    """A task as the oracle solved it.

    Attributes:
        task: The task.
        trajectory: Its rounds.
        steps: For each step of the script, the rounds that it took.
        slips: Rounds that went wrong, which nobody should learn.
        pages: What was seen in each round.
    """

    task: Task
    trajectory: Trajectory
    steps: tuple[tuple[int, ...], ...]
    slips: frozenset[int]
    pages: tuple[Seen, ...]

    def plan(self, draw: Draw | None = None) -> Plan:
        """The script as a plan grounded in the rounds; in other words where there is a draw."""
        return Plan(
            tuple(
                Step(*_worded(step, draw), description=None, actions=rounds)
                for step, rounds in zip(self.task.steps, self.steps, strict=True)
            )
        )


def play(task: Task, tab: Tab, draw: Draw, notice: Notice | None = None) -> Played:
    """Solve the task in the tab.

    Args:
        task: The task; its site must be as it was when the task was made.
        tab: A tab at the page where the task begins.
        draw: Decides about mishaps.
        notice: What covers one of the pages, if the draw wants it.

    Raises:
        ScriptError: The script does not fit the site.
        TooLongError: It takes more than `MOST_ROUNDS` rounds.
    """
    player = _Player(tab, draw)
    if notice is not None and draw.chance(NOTICE_SHARE):
        player.notice, player.notice_after = notice, draw.count(1, 3)
    if draw.chance(SLIP_SHARE):
        player.slip_after = draw.count(0, 5)
    steps = []
    for step in task.steps:
        first = len(player.rounds)
        for move in step.moves:
            player.make(move)
        steps.append(tuple(range(first, len(player.rounds))))
    trajectory = Trajectory(
        task_id=0,
        template_id=0,
        intent=task.intent,
        sites=(),
        rounds=tuple(player.rounds),
        answer=task.answer,
    )
    return Played(task, trajectory, tuple(steps), frozenset(player.slips), tuple(player.pages))


@dataclass
class _Player:
    """The oracle at work."""

    tab: Tab
    draw: Draw
    rounds: list[Round] = field(default_factory=list)
    pages: list[Seen] = field(default_factory=list)
    slips: list[int] = field(default_factory=list)
    notice: Notice | None = None
    notice_after: int = 0
    slip_after: int | None = None

    def make(self, move: Move) -> None:
        """Bring the move's target into view, and make the move."""
        note, is_noted = move.note, move.note is None
        while True:
            if len(self.rounds) > MOST_ROUNDS:
                raise TooLongError(f"no end of {move}")
            seen = self.tab.seen()
            if seen.id_of(CLOSE) is not None:
                self._take(Action(ActionKind.CLICK, seen.id_of(CLOSE)), seen)
                continue
            if self._slip(seen):
                continue
            in_sight = move.sight is None or move.sight in seen.text
            scroll = self._scroll(move, in_sight or (move.note is not None and is_noted), seen)
            comment = note if in_sight and not is_noted else None
            is_noted = is_noted or comment is not None
            if scroll is not None:
                self._take(Action(scroll), seen, comment)
                continue
            element = seen.id_of(move.key) if move.key is not None else None
            if move.key is not None and element is None:
                raise ScriptError(f"{move.key!r} is not on the page:\n{seen.text}")
            self._take(Action(move.kind, element, move.argument), seen, comment)
            self._cover()
            return

    def _scroll(self, move: Move, was_in_sight: bool, seen: Seen) -> ActionKind | None:
        """The scrolling that the move needs first, if any."""
        if move.sight is not None and not was_in_sight:
            direction = self.tab.way_to_text(move.sight)
            if direction is None:
                raise ScriptError(f"{move.sight!r} is not to be seen:\n{seen.text}")
            return direction
        return self.tab.way_to_thing(move.key) if move.key is not None else None

    def _take(self, action: Action, seen: Seen, note: str | None = None) -> str | None:
        """Carry the action out and record the round; returns its error."""
        label = seen.labels.get(action.element or "")
        comments = [f"Element: {label}"] if label else []
        comments += [f"Note: {note}"] if note else []
        said = Action(action.kind, action.element, action.argument, tuple(comments))
        error = None if action.kind is ActionKind.EXIT else self.tab.act(action, seen)
        self._record(seen, said.render(), said, label, error)
        return error

    def _record(
        self, seen: Seen, reply: str, action: Action | None, label: str | None, error: str | None
    ) -> None:
        self.pages.append(seen)
        self.rounds.append(
            Round(
                observation=seen.text,
                reply=reply,
                action=action.call() if action else None,
                element=label,
                note=action.note if action else None,
                error=error,
            )
        )

    def _cover(self) -> None:
        """Lay the notice over the page, when its time has come."""
        if self.notice is not None and len(self.rounds) >= self.notice_after:
            self.tab.notice, self.notice = self.notice, None

    def _slip(self, seen: Seen) -> bool:
        """Do something wrong, when its time has come; the next round starts from there."""
        if self.slip_after is None or len(self.rounds) < self.slip_after:
            return False
        self.slip_after = None
        slips: list[Callable[[Seen], bool]] = [
            *(self._use_what_is_not_there, self._use_it_wrongly, self._say_nothing),
            *(self._stray, self._stray),
        ]
        return self.draw.one(slips)(seen)

    def _use_what_is_not_there(self, seen: Seen) -> bool:
        beyond = max(map(int, seen.ids), default=0) + self.draw.count(1, 9)
        return self._fail(Action(ActionKind.CLICK, str(beyond)), seen)

    def _use_it_wrongly(self, seen: Seen) -> bool:
        wrong = [
            Action(ActionKind.TYPE, id, self.draw.word("nouns"))
            if isinstance(thing, Link | Button)
            else Action(ActionKind.CLICK, id)
            for id, thing in seen.ids.items()
            if isinstance(thing, Link | Button | Select)
        ]
        return bool(wrong) and self._fail(self.draw.one(wrong), seen)

    def _say_nothing(self, seen: Seen) -> bool:
        self.slips.append(len(self.rounds))
        self._record(seen, f"I see '{self.draw.word('nouns')}'", None, None, _NO_ACTION)
        return True

    def _fail(self, action: Action, seen: Seen) -> bool:
        self.slips.append(len(self.rounds))
        if self._take(action, seen) is None:
            raise ScriptError(f"{action} should have failed")
        return True

    def _stray(self, seen: Seen) -> bool:
        """Follow a wrong link of the menu, and go back."""
        links = [id for id, thing in seen.ids.items() if thing.key.startswith(MENU)]
        if self.tab.is_filled_in or not links:
            return False
        self.slips.append(len(self.rounds))
        self._take(Action(ActionKind.CLICK, self.draw.one(links)), seen)
        self._take(Action(ActionKind.GO_BACKWARD), self.tab.seen())
        return True


def _worded(step: ScriptStep, draw: Draw | None) -> tuple[str, str]:
    """Reasoning and step."""
    if draw is None:
        return step.reasons[0], step.texts[0]
    return draw.say(step.reasons), draw.say(step.texts)
