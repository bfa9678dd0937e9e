"""What the oracle sees of a conversation, in whatever role."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from planact.llm.chat import Message


def first_prompt(messages: Sequence[Message]) -> str:
    """The first user message: what is asked for."""
    return next(message["content"] for message in messages if message["role"] == "user")


def draw_for(messages: Sequence[Message]) -> Random:
    """What decides an answer: a refused one is followed by another one, not by the same."""
    return Random(f"{len(messages)}/{first_prompt(messages)}")
