"""The one interface to every language model: messages in, text and token counts out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol, TypedDict

from planact.core.trajectory import Usage
from planact.llm.grammar import Grammar


class Message(TypedDict):
    """One turn of a conversation."""

    role: Literal["system", "user", "assistant"]
    content: str


@dataclass(frozen=True)
class Completion:
    """A model's answer.

    Attributes:
        text: The generated text, without special tokens.
        prompt_tokens: Tokens of the rendered prompt; an estimate where a server reports none.
        completion_tokens: Tokens generated; likewise.
        seconds: Wall time from request to answer, queueing included.
        finish_reason: ``length`` where the answer was cut off by ``max_tokens``.
        yes: Probability that the answer begins with YES rather than NO, where the server gives
            log-probabilities and the answer begins with one of the two.
    """

    text: str
    prompt_tokens: int
    completion_tokens: int
    seconds: float
    finish_reason: Literal["stop", "length"] = "stop"
    yes: float | None = None

    @property
    def usage(self) -> Usage:
        """What the answer cost; seconds to the millisecond."""
        return Usage(
            prompt_tokens=self.prompt_tokens,
            completion_tokens=self.completion_tokens,
            seconds=round(self.seconds, 3),
        )


class ChatModel(Protocol):
    """Anything that answers a conversation: a local model, an endpoint, the oracle teacher."""

    name: str

    async def chat(
        self,
        messages: Sequence[Message],
        *,
        max_tokens: int,
        temperature: float = 0.0,
        grammar: Grammar | None = None,
        yes_or_no: bool = False,
    ) -> Completion:
        """Answer the conversation; concurrent calls are allowed and may be batched.

        Args:
            messages: The conversation; ends with a user turn.
            max_tokens: Tokens after which the answer is cut off.
            temperature: Sampling temperature.
            grammar: What the answer is of, up to where it is cut off.
            yes_or_no: Whether `Completion.yes` is wanted, from a model that can give it.

        Raises:
            ChatError: The model could not be reached or refused the request, after retries.
        """
        ...

    async def close(self) -> None:
        """Release what the model holds (connections, threads, memory)."""
        ...


class ChatError(RuntimeError):
    """A model call failed for good: the endpoint's fault, not the agent's."""


class UnanswerableError(ChatError):
    """This prompt gets no answer, as others would; asking again cannot help."""


class ContextError(UnanswerableError):
    """The prompt does not fit the model's context."""
