"""Annotated trajectories and a teacher that answers by a function, for the stages of new pairs."""

from __future__ import annotations

import asyncio
import re
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from planact.config.paths import PROMPTS
from planact.config.schema import DataConfig
from planact.core.task import Task
from planact.core.trajectory import Round, Trajectory, Usage
from planact.data.grounded_plans import GroundedPlan, plans_of
from planact.data.stage import DATASET, DataContext
from planact.llm.chat import Completion, Message
from planact.llm.grammar import Grammar
from planact.store import Artifact, Key, Store, write_jsonl
from tests.data.parts import FakeEnvironment, context, task

SEEDS = "seed_trajectories"
ROLES = ("plan_expander", "failure_classifier", "targeted_generator", "failure_analyst")
PAGE = "<h1>{site} {number}</h1>\n<button>Go [1]</button>\n<a>Reports [2]</a>"
PLAN = "## Step 1\nReasoning: The page has a button.\nStep: Press 'Go' and find {what}"


def trajectory(site: str, number: int) -> Trajectory:
    page = PAGE.format(site=site, number=number)
    return Trajectory(
        task_id=number,
        template_id=1,
        intent=f"Look up known thing number {number} of {site} for me",
        sites=tuple(site.split("+")),
        rounds=(
            Round(observation=page, reply="r", action='do(action="Click", element="1")'),
            Round(observation="<p>Last page</p>", reply="r", action="exit()"),
        ),
    )


def plan_of(row: Trajectory) -> GroundedPlan:
    return GroundedPlan(
        task_id=row.task_id,
        intent=row.intent,
        sites=row.sites,
        text=f"{PLAN.format(what='it')}\nDescription: all of it\nActions: [0, 1]",
        answers=1,
        usage=Usage(),
    )


def pair(intent: str, page: int | str = 1, plan: str | None = None) -> str:
    """A data pair as a generator writes it, but for its header."""
    return (
        f"User Query:\n{intent}\nInitial HTML State:\n{page}\n"
        f"Global Plan:\n{plan or PLAN.format(what='the new thing')}"
    )


def answer(*pairs: str) -> str:
    return "\n\n".join(f"## Data Pair {n}\n{text}" for n, text in enumerate(pairs, start=1))


@dataclass
class Teacher:
    """Says what the function makes of the conversation; knows what it was asked."""

    say: Callable[[Sequence[Message]], str]
    asked: list[list[Message]] = field(default_factory=list)
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
        self.asked.append(list(messages))
        # Later ones are answered first.
        await asyncio.sleep(0.001 * (len(self.asked) % 3 == 1))
        return Completion(self.say(messages), 100, 10, 0.5)

    async def close(self) -> None:
        pass


@dataclass
class SplitEnvironment(FakeEnvironment):
    """Test and validation tasks with the given intents."""

    held_out: Mapping[str, str] = field(default_factory=dict)

    def tasks(self, split: str) -> list[Task]:
        intent = self.held_out.get(split)
        return [task(1).model_copy(update={"intent": intent})] if intent else []


def prepared(
    folder: Path,
    teacher: Any,
    sites: Mapping[str, int],
    data: DataConfig,
    held_out: Mapping[str, str] | None = None,
    at_once: int = 8,
) -> DataContext:
    """A context in which so many annotated trajectories of each site are in the store.

    Args:
        folder: Where everything lies.
        teacher: Who teaches, in every role or by role.
        sites: Trajectories by site; a site that is several is written ``map+reddit``.
        data: Numbers.
        held_out: An intent of each split that must not be learned.
        at_once: Requests at a time.
    """
    for role in ROLES:
        shutil.copytree(
            PROMPTS / "paper" / role, folder / "prompts" / "test" / role, dirs_exist_ok=True
        )
    environment = SplitEnvironment([], held_out=held_out or {})
    plain = context(folder, environment, teacher, data, at_once=at_once)
    rows = [
        trajectory(site, 100 * place + number)
        for place, (site, count) in enumerate(sites.items(), start=1)
        for number in range(count)
    ]
    made = {
        SEEDS: dataset(plain.store, SEEDS, rows),
        plans_of(SEEDS): dataset(plain.store, plans_of(SEEDS), [plan_of(row) for row in rows]),
    }
    others = {name: _giving(artifact) for name, artifact in made.items()}
    return replace(plain, others=others)


def dataset(store: Store, name: str, rows: Sequence[Any], file: str = DATASET) -> Artifact:
    """The rows as an artifact that counts them as kept and as episodes."""

    def make(folder: Path) -> dict[str, Any]:
        write_jsonl(folder / file, rows)
        return {"kept": len(rows), "episodes": len(rows)}

    content = [row.model_dump(mode="json") for row in rows]
    return store.get_or_make("datasets", name, Key(config={"rows": content}), make)


def request_of(messages: Sequence[Message]) -> str:
    """The first user turn of a conversation."""
    return next(message["content"] for message in messages if message["role"] == "user")


def intents_of(messages: Sequence[Message]) -> list[str]:
    """The queries of the examples in a plan expander's prompt."""
    return re.findall(r"^# Example \d+\n\n## User Query\n(.*)$", request_of(messages), re.M)


def _giving(artifact: Artifact) -> Callable[[], Artifact]:
    return lambda: artifact
