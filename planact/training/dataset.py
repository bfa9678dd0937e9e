"""From a file of SFT examples to the token sequences a training sees."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from pydantic import Field, field_validator

from planact.core.errors import UserError
from planact.core.trajectory import Record
from planact.llm.chat import Message
from planact.llm.tokens import prompt_ids, reply_ids
from planact.store import read_jsonl, write_jsonl

if TYPE_CHECKING:
    from transformers import PreTrainedTokenizerBase

IGNORED = -100
"""Label of a token that the loss leaves out."""


class Turn(Record):
    """One message of an example."""

    role: Literal["system", "user", "assistant"]
    content: str


class Example(Record):
    """One line of a file of SFT examples: a conversation whose last turn is to be learned.

    Attributes:
        messages: The conversation; ends with an assistant turn.
        meta: Where it comes from: stage, sites, task, round.
    """

    messages: tuple[Turn, ...] = Field(min_length=2)
    meta: dict[str, Any] = Field(default_factory=dict)

    @field_validator("messages")
    @classmethod
    def _ends_with_a_reply(cls, messages: tuple[Turn, ...]) -> tuple[Turn, ...]:
        if messages[-1].role != "assistant" or not messages[-1].content.strip():
            raise ValueError("the last message is no reply of the assistant's")
        return messages


@dataclass(frozen=True)
class Sequences:
    """Token sequences, and how many examples were too long to be among them.

    Attributes:
        rows: Per example ``input_ids`` and ``labels`` of equal length; labels are `IGNORED` up to
            the reply.
        too_long: Examples left out for their length.
        longest: Tokens of the longest example, left out or not.
    """

    rows: list[dict[str, list[int]]]
    too_long: int
    longest: int


def read_examples(path: Path) -> list[Example]:
    """The examples of a JSON Lines file.

    Raises:
        UserError: The file is missing or empty, or a line is no example.
    """
    examples = read_jsonl(path, Example)
    if not examples:
        raise UserError(f"{path}: there is no example to train on")
    return examples


def write_examples(path: Path, examples: Iterable[Example]) -> None:
    """Write the examples as JSON Lines, replacing the file."""
    write_jsonl(path, examples)


def tokenize(
    tokenizer: PreTrainedTokenizerBase, examples: Iterable[Example], max_length: int
) -> Sequences:
    """The examples as tokens, with the loss on the last reply and its end token alone."""
    rows, too_long, longest = [], 0, 0
    for example in examples:
        messages: list[Message] = [
            {"role": turn.role, "content": turn.content} for turn in example.messages
        ]
        prompt, reply = prompt_ids(tokenizer, messages[:-1]), reply_ids(tokenizer, messages)
        longest = max(longest, len(prompt) + len(reply))
        if len(prompt) + len(reply) > max_length:
            too_long += 1
            continue
        rows.append({"input_ids": prompt + reply, "labels": [IGNORED] * len(prompt) + reply})
    return Sequences(rows, too_long, longest)
