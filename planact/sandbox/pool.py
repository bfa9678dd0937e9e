"""Every task that training may be about, of which `make_tasks` takes some."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from planact.core.task import Task
from planact.sandbox.intent import IntentTemplate
from planact.sandbox.intents import TEMPLATES
from planact.sandbox.oracle import Script
from planact.sandbox.tasks import assignments, make_task, script_for

_VALUE = re.compile(r"\{\w+\}")


@dataclass(frozen=True)
class Entry:
    """A training task that is not made until it is asked for.

    Attributes:
        template: Its template.
        index: Which of the template's assignments of values it has.
        intent: Its instruction.
        seed: The sandbox's seed.
    """

    template: IntentTemplate
    index: int
    intent: str
    seed: int

    @property
    def sites(self) -> tuple[str, ...]:
        """The sites it runs on."""
        return self.template.sites

    def task(self) -> Task:
        """The task, equal to that of `make_tasks` where it has it too."""
        return make_task(self.template, self.index, "train", self.seed)

    def script(self) -> Script:
        """The oracle's script for it."""
        return script_for(self.task())


class Pool:
    """The training tasks of the sandbox with this seed, ten times as many as `make_tasks` takes.

    None is about what a validation or test task is about, or of a template that is for testing
    alone.
    """

    def __init__(self, seed: int) -> None:
        self._of_template: dict[int, tuple[Entry, ...]] = {}
        for key, listed in assignments(seed).items():
            template = TEMPLATES[key]
            if not template.unseen:
                self._of_template[key] = tuple(
                    Entry(template, index, template.text.format(**listed.values[index]), seed)
                    for index in listed.drawn["train"]
                )
        self._by_intent = {
            entry.intent: entry for entries in self._of_template.values() for entry in entries
        }

    def __len__(self) -> int:
        return len(self._by_intent)

    def __iter__(self) -> Iterator[Entry]:
        """Every task, template by template."""
        return iter(self._by_intent.values())

    def find(self, intent: str) -> Entry | None:
        """The task with exactly this instruction."""
        return self._by_intent.get(intent)

    def of_template(self, template_id: int) -> Sequence[Entry]:
        """The template's tasks, those of `make_tasks` first; none if it is for testing alone."""
        return self._of_template.get(template_id, ())

    def template_of(self, intent: str) -> IntentTemplate | None:
        """The template of the task, or that whose wording the instruction has whatever its values.

        Where templates are worded alike, the first of them.
        """
        if entry := self.find(intent):
            return entry.template
        worded = (key for key in self._of_template if _wording(key).fullmatch(intent))
        key = next(worded, None)
        return None if key is None else TEMPLATES[key]


# It holds thousands of entries, and each of a run's teachers asks for it.
@lru_cache(maxsize=4)
def pool(seed: int) -> Pool:
    """The pool of the sandbox with this seed."""
    return Pool(seed)


@cache
def _wording(template_id: int) -> re.Pattern[str]:
    parts = _VALUE.split(TEMPLATES[template_id].text)
    return re.compile("(.+)".join(map(re.escape, parts)), re.DOTALL)
