"""The PLANNER (3.1): a task and a page in, a plan out; later, what has been done as well (3.3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from planact.agent.call import Reply, ask
from planact.core.errors import PlanError
from planact.core.plan import Plan, parse_plan
from planact.core.trajectory import PlanMade, Round
from planact.llm.chat import ChatModel, Message
from planact.llm.prompts import Prompts
from planact.llm.refusals import answers

MAX_REFUSALS = 2
"""Times a reply that holds no plan is sent back with the reason before the episode fails."""


@dataclass(frozen=True)
class Past:
    """What a plan that is made anew goes on from.

    Attributes:
        previous: The plan that was followed last.
        rounds: The rounds so far, each with the planner's reply that was followed in it for the
            executor's: they are the planner's own past (A.10).
        reason: Why the plan is made anew.
    """

    previous: Plan
    rounds: Sequence[Round]
    reason: str


@dataclass(frozen=True)
class Planner:
    """Asks a model for plans.

    Attributes:
        model: The model that plans.
        prompts: The wording.
        max_tokens: Longest reply, in tokens.
        temperature: Sampling temperature.
        thinks: Whether it is asked for a thought before each plan (3.4).
    """

    model: ChatModel
    prompts: Prompts
    max_tokens: int
    temperature: float
    thinks: bool = False

    async def plan(
        self, intent: str, observation: str, made: list[PlanMade], past: Past | None = None
    ) -> Plan:
        """Make the plan for a whole task from its first page (A.3), or for what is left (A.10).

        Args:
            intent: The task's instruction.
            observation: The current page.
            made: Gets every reply as it comes, also where no plan comes of them.
            past: What the plan goes on from; None for a first plan.

        Raises:
            PlanError: The model gave no readable plan, `MAX_REFUSALS` reminders notwithstanding.
            ChatError: The model could not be asked.
        """
        messages = self._prompt(intent, observation, past)
        replies = answers(
            self._ask, _refusal_of, messages, self.prompts, "planner", MAX_REFUSALS + 1
        )
        async for reply, error in replies:
            made.append(
                PlanMade(
                    round=len(past.rounds) if past else 0,
                    text=reply.text,
                    prompt_sha=reply.prompt_sha,
                    usage=reply.usage,
                    error=error,
                    reason=past.reason if past else "",
                )
            )
        return parse_plan(made[-1].text)

    def _prompt(self, intent: str, observation: str, past: Past | None) -> list[Message]:
        known: dict[str, Any] = {"intent": intent, "observation": observation}
        if past is not None:
            known |= {"previous": past.previous, "rounds": list(past.rounds)}
        if self.thinks:
            known["thought"] = ""
        return self.prompts.messages("planner", **known)

    async def _ask(self, messages: Sequence[Message]) -> Reply:
        return await ask(self.model, messages, self.max_tokens, self.temperature)


def _refusal_of(reply: Reply) -> str | None:
    try:
        parse_plan(reply.text)
    except PlanError as error:
        return str(error)
    return None
