"""One model call of an agent, with the record it leaves."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass

from planact.core.trajectory import Usage
from planact.llm.chat import ChatModel, Message
from planact.llm.grammar import Grammar


@dataclass(frozen=True)
class Reply:
    """A model's raw text, what it cost, and the hash of the prompt it answers."""

    text: str
    usage: Usage
    prompt_sha: str


async def ask(
    model: ChatModel,
    messages: Sequence[Message],
    max_tokens: int,
    temperature: float,
    grammar: Grammar | None = None,
) -> Reply:
    """Ask the model; the reply names its prompt by its hash.

    Raises:
        ChatError: The model could not be asked.
    """
    completion = await model.chat(
        messages, max_tokens=max_tokens, temperature=temperature, grammar=grammar
    )
    return Reply(completion.text, completion.usage, prompt_sha(messages))


def prompt_sha(messages: Sequence[Message]) -> str:
    """First 12 hexadecimal digits of the SHA-256 of a prompt's messages as JSON."""
    prompt = json.dumps(list(messages), ensure_ascii=False).encode()
    return hashlib.sha256(prompt).hexdigest()[:12]
