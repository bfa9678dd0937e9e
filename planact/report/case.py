"""A failed episode as the rules of `planact.report.labels` see it: plans, steps, names, values.

Plans speak of elements by names in quotes, and the rounds of a trained executor say which step
they are on; where an episode has neither, what rests on them finds nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property

from planact.core.action import Action, ActionKind, parse_action
from planact.core.errors import ActionError, PlanError
from planact.core.plan import Plan, parse_plan
from planact.core.trajectory import Episode, Round

NO_ANSWERS = {"", "n/a", "na", "none"}
"""Answers that say nothing, or that the task cannot be done; in lower case."""

_QUOTED = re.compile(r"(?<!\w)(['\"`])(?P<name>.+?)\1(?!\w)")
# What a plan tells to act on: Open 'Sales', Press 'Save', tick the label 'feature'.
_TARGET = re.compile(
    r"\b(?:open|press|click|tap|visit|select|choose|tick|expand|go to|then|under)"
    r"(?: (?!and |then |to )\w+){0,4} (['\"`])(?P<name>.+?)\1(?!\w)",
    re.I,
)
# Where something is, which need not be acted on itself: Open 'Issues' under 'Plan and review'.
_PLACE = re.compile(r"\b(?:under|in) (['\"`]).+?\1(?!\w)", re.I)


@dataclass(frozen=True)
class Case:
    """A failed episode, with what the rules ask of it.

    Attributes:
        episode: The episode.
        shown: All that pages of its sites showed in the whole run, as `plain` text.
    """

    episode: Episode
    shown: str

    # ---- The plan --------------------------------------------------------------------------------

    def plan_at(self, number: int) -> Plan | None:
        """The plan that was followed in the round, counted from 0."""
        return next((plan for made_in, plan in self._plans if made_in <= number), None)

    @cached_property
    def steps_begun(self) -> list[str]:
        """The steps up to the furthest that rounds say they are on, of one plan after the other."""
        found: dict[str, None] = {}
        for number, taken in enumerate(self.episode.rounds):
            plan = self.plan_at(number) if taken.step else None
            if plan:
                found |= dict.fromkeys(step.step for step in plan.steps[: taken.step])
        return list(found)

    @property
    def steps_left(self) -> int:
        """Steps of the last plan that no round says it is on; 0 where rounds name no step."""
        plan = self.plan_at(len(self.episode.rounds))
        made_in = self._plans[0][0] if plan else 0
        reached = max((taken.step or 0 for taken in self.episode.rounds[made_in:]), default=0)
        return max(len(plan.steps) - reached, 0) if plan and reached else 0

    @cached_property
    def _plans(self) -> list[tuple[int, Plan]]:
        """The plans that could be followed, and after how many rounds each was made, last first."""
        made = reversed([one for one in self.episode.plans if one.error is None])
        with suppress(PlanError):
            return [(one.round, parse_plan(one.text)) for one in made]
        return []

    # ---- Names -----------------------------------------------------------------------------------

    def names_missing(self) -> bool:
        """Whether a step that was begun tells to act on what neither a page nor the task names."""
        known = f"{plain(self.episode.intent)} {self.shown}"
        targets = [target for step in self.steps_begun for target in _TARGET.finditer(step)]
        return any(plain(target["name"]) not in known for target in targets)

    def left_alone(self, steps: Sequence[str]) -> set[str]:
        """What the steps name in quotes and no action was about, by its element or its text."""
        about = [
            f"{plain(taken.element or '')} {_argument(taken)}" for taken in self.episode.rounds
        ]
        named = {name for step in steps for name in _names(_PLACE.sub("", step))}
        return {name for name in named if not any(name in one for one in about)}

    def was_on_offer(self, name: str) -> bool:
        """Whether a page that the agent was shown holds the name."""
        return any(name in plain(taken.observation) for taken in self.episode.rounds)

    def acted_elsewhere(self) -> bool:
        """Whether an action was about an element that neither plan nor task speaks of."""
        return any(self._is_elsewhere(number) for number in range(len(self.episode.rounds)))

    def _is_elsewhere(self, number: int) -> bool:
        taken, plan = self.episode.rounds[number], self.plan_at(number)
        action = _action(taken)
        if not plan or not taken.element or not action or action.kind is ActionKind.HOVER:
            return False
        spoken_of = " ".join([self.episode.intent, *(step.step for step in plan.steps)])
        element, argument = plain(taken.element), _argument(taken)
        if element in plain(spoken_of) or (argument and argument in plain(spoken_of)):
            return False
        return not any(name in element for name in _names(spoken_of))

    # ---- Answers ---------------------------------------------------------------------------------

    @property
    def wrong_answers(self) -> list[str]:
        """The texts that the answer should have fitted and did not; none where nothing was asked.

        A text that is one of several in a list is one of its own.
        """
        evaluation = self.episode.evaluation
        missed = [
            check["expected"]
            for check in (evaluation.checks if evaluation else ())
            if check.get("evaluator") == "string_match" and not check["passed"]
        ]
        listed = [one if isinstance(one, list) else [one] for one in missed]
        return [str(text) for texts in listed for text in texts]

    @property
    def is_impossible(self) -> bool:
        """Whether the answer should have been that the task cannot be done."""
        return any(text.lower() in NO_ANSWERS for text in self.wrong_answers)

    @property
    def says_nothing(self) -> bool:
        """Whether the agent gave no answer, or said that there is none."""
        return (self.episode.answer or "").strip().lower() in NO_ANSWERS

    def has_seen(self, value: str) -> bool:
        """Whether a page that the agent was shown holds the value, as whole words."""
        words = re.compile(rf"(?<!\w){re.escape(plain(value))}(?!\w)")
        return any(words.search(plain(taken.observation)) for taken in self.episode.rounds)


def plain(text: str) -> str:
    """The text in lower case, with single spaces."""
    return " ".join(text.lower().split())


def _names(text: str) -> list[str]:
    return [plain(quoted["name"]) for quoted in _QUOTED.finditer(text)]


def _argument(taken: Round) -> str:
    action = _action(taken)
    return plain(action.argument or "") if action else ""


def _action(taken: Round) -> Action | None:
    try:
        return parse_action(taken.reply)
    except ActionError:
        return None
