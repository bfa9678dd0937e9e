"""One SFT example: the prompt of inference, and what the model should reply to it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from planact.core.action import parse_action
from planact.core.plan import Plan
from planact.core.trajectory import Round, Trajectory
from planact.llm.chat import Message
from planact.llm.prompts import Prompts
from planact.training.dataset import Example, Turn


def planner_example(
    prompts: Prompts,
    trajectory: Trajectory,
    plan: Plan,
    *,
    meta: dict[str, Any],
    at: int = 0,
    **more: Any,
) -> Example:
    """The plan to be made on the page of one round.

    Args:
        prompts: The wording.
        trajectory: The trajectory.
        plan: The plan.
        meta: Where the example comes from.
        at: The round, counted from 0.
        **more: What else the templates mention.
    """
    page = trajectory.rounds[at].observation
    messages = prompts.messages("planner", intent=trajectory.intent, observation=page, **more)
    return example_of(messages, prompts.text("planner", "assistant", plan=plan, **more), meta)


def executor_example(
    prompts: Prompts,
    trajectory: Trajectory,
    index: int,
    past: Sequence[Round],
    plan: Plan | None,
    *,
    meta: dict[str, Any],
    role: str = "executor",
    **more: Any,
) -> Example:
    """The action of one round.

    Args:
        prompts: The wording.
        trajectory: The trajectory.
        index: The round, counted from 0; it holds an action.
        past: The rounds before it, with the replies that a model would have given.
        plan: A plan grounded in the trajectory, or None.
        meta: Where the example comes from.
        role: Whose templates word the prompt.
        **more: What else the templates mention.
    """
    round = trajectory.rounds[index]
    messages = prompts.messages(
        role,
        intent=trajectory.intent,
        plan=plan,
        rounds=list(past),
        observation=round.observation,
        error=past[-1].error if past else None,
        **more,
    )
    return example_of(messages, executor_reply(prompts, role, round, plan, index, **more), meta)


def executor_reply(
    prompts: Prompts, role: str, round: Round, plan: Plan | None, index: int, **more: Any
) -> str:
    """What the model should say in this round."""
    number = step_number(plan, index)
    return prompts.text(
        role,
        "assistant",
        action=parse_action(round.reply),
        round=round,
        label=round.element,
        step=plan.steps[number - 1] if plan and number else None,
        step_number=number,
        **more,
    )


def step_number(plan: Plan | None, action: int) -> int | None:
    """Which step of a grounded plan covers the action, counted from 1."""
    return plan.step_of(action) if plan else None


def example_of(messages: list[Message], reply: str, meta: dict[str, Any]) -> Example:
    """The conversation with its reply."""
    turns: list[Message] = [*messages, {"role": "assistant", "content": reply}]
    return Example(messages=tuple(Turn(**turn) for turn in turns), meta=meta)
