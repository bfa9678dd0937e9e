"""The oracle as plan expander: other training tasks of the sandbox, planned by their scripts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import cycle, islice
from random import Random

from planact.core.plan import Plan, Step
from planact.data.oracle.prompt import draw_for, first_prompt
from planact.llm.chat import ChatError, Message
from planact.sandbox.intent import IntentTemplate
from planact.sandbox.intents import TEMPLATES
from planact.sandbox.pool import Entry, Pool

MISTAKES = 0.04
"""Share of the pairs that are bad, as a model's sometimes are."""

SIBLINGS = 0.5
"""Share of the pairs whose template is another than that of the example they begin with."""

TRIES = 20
"""Draws of a new task for each pair asked for; there may be no more of them."""

_EXAMPLE = re.compile(
    r"^# Example (\d+)\n+## User Query\n(.*?)\n+## Initial HTML State$", re.M | re.S
)
_COUNT = re.compile(r"^Write (\d+) new data pairs", re.M)


class PlanExpander:
    """Knows the training tasks and their scripts.

    Args:
        pool: The training tasks.
    """

    def __init__(self, pool: Pool) -> None:
        self._pool = pool

    def answer(self, messages: Sequence[Message]) -> str:
        """New pairs like the examples in the first user message.

        Raises:
            ChatError: The prompt is of another kind, or none of its examples is of the sandbox.
        """
        prompt = first_prompt(messages)
        intents, count = read_prompt(prompt)
        templates = {
            number: template
            for number, intent in enumerate(intents, start=1)
            if (template := self._pool.template_of(intent))
        }
        if not templates:
            raise ChatError("the oracle teacher knows none of the examples' queries")
        draw = draw_for(messages)
        found = self._new_tasks(templates, set(intents), count, draw)
        return "\n\n".join(
            _write(number, example, entry, intents, draw)
            for number, (example, entry) in enumerate(islice(found, count), start=1)
        )

    def _new_tasks(
        self, templates: dict[int, IntentTemplate], said: set[str], count: int, draw: Random
    ) -> Iterator[tuple[int, Entry]]:
        """Tasks that begin on the examples' pages, each in turn, none of them twice."""
        for number in islice(cycle(templates), count * TRIES):
            template = self._related(templates[number], draw)
            entry = draw.choice(self._pool.of_template(template.id))
            if entry.intent not in said:
                said.add(entry.intent)
                yield number, entry

    def _related(self, template: IntentTemplate, draw: Random) -> IntentTemplate:
        """The template, or another one whose tasks begin on the same page."""
        if draw.random() >= SIBLINGS:
            return template
        return draw.choice(
            [
                other
                for other in TEMPLATES.values()
                if (other.sites, other.start) == (template.sites, template.start)
                and self._pool.of_template(other.id)
            ]
        )


def read_prompt(prompt: str) -> tuple[list[str], int]:
    """The queries of the examples and the number of pairs that a plan expander is asked for.

    Page content is data: an example's header is taken for ours only where its number is the next.

    Raises:
        ChatError: It is not such a prompt.
    """
    intents: list[str] = []
    for example in _EXAMPLE.finditer(prompt):
        if int(example[1]) == len(intents) + 1:
            intents.append(example[2].strip())
    counts = _COUNT.findall(prompt)
    if not intents or not counts:
        raise ChatError("the oracle teacher can only expand plans: no Example and no number of new")
    return intents, int(counts[-1])


def plan_text(entry: Entry) -> str:
    """The plan that the task's script follows."""
    return Plan(tuple(Step(step.reasoning, step.step) for step in entry.script())).render()


def _write(number: int, example: int, entry: Entry, intents: Sequence[str], draw: Random) -> str:
    intent, page, plan = entry.intent, str(example), plan_text(entry)
    if draw.random() < MISTAKES:
        intent, page, plan = draw.choice(_MISTAKES)(intent, page, plan, intents)
    return (
        f"## Data Pair {number}\nUser Query:\n{intent}\nInitial HTML State:\n{page}\n"
        f"Global Plan:\n{plan}"
    )


Pair = tuple[str, str, str]
"""A query, the number of an example, a plan."""


def _copies_an_example(intent: str, page: str, plan: str, intents: Sequence[str]) -> Pair:
    return intents[int(page) - 1], page, plan


def _names_no_example(intent: str, page: str, plan: str, intents: Sequence[str]) -> Pair:
    return intent, str(len(intents) + 1), plan


def _leaves_a_step_empty(intent: str, page: str, plan: str, intents: Sequence[str]) -> Pair:
    return intent, page, plan.rpartition("Step:")[0]


def _invents_an_element(intent: str, page: str, plan: str, intents: Sequence[str]) -> Pair:
    return intent, page, plan.replace("Step: ", "Step: Press 'Magic shortcut' and ", 1)


_MISTAKES: tuple[Callable[[str, str, str, Sequence[str]], Pair], ...] = (
    _copies_an_example,
    _names_no_example,
    _leaves_a_step_empty,
    _invents_an_element,
)
