"""A shop whose queries are known, and teachers that answer by what they are asked."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from planact.config.schema import DataConfig, JudgeConfig
from planact.core.task import Task, TaskEval
from planact.core.trajectory import Trajectory
from planact.data.stage import DataContext
from planact.llm.chat import Completion, Message
from planact.llm.grammar import Grammar
from planact.llm.prompts import Prompts
from tests.data.parts import FakeEnvironment, context, task

SITES = ("shopping", "map", "reddit")
HELD_OUT = (901, 902)


@dataclass
class Shop(FakeEnvironment):
    """Training tasks 0 to 8 on three sites; queries about items 10 to 799 are tasks too.

    ``scores`` says whether it can score a query.
    """

    all_tasks: list[Task] = field(
        default_factory=lambda: [
            task(number, template=number).model_copy(update={"sites": (SITES[number % 3],)})
            for number in range(9)
        ]
    )
    scores: bool = True
    mistakes: set[float] = field(default_factory=set)

    def tasks(self, split: str) -> list[Task]:
        return self.all_tasks if split == "train" else [task(number) for number in HELD_OUT]

    def synthetic_task(self, intent: str, sites: Sequence[str]) -> Task | None:
        number = re.search(r"item (\d+)\?", intent)
        if number is None or not 10 <= int(number[1]) < 800:
            return None
        made = task(int(number[1])).model_copy(update={"intent": intent, "sites": tuple(sites)})
        unscored = {} if self.scores else {"eval": TaskEval(eval_types=())}
        return made.model_copy(update=unscored)

    def demonstrator(self, task: Task, mistakes: float = 0.0) -> Any:
        self.mistakes.add(mistakes)
        return super().demonstrator(task, mistakes)


@dataclass
class Says:
    """A teacher that gives the answer of a function of the last message."""

    answer: Callable[[str], str | Completion]
    asked: list[str] = field(default_factory=list)
    name: str = "fake"

    async def chat(
        self,
        messages: Sequence[Message],
        *,
        max_tokens: int,
        temperature: float = 0.0,
        grammar: Grammar | None = None,
        yes_or_no: bool = False,
    ) -> Completion:
        self.asked.append(messages[-1]["content"])
        answer = self.answer(self.asked[-1])
        return answer if isinstance(answer, Completion) else Completion(answer, 100, 10, 0.5)

    async def close(self) -> None: ...


def listed(numbers: Sequence[int], site: str = "shopping") -> str:
    """An answer of a generator that asks for these items."""
    return "\n".join(f"{n}. [{site}] How much is item {item}?" for n, item in enumerate(numbers, 1))


def of_examples(prompt: str) -> list[int]:
    """The items in the examples that a generator is shown."""
    return [int(number) for number in re.findall(r"How much is item (\d+)\?", prompt)]


def ten_more(prompt: str) -> str:
    """Ten items that depend on the examples alone: some known, some not, some asked before."""
    first = sum(item * 7**place for place, item in enumerate(of_examples(prompt)))
    return listed([10 + (first + 31 * step) % 850 for step in range(10)])


def teachers(**others: Says) -> Mapping[str, Says]:
    """A generator that always has more, a filter and a reward model that say YES."""
    return {
        "query_generator": Says(ten_more),
        "query_filter": Says(lambda prompt: "YES\nIt is like the others."),
        "orm": Says(lambda prompt: "YES\nThe answer is there."),
        **others,
    }


def prepared(
    folder: Path,
    environment: Shop,
    teaching: Mapping[str, Any],
    wanted: int = 6,
    at_once: int = 8,
    **data: Any,
) -> DataContext:
    """The stage's context, in which the benchmark's oracle demonstrates."""
    amounts = DataConfig(
        name="test",
        seed_trajectories=9,
        synthetic_trajectories=wanted,
        plan_retries=1,
        concurrency=at_once,
        **data,
    )
    made = context(folder, environment, teaching, amounts, at_once=at_once)
    config = replace(made.config, judge=JudgeConfig(name="strict"))
    return replace(made, config=config, prompts=Prompts("paper"))


def items(rows: Sequence[Trajectory]) -> list[int]:
    """What the rows are about."""
    return [row.task_id for row in rows]
