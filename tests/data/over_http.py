"""The stage `grounded_plans` with its teacher at a real HTTP server on loopback."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from planact.config.schema import DataConfig, TeacherConfig, TeacherKind
from planact.data.budget import Budget
from planact.data.grounded_plans import plans_of
from planact.data.stage import DataContext
from planact.data.stages import make_dataset
from planact.data.teacher import make_teacher
from planact.store import Artifact
from tests.data.parts import FakeEnvironment, context, task
from tests.llm.chat_server import MODEL

STAGE = plans_of("seed_trajectories")

GOOD = """## Step 1
Reasoning: The reports are one click away.
Description: # Element: Reports do(action="Click", element="7")
Step: Open the reports
Actions: [0]

## Step 2
Reasoning: The price is shown.
Description: exit(message="$12")
Step: Read the price and return it
Actions: [1]"""


def over_http(folder: Path, url: str, tasks: int = 1, **changes: Any) -> DataContext:
    """A context whose teacher is at the URL; ``changes`` are of the teacher's config."""
    settings: dict[str, Any] = {"timeout": 5.0, "concurrency": 8, **changes}
    environment = FakeEnvironment([task(number) for number in range(tasks)])
    data = DataConfig(name="test", seed_trajectories=tasks, plan_retries=2)
    made = context(folder, environment, data=data)
    made.config.teacher = TeacherConfig(
        name=MODEL, kind=TeacherKind.endpoint, base_url=url, **settings
    )
    return replace(
        made,
        teacher=lambda role: make_teacher(role, made.config),
        budget=Budget(made.config.teacher.max_cost),
    )


def annotate(given: DataContext) -> Artifact:
    """The stage's dataset."""
    return make_dataset(STAGE, given)


def question_of(asked: dict[str, Any]) -> str:
    """The intent that a request is about."""
    prompt: str = asked["messages"][0]["content"]
    return prompt.split("\n")[1]
