"""The PLANNER (3.1): a task and its first page in, a plan out."""

from __future__ import annotations

from dataclasses import dataclass

from planact.agent.call import ask
from planact.core.errors import PlanError
from planact.core.plan import Plan, parse_plan
from planact.core.trajectory import PlanMade, Usage
from planact.llm.chat import ChatModel, Message
from planact.llm.prompts import Prompts

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

    async def plan(self, intent: str, observation: str) -> tuple[Plan, PlanMade]:
        """Make the plan for a whole task from its first page (A.3).

        Raises:
            PlanError: The model gave no readable plan, `MAX_REFUSALS` reminders notwithstanding.
            ChatError: The model could not be asked.
        """
        messages: list[Message] = self.prompts.messages(
            "planner", intent=intent, observation=observation
        )
        refused = Usage()
        for attempt in range(MAX_REFUSALS + 1):
            answer = await ask(self.model, messages, self.max_tokens, self.temperature)
            usage = _sum(refused, answer.usage)
            try:
                plan = parse_plan(answer.text)
            except PlanError as error:
                if attempt == MAX_REFUSALS:
                    raise
                refused = usage
                messages = [*messages, *self.prompts.refusal("planner", answer.text, str(error))]
                continue
            return plan, PlanMade(
                round=0, text=answer.text, prompt_sha=answer.prompt_sha, usage=usage
            )
        raise AssertionError("unreachable: the loop returns or raises")


def _sum(first: Usage, second: Usage) -> Usage:
    return Usage(
        prompt_tokens=first.prompt_tokens + second.prompt_tokens,
        completion_tokens=first.completion_tokens + second.completion_tokens,
        seconds=first.seconds + second.seconds,
    )
