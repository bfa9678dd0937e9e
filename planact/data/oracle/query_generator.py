"""The oracle as query generator: other training tasks of the sandbox, now and then a bad one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import cycle, islice
from random import Random

from planact.data.oracle.prompt import draw_for, first_prompt
from planact.llm.chat import ChatError, Message
from planact.sandbox.pool import Entry, Pool

MISTAKES = 0.1
"""Share of the queries that are bad, as a model's sometimes are."""

SIBLINGS = 0.5
"""Share of the queries whose template is another than that of the example they are like."""

_EXAMPLE = re.compile(r"^\d+\. \[[^\]\n]*\] (.+)$", re.M)
_COUNT = re.compile(r"^Write (\d+) new tasks\.$", re.M)
_TOO_MUCH = "{} Then call a taxi that takes me there."


class QueryGenerator:
    """Knows the training tasks.

    Args:
        pool: The training tasks.
    """

    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        self._templates = {entry.template.id: entry.template for entry in pool}

    def answer(self, messages: Sequence[Message]) -> str:
        """New queries like the examples in the first user message.

        Raises:
            ChatError: The prompt is of another kind, or none of its examples is of the sandbox.
        """
        prompt = first_prompt(messages)
        examples, count = read_prompt(prompt)
        known = [entry for intent in examples if (entry := self._pool.find(intent))]
        if not known:
            raise ChatError("the oracle teacher knows none of the example tasks")
        draw = draw_for(messages)
        lines = (self._line(example, draw) for example in cycle(known))
        return "\n".join(f"{number}. {line}" for number, line in enumerate(islice(lines, count), 1))

    def _line(self, example: Entry, draw: Random) -> str:
        """A query like the example, or a bad one: the example again, or one that asks too much."""
        new = self._like(example, draw)
        intent = new.intent
        if draw.random() < MISTAKES:
            new, intent = example, draw.choice([example.intent, _TOO_MUCH.format(example.intent)])
        return f"[{', '.join(new.sites)}] {intent}"

    def _like(self, example: Entry, draw: Random) -> Entry:
        """A task of the example's template, or of another one on the same sites."""
        template = example.template
        if draw.random() < SIBLINGS:
            siblings = [one for one in self._templates.values() if one.sites == template.sites]
            template = draw.choice(siblings)
        return draw.choice(self._pool.of_template(template.id))


def read_prompt(prompt: str) -> tuple[list[str], int]:
    """The example tasks and the number of queries that a query generator is asked for.

    Raises:
        ChatError: It is not such a prompt.
    """
    examples, counts = _EXAMPLE.findall(prompt), _COUNT.findall(prompt)
    if not examples or not counts:
        raise ChatError("the oracle teacher can only make queries: no Example Tasks and no number")
    return examples, int(counts[-1])
