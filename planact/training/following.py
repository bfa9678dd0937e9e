"""Which plan an executor follows in each round of a trajectory, and when it asks for another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from planact.agent.replanning import POLICIES, executor_role, under_plan
from planact.config.schema import ReplanWhen
from planact.core.action import parse_action
from planact.core.plan import Plan, Step
from planact.core.trajectory import Round, Trajectory

NO_REPLANS: Mapping[int, Sequence[Plan]] = {}


@dataclass
class Following:
    """The plan that is followed along a trajectory, made anew as a rollout would do it.

    Where there is no replan of a round, the plan there was is followed on.

    Attributes:
        trajectory: The trajectory.
        plan: The plan of the current round, its actions numbered as in the trajectory; at first the
            plan of the whole; None for acting without plans.
        replans: The plans after its first, second, ... round; as many as there are.
        replan: The policy.
    """

    trajectory: Trajectory
    plan: Plan | None
    replans: Sequence[Plan] = ()
    replan: ReplanWhen = ReplanWhen.never
    _made_in: int = field(default=0, init=False)

    @property
    def role(self) -> str:
        """Whose templates word the executor's prompt."""
        return executor_role(self.replan)

    def go_on(self, past: Sequence[Round]) -> None:
        """Come to the page that follows these rounds, which hold the executor's own replies."""
        at = len(past)
        if self.plan is None or not 0 < at <= len(self.replans):
            return
        page = self.trajectory.rounds[at].observation
        if POLICIES[self.replan].reason(self.plan, past[self._made_in :], page) is not None:
            self.plan, self._made_in = self._made_after(at), at

    def known(self, past: Sequence[Round]) -> list[Round]:
        """These rounds as the executor is shown them."""
        return under_plan(past, self._made_in)

    def request(self, at: int) -> str | None:
        """Why the executor asks for another plan in that round, if its policy lets it.

        It asks where a step of its plan is left open that the next page decides: the plan made on
        that page names the element or the text that one of the step's actions needs. What it says
        is that step.
        """
        if self.replan is not ReplanWhen.asked or self.plan is None or at >= len(self.replans):
            return None
        newer = self._made_after(at + 1)
        for index in range(at + 1, len(self.trajectory.rounds)):
            step, told = _step_at(self.plan, index), _step_at(newer, index)
            if step is None or told is None:
                continue
            needed = _needed(self.trajectory.rounds[index])
            if any(name in told.step and name not in step.step for name in needed):
                return step.step
        return None

    def _made_after(self, number: int) -> Plan:
        """The plan made when so many rounds were over, its actions numbered as in the whole."""
        return Plan(
            tuple(
                replace(step, actions=tuple(index + number for index in step.actions or ()))
                for step in self.replans[number - 1].steps
            )
        )


def _step_at(plan: Plan, index: int) -> Step | None:
    number = plan.step_of(index)
    return plan.steps[number - 1] if number else None


def _needed(round: Round) -> list[str]:
    """What the round's action has to be told: its element, and what it enters or answers."""
    if round.action is None:
        return []
    return [name for name in (round.element, parse_action(round.action).argument) if name]
