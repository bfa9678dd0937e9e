"""Plan-and-Act as one agent: plan, act round by round, and plan anew where the policy wants it."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Protocol

from planact.agent.call import Reply
from planact.agent.executor import Executor
from planact.agent.planner import Past
from planact.agent.replanning import Never, Replanning, under_plan
from planact.browser.elements import Element
from planact.core.errors import PlanError
from planact.core.plan import Plan
from planact.core.thinking import without_thinking
from planact.core.trajectory import PlanMade, Round


class PlanMaker(Protocol):
    """Whoever makes plans: a `Planner`, or a `KnownPlan`."""

    async def plan(
        self, intent: str, observation: str, made: list[PlanMade], past: Past | None = None
    ) -> Plan:
        """Make the plan for a task, or for what is left of it; see `Planner.plan`."""
        ...


@dataclass
class Agent:
    """One episode's agent.

    Attributes:
        executor: Who acts.
        planner: Who plans, or None for acting ReAct-style.
        replanning: When the plan is made anew.
        plans: The planner's replies so far, in order, refused ones included.
        _plan: The plan that is followed.
        _made_in: The round on whose page it was made.
        _followed: By round, the planner's reply that was followed in it.
    """

    executor: Executor
    planner: PlanMaker | None = None
    replanning: Replanning = field(default_factory=Never)
    plans: list[PlanMade] = field(default_factory=list)
    _plan: Plan | None = None
    _made_in: int = 0
    _followed: list[str] = field(default_factory=list)

    async def begin(self, intent: str, observation: str) -> None:
        """Make the plan from the first page, if there is a planner.

        Raises:
            PlanError: The planner gave no readable plan.
            ChatError: The planner could not be asked.
        """
        if self.planner is not None:
            self._plan = await self.planner.plan(intent, observation, self.plans)

    async def act(
        self,
        intent: str,
        rounds: Sequence[Round],
        observation: str,
        elements: Sequence[Element] = (),
    ) -> Reply:
        """The reply for the current page, which shows these elements with an id.

        The plan is made anew before, where the policy wants it (3.3).

        Raises:
            ChatError: The executor or the planner could not be asked.
        """
        if self.planner is not None and self._plan is not None:
            await self._replan(self.planner, self._plan, intent, rounds, observation)
            self._followed.append(self._reply())
        known = under_plan(rounds, self._made_in)
        return await self.executor.act(intent, self._plan, known, observation, elements)

    async def _replan(
        self,
        planner: PlanMaker,
        plan: Plan,
        intent: str,
        rounds: Sequence[Round],
        observation: str,
    ) -> None:
        """Make the plan for what is left; where no plan comes of it, the old one is followed on."""
        since = rounds[self._made_in :]
        reason = self.replanning.reason(plan, since, observation) if since else None
        if reason is not None:
            past = Past(plan, self._own(rounds), reason)
            with suppress(PlanError):
                self._plan = await planner.plan(intent, observation, self.plans, past)
                self._made_in = len(rounds)

    def _own(self, rounds: Sequence[Round]) -> list[Round]:
        """The rounds with the planner's replies that were followed in them."""
        return [
            taken.model_copy(update={"reply": reply})
            for taken, reply in zip(rounds, self._followed, strict=True)
        ]

    def _reply(self) -> str:
        """The planner's reply that is being followed."""
        return next(without_thinking(made.text) for made in reversed(self.plans) if not made.error)
