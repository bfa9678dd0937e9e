"""The oracle as failure classifier: the class with most of the telling words of query and plan."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence

from planact.data.likeness import words
from planact.data.oracle.plan_expander import plan_text
from planact.data.oracle.prompt import first_prompt
from planact.llm.chat import ChatError, Message
from planact.sandbox.pool import Pool

ENOUGH = 1.5
"""Weight of the words in common from which a class fits; a word of one template alone weighs 1."""

_CLASS = re.compile(r"^### Class ([A-Z]): (.*?)(?=^### )", re.M | re.S)
_WRONG_WAY = re.compile(r"^What goes wrong:\n(?:- .*\n)*|^- Error:.*\n", re.M)
_POINT = re.compile(r"^## User Query\n(.*?)^## Global Plan\n(.*)^## Your answer", re.M | re.S)
_REASONING = re.compile(r"^Reasoning:.*\n(?=Step:)", re.M)
_ENDING = re.compile(r"(?<=\w{3})(?:ing|ed|es|s|d|e)$")
_SAYS_NOTHING = re.compile(
    r"\w{1,3}|about|does|else|from|have|into|just|know|known|many|more|need|other|otherwise|such|than"
    r"|that|their|them|then|there|these|they|this|those|through|training|data|plans?|task|example"
    r"|solution|what|when|where|which|while|will|with|without|words?|would|your"
)


class FailureClassifier:
    """Compares words; those that many tasks of the sandbox share say little.

    Args:
        pool: The training tasks.
    """

    def __init__(self, pool: Pool) -> None:
        self._weights = word_weights(pool)

    def answer(self, messages: Sequence[Message]) -> str:
        """The class of the query and plan in the first user message.

        Raises:
            ChatError: The prompt is of another kind.
        """
        prompt = first_prompt(messages)
        classes, point = read_prompt(prompt)
        said = telling_words(point)
        shared = {label: telling_words(text).keys() & said for label, text in classes.items()}
        held_by = Counter(stem for stems in shared.values() for stem in stems)
        scores = {
            label: sum(self._weights.get(stem, 0) / held_by[stem] for stem in sorted(stems))
            for label, stems in shared.items()
        }
        best = max(scores, key=lambda label: scores[label])
        if scores[best] < ENOUGH:
            return "## Reasoning\nNo class is about such tasks.\n## Classification\nOther"
        rarest = sorted(shared[best], key=lambda stem: (-self._weights.get(stem, 0), stem))
        common = ", ".join(said[stem] for stem in rarest[:5])
        return (
            f"## Reasoning\nThe task and the class have in common: {common}.\n"
            f"## Classification\nClass {best}"
        )


def read_prompt(prompt: str) -> tuple[Mapping[str, str], str]:
    """What is right in each class, by its label, and the query and plan to be classified.

    Raises:
        ChatError: It is not a failure classifier's prompt.
    """
    classes = {label: _WRONG_WAY.sub("", text) for label, text in _CLASS.findall(prompt)}
    point = _POINT.search(prompt)
    if not classes or point is None:
        raise ChatError("the oracle teacher can only classify failures: no classes and no query")
    return classes, f"{point[1]}\n{_steps(point[2])}"


def word_weights(pool: Pool) -> Mapping[str, float]:
    """How much a word says: 1 where one kind of task alone uses it, 0 where all do."""
    tasks = {task.template.id: task for task in pool}.values()
    every = [telling_words(f"{task.intent}\n{_steps(plan_text(task))}") for task in tasks]
    found_in = Counter(stem for telling in every for stem in telling)
    return {stem: 1 - math.log(count) / math.log(len(every)) for stem, count in found_in.items()}


def telling_words(text: str) -> dict[str, str]:
    """The words that say what a text is about, by their beginnings without an ending."""
    return {
        _ENDING.sub("", word): word for word in words(text) if not _SAYS_NOTHING.fullmatch(word)
    }


def _steps(plan: str) -> str:
    """A plan without its reasoning."""
    return _REASONING.sub("", plan)
