"""The PLANNER (3.1): a task and its first page in, a plan out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from planact.agent.call import Reply, ask
from planact.core.errors import PlanError
from planact.core.plan import Plan, parse_plan
from planact.core.trajectory import PlanMade
from planact.llm.chat import ChatModel, Message
from planact.llm.prompts import Prompts
from planact.llm.refusals import answers

MAX_REFUSALS = 2
"""Times a reply that holds no plan is sent back with the reason before the episode fails."""


@dataclass(frozen=True)
class Planner:
    """Asks a model for plans.

    Attributes:
        model: The model that plans.
        prompts: The wording.
        max_tokens: Longest reply, in tokens.
        temperature: Sampling temperature.
    """

    model: ChatModel
    prompts: Prompts
    max_tokens: int
    temperature: float

    async def plan(self, intent: str, observation: str, made: list[PlanMade]) -> Plan:
        """Make the plan for a whole task from its first page (A.3).

        Args:
            intent: The task's instruction.
            observation: The first page.
            made: Gets every reply as it comes, also where no plan comes of them.

        Raises:
            PlanError: The model gave no readable plan, `MAX_REFUSALS` reminders notwithstanding.
            ChatError: The model could not be asked.
        """
        messages = self.prompts.messages("planner", intent=intent, observation=observation)
        replies = answers(
            self._ask, _refusal_of, messages, self.prompts, "planner", MAX_REFUSALS + 1
        )
        async for reply, error in replies:
            made.append(
                PlanMade(
                    round=0,
                    text=reply.text,
                    prompt_sha=reply.prompt_sha,
                    usage=reply.usage,
                    error=error,
                )
            )
        return parse_plan(made[-1].text)

    async def _ask(self, messages: Sequence[Message]) -> Reply:
        return await ask(self.model, messages, self.max_tokens, self.temperature)


def _refusal_of(reply: Reply) -> str | None:
    try:
        parse_plan(reply.text)
    except PlanError as error:
        return str(error)
    return None
