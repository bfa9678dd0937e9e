"""The agent that a config describes, whatever its models are."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TypeVar

from planact.agent.agent import Agent, PlanMaker
from planact.agent.executor import Executor
from planact.agent.known_plan import KnownPlan
from planact.agent.planner import Planner
from planact.agent.replanning import POLICIES, executor_role
from planact.agent.replies import Replies
from planact.config.models import reply_length
from planact.config.schema import PlanSource, RunConfig
from planact.core.plan import Plan
from planact.llm.chat import ChatModel
from planact.llm.prompts import Prompts

P = TypeVar("P", Planner, Executor)


def agent_maker(
    config: RunConfig,
    prompts: Prompts,
    chat: Callable[[str], ChatModel],
    known: Mapping[int, Plan],
) -> Callable[[int], Agent]:
    """What makes the config's agent for an episode of the task with a number.

    Args:
        config: Who plans and acts.
        prompts: The wording.
        chat: The model of a role, ``planner`` or ``executor``.
        known: The plans by task, where no planner makes them.

    Raises:
        UserError: The replies cannot be constrained in the prompt style.
    """
    wording, replanning = executor_role(config.planner.replan), POLICIES[config.planner.replan]
    replies = Replies(prompts, wording) if config.serving.constrain else None

    def part(made_of: type[P], role: str) -> P:
        length, temperature = reply_length(role, config), config.serving.temperature
        return made_of(chat(role), prompts, length, temperature, thinks=config.planner.thoughts)

    def plan_maker(task_id: int) -> PlanMaker | None:
        match config.planner.plans:
            case PlanSource.model:
                return part(Planner, "planner")
            case PlanSource.oracle:
                return KnownPlan(known[task_id])
            case PlanSource.none:
                return None

    def new_agent(task_id: int) -> Agent:
        acting = replace(part(Executor, "executor"), role=wording, replies=replies)
        return Agent(acting, plan_maker(task_id), replanning)

    return new_agent
