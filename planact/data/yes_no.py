"""Answers that say YES or NO and why."""

from __future__ import annotations

import re
from dataclasses import dataclass

from planact.data.answers import AnswerError


@dataclass(frozen=True)
class YesNo:
    """What a teacher says to a question.

    Attributes:
        yes: Whether it is YES.
        reason: What else the answer says, on one line.
    """

    yes: bool
    reason: str


def read_yes_no(text: str) -> YesNo:
    """The verdict that the first line of an answer begins with or, failing that, the last.

    Takes any case, brackets, emphasis and a label such as ``Verdict:`` around it, headers, code
    fences, and thoughts before the answer.

    Raises:
        AnswerError: The answer gives none.
    """
    lines = [line.strip() for line in _THOUGHT.sub("", text).splitlines()]
    told = [line for line in lines if line and (line[0] not in "#`" or _VERDICT.match(line))]
    for number in (0, -1):
        found = _VERDICT.match(told[number]) if told else None
        if found is not None:
            told[number] = told[number][found.end() :]
            return YesNo(found["word"].lower() == "yes", " ".join(filter(None, told)))
    raise AnswerError("the answer does not begin with YES or NO")


_THOUGHT = re.compile(r"<think>.*?</think>", re.DOTALL)
_VERDICT = re.compile(
    r"(?:[^:]{0,40}:)?[\W_]*(?P<word>yes|no)(?![^\W_]|['’-]\w)[\W_]*", re.IGNORECASE
)
