"""What teachers answered: a line of a stage's journal each, and what they took together."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from planact.core.trajectory import Record, Usage

JOURNAL = "answers.jsonl"


class AnswerError(ValueError):
    """A teacher's answer is not what was asked for; the text tells it why."""


class Answer(Record):
    """A line of the journal: one answer of a teacher, and why it was refused, if it was.

    Attributes:
        key: Key of the question.
        role: Role in which it was asked.
        text: What the teacher said.
        refusal: Why that is not acceptable; None where it is.
        usage: Tokens and seconds of the call.
        cost: What it cost in US dollars; None where no price is known.
        yes: Probability that the answer is YES rather than NO, where the endpoint gives such.
        final: Whether the teacher could not even be asked, and asking again cannot help.
    """

    key: str
    role: str
    text: str
    refusal: str | None
    usage: Usage
    cost: float | None = None
    yes: float | None = None
    final: bool = False


@dataclass(frozen=True)
class Spent:
    """What answers took: requests, tokens, and US dollars where prices are known."""

    requests: int = 0
    prompt_tokens: int = 0
    completion_tokens: int = 0
    cost: float = 0.0

    @classmethod
    def by(cls, answer: Answer) -> Spent:
        """What one answer took."""
        usage = answer.usage
        asked = int(not answer.final)
        return cls(asked, usage.prompt_tokens, usage.completion_tokens, answer.cost or 0.0)

    def __add__(self, other: Spent) -> Spent:
        """Both together."""
        return Spent(
            self.requests + other.requests,
            self.prompt_tokens + other.prompt_tokens,
            self.completion_tokens + other.completion_tokens,
            self.cost + other.cost,
        )

    def __str__(self) -> str:
        tokens = f"{self.prompt_tokens:,} tokens in, {self.completion_tokens:,} out"
        return f"{tokens}, ${self.cost:.2f}" if self.cost else tokens


def tokens(given: Iterable[Answer]) -> Usage:
    """The tokens of answers together.

    Not their seconds, which no two runs share: a dataset that is made again is the same.
    """
    return Usage.total(answer.usage.model_copy(update={"seconds": 0.0}) for answer in given)


def general(reason: str) -> str:
    """The reason without its numbers and quotations: like reasons are counted together."""
    unquoted = re.sub(r'"[^"]*"', '".."', reason)
    return re.sub(r"\b\d+\b", "N", re.sub(r"\[[\d, ]*\]", "[..]", unquoted))
