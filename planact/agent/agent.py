"""Plan-and-Act as one agent: plan once, then act round by round."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from planact.agent.call import Reply
from planact.agent.executor import Executor
from planact.browser.elements import Element
from planact.core.plan import Plan
from planact.core.trajectory import PlanMade, Round


class PlanMaker(Protocol):
    """Whoever makes plans: a `Planner`, or a `KnownPlan`."""

    async def plan(self, intent: str, observation: str, made: list[PlanMade]) -> Plan:
        """Make the plan for a task from its first page; see `Planner.plan`."""
        ...


@dataclass
class Agent:
    """One episode's agent.

    Attributes:
        executor: Who acts.
        planner: Who plans, or None for acting ReAct-style.
        plans: The planner's replies so far, in order, refused ones included.
    """

    executor: Executor
    planner: PlanMaker | None = None
    plans: list[PlanMade] = field(default_factory=list)
    _plan: Plan | None = None

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

        Raises:
            ChatError: The executor could not be asked.
        """
        return await self.executor.act(intent, self._plan, rounds, observation, elements)
