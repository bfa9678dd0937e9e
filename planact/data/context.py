"""What the stages work with, put together from a run's config."""

from __future__ import annotations

from pathlib import Path

from planact.config.schema import RunConfig
from planact.data.budget import Budget
from planact.data.stage import DataContext
from planact.data.teacher import make_teacher
from planact.envs.environment import make_environment
from planact.envs.judges import Judge, make_judge
from planact.llm.prompts import config_prompts
from planact.store import Store


def config_judge(config: RunConfig) -> Judge:
    """The judge that the config names."""
    outputs = Path(config.outputs).resolve()
    return make_judge(config.judge, config.serving, config_prompts(config), outputs)


def make_context(config: RunConfig, judge: Judge) -> DataContext:
    """The stages' context; nothing is started or asked.

    Raises:
        UserError: The config names a benchmark or a wording that is not there.
    """
    return DataContext(
        store=Store(Path(config.outputs).resolve() / "store"),
        config=config,
        environment=make_environment(config.env, judge),
        teacher=lambda role: make_teacher(role, config),
        prompts=config_prompts(config),
        budget=Budget(config.teacher.max_cost),
    )
