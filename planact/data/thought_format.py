"""Thoughts as teachers write them: read tolerantly, and held to the rules."""

from __future__ import annotations

import re
from dataclasses import dataclass

from planact.data.answers import AnswerError

_THINKING = re.compile(r"\A.*</think>", re.S | re.I)
_FENCE = re.compile(r"^\s*```.*$", re.M)
_LABEL = re.compile(r"\A[#>*_\s]*(?:thoughts?|thinking|reasoning)\b[^.:\n]{0,40}:[*_\s]*", re.I)
_QUOTED = re.compile(r"\A[\"“]([^\"“”]*)[\"”]\Z")
_CALL = re.compile(
    r"\b(?:do|exit|go_backward|go_forward)\s*\(\s*(?:\)|[\"']|(?:action|argument|element|message)\b)",
    re.I,
)
_PLAN = re.compile(r"^\W*step\W{1,3}\d+\W*$|^\W*(?:step|actions|description)\W{0,3}:", re.I | re.M)


@dataclass(frozen=True)
class Rules:
    """What a thought has to keep to; the teacher is told so.

    Attributes:
        most_words: Its longest length.
        forbidden: Phrases, in any case, that give away that the outcome was known.
    """

    most_words: int
    forbidden: tuple[str, ...]


def read_thought(text: str, rules: Rules) -> str:
    """Read a teacher's answer: a short text without an action, a plan or a word about its making.

    Takes reasoning in ``<think>`` tags before it, code fences, a label such as ``Thought:``, quotes
    around it and line breaks.

    Returns:
        The thought on one line.

    Raises:
        AnswerError: It is not such a text; the message says why.
    """
    bare = _LABEL.sub("", _FENCE.sub("", _THINKING.sub("", text)).strip())
    if _CALL.search(bare):
        raise AnswerError("it holds an action call; the action comes after the thought")
    if _PLAN.search(bare):
        raise AnswerError("it holds a plan; write the thought alone, in plain sentences")
    thought = _QUOTED.sub(r"\1", " ".join(bare.split()))
    if not thought:
        raise AnswerError("it is empty")
    words = len(thought.split())
    if words > rules.most_words:
        raise AnswerError(f"it has {words} words; write {rules.most_words} at most")
    for phrase in rules.forbidden:
        if re.search(rf"\b{re.escape(phrase)}\b", thought, re.I):
            raise AnswerError(f'it says "{phrase}"; write as one who has to find that out')
    return thought
