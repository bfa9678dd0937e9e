"""A planner that is given the plan: what an executor can do at best."""

from __future__ import annotations

from dataclasses import dataclass

from planact.agent.planner import Past
from planact.core.plan import Plan
from planact.core.trajectory import PlanMade


@dataclass(frozen=True)
class KnownPlan:
    """Answers with the plan it was given, whatever the page; asks no model.

    Attributes:
        known: The plan.
    """

    known: Plan

    async def plan(
        self, intent: str, observation: str, made: list[PlanMade], past: Past | None = None
    ) -> Plan:
        """The plan; the record of it names no prompt and costs nothing."""
        made.append(PlanMade(round=0, text=self.known.render()))
        return self.known
