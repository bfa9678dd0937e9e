"""The oracle as failure analyst: one class for each of the things that most failed tasks name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from string import ascii_uppercase

from planact.data.failure_classes import ExampleTask, FailureClass, render_failure_classes
from planact.data.oracle.failure_classifier import telling_words, word_weights
from planact.data.oracle.prompt import first_prompt
from planact.llm.chat import ChatError, Message
from planact.sandbox.pool import Pool

MOST = 3
"""Classes that it proposes, at most."""

_TASK = re.compile(r"^# Task (\d+)\n+## User Query\n(.*?)\n+## Global Plan$", re.M | re.S)


class FailureAnalyst:
    """Counts words; those that many tasks of the sandbox share say little.

    Args:
        pool: The training tasks.
    """

    def __init__(self, pool: Pool) -> None:
        self._weights = word_weights(pool)

    def answer(self, messages: Sequence[Message]) -> str:
        """Classes of the failed tasks in the first user message, as YAML.

        Raises:
            ChatError: The prompt is of another kind.
        """
        prompt = first_prompt(messages)
        left = [task[2].strip() for task in _TASK.finditer(prompt)]
        if not left:
            raise ChatError("the oracle teacher can only propose classes of failures: no Task")
        classes: list[FailureClass] = []
        while left and len(classes) < MOST:
            stem, word = self._most_telling(left)
            of_class = [intent for intent in left if stem in telling_words(intent)]
            left = [intent for intent in left if intent not in of_class]
            classes.append(_class(ascii_uppercase[len(classes)], word, of_class))
        return render_failure_classes(classes)

    def _most_telling(self, intents: Sequence[str]) -> tuple[str, str]:
        """The word that says most about most of the intents, after its beginning."""
        every = [found for intent in intents for found in telling_words(intent).items()]
        counts = Counter(stem for stem, _ in every)
        return max(every, key=lambda found: counts[found[0]] * self._weights.get(found[0], 0))


def _class(label: str, word: str, intents: Sequence[str]) -> FailureClass:
    error = "The plan did not lead to what was asked for."
    return FailureClass(
        id=label,
        name=f"Tasks about '{word}'",
        description=(f"Plans for tasks that speak of '{word}' do not come to their end.",),
        data_needed=(f"Plans of tasks that speak of '{word}', and carry them out.",),
        examples=tuple(ExampleTask(task=intent, error=error) for intent in intents[:3]),
    )
