"""The EXECUTOR (3.2): plan, past rounds and the current page in, one action out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from planact.agent.call import Reply, ask
from planact.agent.replies import Replies
from planact.browser.elements import Element
from planact.core.plan import Plan
from planact.core.thinking import without_thinking
from planact.core.trajectory import Round
from planact.llm.chat import ChatModel
from planact.llm.prompts import Prompts


@dataclass(frozen=True)
class Executor:
    """Asks a model for actions.

    Attributes:
        model: The model that acts.
        prompts: The wording.
        max_tokens: Longest reply, in tokens.
        temperature: Sampling temperature.
        replies: What the model may reply; None leaves it free.
        role: Whose templates word the prompt.
        thinks: Whether it is asked for a thought before each action (3.4).
    """

    model: ChatModel
    prompts: Prompts
    max_tokens: int
    temperature: float
    replies: Replies | None = None
    role: str = "executor"
    thinks: bool = False

    async def act(
        self,
        intent: str,
        plan: Plan | None,
        rounds: Sequence[Round],
        observation: str,
        elements: Sequence[Element] = (),
    ) -> Reply:
        """Ask for the next action (A.4); past rounds enter without their pages.

        Args:
            intent: The task's instruction.
            plan: The current plan, or None for ReAct-style acting.
            rounds: The rounds taken so far; the last one's error is shown to the model.
            observation: The current page.
            elements: What it shows with an id, for a model that may name nothing else.

        Raises:
            ChatError: The model could not be asked.
        """
        messages = self.prompts.messages(
            self.role,
            intent=intent,
            plan=plan,
            rounds=[_as_answered(taken) for taken in rounds],
            observation=observation,
            error=rounds[-1].error if rounds else None,
            **({"thought": ""} if self.thinks else {}),
        )
        grammar = self.replies.on(elements, plan) if self.replies else None
        return await ask(self.model, messages, self.max_tokens, self.temperature, grammar)


def _as_answered(taken: Round) -> Round:
    """The round without what a reasoning model thought: it would fill the context."""
    return taken.model_copy(update={"reply": without_thinking(taken.reply)})
