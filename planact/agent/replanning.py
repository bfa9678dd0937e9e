"""When a plan is made anew: after every round (3.3), or only where that is needed.

A further policy is a class here, an entry of `POLICIES` and a value of `planner.replan`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from planact.config.schema import ReplanWhen
from planact.core.action import parse_action
from planact.core.plan import Plan
from planact.core.trajectory import Round


class Replanning(Protocol):
    """A policy: looks at what came of a plan so far."""

    def reason(self, plan: Plan, since: Sequence[Round], observation: str) -> str | None:
        """Why the plan should be made anew now, or None where it should not.

        Args:
            plan: The plan that is being followed.
            since: The rounds taken since it was made, one at least.
            observation: The page that they led to.
        """
        ...


class Never:
    """The first plan is followed to the end."""

    def reason(self, plan: Plan, since: Sequence[Round], observation: str) -> str | None:
        """None."""
        return None


class EveryRound:
    """The paper's dynamic replanning."""

    def reason(self, plan: Plan, since: Sequence[Round], observation: str) -> str | None:
        """That a round is over."""
        return "a round is over"


class Asked:
    """The executor asks for it, by the line ``# Replan: ...`` of its last reply."""

    def reason(self, plan: Plan, since: Sequence[Round], observation: str) -> str | None:
        """What the executor gives as its reason."""
        last = since[-1]
        return None if last.action is None else parse_action(last.reply).replan


class Rule:
    """Something went wrong, or a step is done."""

    def reason(self, plan: Plan, since: Sequence[Round], observation: str) -> str | None:
        """What was noticed first."""
        last = since[-1]
        if last.action is None:
            return "the last reply was refused"
        if last.error:
            return f"the last action failed: {last.error}"
        if observation == last.observation:
            return "the last action changed nothing"
        furthest = max((taken.step or 1 for taken in since[:-1]), default=1)
        if last.step is not None and last.step > furthest:
            return f"step {min(last.step - 1, len(plan.steps))} is done"
        return None


POLICIES: Mapping[ReplanWhen, Replanning] = {
    ReplanWhen.never: Never(),
    ReplanWhen.every_round: EveryRound(),
    ReplanWhen.asked: Asked(),
    ReplanWhen.rule: Rule(),
}


def executor_role(replan: ReplanWhen) -> str:
    """Whose templates word the executor's prompt: those of one who may ask for a plan differ."""
    return "executor_asking" if replan is ReplanWhen.asked else "executor"


def under_plan(rounds: Sequence[Round], made_in: int) -> list[Round]:
    """The rounds as they look to who follows the plan made in that round: steps are its own."""
    earlier = [taken.model_copy(update={"step": None}) for taken in rounds[:made_in]]
    return [*earlier, *rounds[made_in:]]
