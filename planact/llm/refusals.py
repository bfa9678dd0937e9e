"""Asking a model until its answer is accepted: a refused one goes back with the reason."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from typing import Protocol, TypeVar

from planact.llm.chat import Message
from planact.llm.prompts import Prompts


class HasText(Protocol):
    """Any form of a model's answer."""

    @property
    def text(self) -> str:
        """The generated text."""
        ...


Answer = TypeVar("Answer", bound=HasText)


async def answers(
    ask: Callable[[Sequence[Message]], Awaitable[Answer]],
    refusal_of: Callable[[Answer], str | None],
    messages: Sequence[Message],
    prompts: Prompts,
    role: str,
    at_most: int,
) -> AsyncIterator[tuple[Answer, str | None]]:
    """Every answer as it comes, with why it is refused; the last is accepted or one too many.

    Args:
        ask: Puts a conversation to the model.
        refusal_of: Why an answer is refused, as the model is told; None accepts it.
        messages: The conversation that asks.
        prompts: The wording of a refusal.
        role: The model's role.
        at_most: Answers after which no more are asked for.

    Raises:
        Whatever ``ask`` raises; the answers before it have been given.
    """
    for _ in range(at_most):
        answer = await ask(messages)
        refusal = refusal_of(answer)
        yield answer, refusal
        if refusal is None:
            return
        messages = [*messages, *prompts.refusal(role, answer.text, refusal)]
