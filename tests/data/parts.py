"""An environment and a teacher that do as they are told, for tests of the stages' own work."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from planact.browser.errors import BrowserError
from planact.browser.observation import Observation
from planact.config.schema import (
    DataConfig,
    EnvConfig,
    ObservationConfig,
    RolloutConfig,
    RunConfig,
    TeacherConfig,
)
from planact.core.action import Action, ActionKind
from planact.core.errors import UserError
from planact.core.plan import Plan
from planact.core.task import Task
from planact.core.trajectory import Evaluation
from planact.data.stage import DataContext
from planact.data.teacher import Teacher
from planact.envs.evidence import Ending
from planact.envs.urls import SiteUrls
from planact.llm.chat import ChatModel, Completion, Message
from planact.llm.grammar import Grammar
from planact.llm.prompts import Prompts
from planact.store import Store

ANNOTATOR = """## User Query
{{ intent }}

## Initial HTML State
{{ observation }}

## Trajectory
{% for action in actions %}
[{{ loop.index0 }}] {{ action }}
{% endfor %}
"""

ACTIONS = (
    Action(ActionKind.CLICK, "7", comments=("Element: Reports",)),
    Action(ActionKind.EXIT, argument="$12", comments=("Note: The price is $12",)),
)


def task(task_id: int, template: int = 1) -> Task:
    return Task.model_validate(
        {
            "task_id": task_id,
            "sites": ["shopping"],
            "start_url": "__SHOPPING__/",
            "intent": f"How much is item {task_id}?",
            "intent_template_id": template,
            "eval": {"eval_types": ["string_match"]},
        }
    )


@dataclass
class FakeSession:
    task: Task
    acted: list[Action] = field(default_factory=list)
    url: str = "http://127.0.0.1:8123/shopping/"

    async def observe(self, style: str, max_chars: int) -> Observation:
        return Observation(
            text=f"<h1>{self.task.task_id}: page {len(self.acted)} in {style}</h1>",
            url=self.url,
            title="Shop",
            labels={"7": "Reports"},
            nodes=10,
            seconds=0.01,
        )

    async def act(self, action: Action) -> str | None:
        await asyncio.sleep(0)
        self.acted.append(action)
        return None

    async def close(self) -> None:
        pass


class FakeDemonstrator:
    def __init__(self) -> None:
        self._left = list(ACTIONS)

    async def reply(self, observation: Observation, session: FakeSession) -> Action:
        return self._left.pop(0)


@dataclass
class FakeEnvironment:
    """Tasks whose ids are in ``failing`` score 0; ``crashes`` says how often opening one fails."""

    all_tasks: list[Task]
    failing: set[int] = field(default_factory=set)
    crashes: Counter[int] = field(default_factory=Counter)
    on_score: Callable[[Task], None] = lambda task: None
    name: str = "sandbox"
    urls: SiteUrls = field(
        default_factory=lambda: SiteUrls({"shopping": "http://127.0.0.1:8123/shopping"})
    )
    opened: list[int] = field(default_factory=list)
    running: set[str] = field(default_factory=set)
    most_running: int = 0
    starts: int = 0
    is_started: bool = False

    def tasks(self, split: str) -> list[Task]:
        return self.all_tasks

    async def start(self) -> None:
        self.starts += 1
        self.is_started = True

    async def stop(self) -> None:
        self.is_started = False

    async def open(self, task: Task, episode: str) -> Any:
        assert self.is_started
        self.opened.append(task.task_id)
        self.running.add(episode)
        self.most_running = max(self.most_running, len(self.running))
        if self.crashes[task.task_id] > 0:
            self.crashes[task.task_id] -= 1
            raise BrowserError("the page crashed")
        return FakeSession(task)

    async def score(self, task: Task, ending: Ending, session: Any) -> Evaluation:
        assert ending.answer in ("$12", None)
        self.on_score(task)
        return Evaluation(score=float(task.task_id not in self.failing), scorer="vab")

    async def discard(self, episode: str) -> None:
        self.running.remove(episode)

    def plan(self, task: Task) -> Plan:
        raise UserError(f"no plan of task {task.task_id} is known")

    def demonstrator(self, task: Task, mistakes: float = 0.0) -> Any:
        return FakeDemonstrator()


@dataclass
class FakeTeacher:
    """Gives the answers in turn, the last one for ever, and remembers what it was asked."""

    answers: Sequence[str | Completion | Exception]
    asked: list[list[Message]] = field(default_factory=list)
    name: str = "fake"
    is_closed: bool = False

    async def chat(
        self,
        messages: Sequence[Message],
        *,
        max_tokens: int,
        temperature: float = 0.0,
        grammar: Grammar | None = None,
        yes_or_no: bool = False,
    ) -> Completion:
        answer = self.answers[min(len(self.asked), len(self.answers) - 1)]
        self.asked.append(list(messages))
        if isinstance(answer, Exception):
            raise answer
        return answer if isinstance(answer, Completion) else Completion(answer, 100, 10, 0.5)

    async def close(self) -> None:
        self.is_closed = True


def context(
    folder: Path,
    environment: Any,
    teacher: ChatModel | Mapping[str, ChatModel] | None = None,
    data: DataConfig | None = None,
    style: str = "compact",
    at_once: int = 8,
) -> DataContext:
    """Stages' context with a store and the prompts in the folder.

    ``teacher`` teaches in every role, or each of a mapping's in its own; ``at_once`` is how many
    requests it is asked at a time.
    """
    template = folder / "prompts" / "test" / "plan_annotator" / "user.md"
    if not template.exists():
        template.parent.mkdir(parents=True)
        template.write_text(ANNOTATOR)
        template.with_name("refused.md").write_text("{{ reason }}")
    config = RunConfig(
        data=data or DataConfig(name="test", seed_trajectories=6, plan_retries=2),
        env=EnvConfig(name="sandbox", observation=ObservationConfig(style=style)),
        teacher=TeacherConfig(name="fake", concurrency=at_once),
        rollout=RolloutConfig(attempts=3),
    )

    def open_teacher(role: str) -> Teacher:
        model = teacher[role] if isinstance(teacher, Mapping) else teacher
        assert model is not None
        return Teacher(config.teacher, model)

    return DataContext(
        store=Store(folder / "store"),
        config=config,
        environment=environment,
        teacher=open_teacher,
        prompts=Prompts("test", folder / "prompts"),
    )
