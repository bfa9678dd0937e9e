"""From trajectories and grounded plans to SFT examples, through the prompts of inference."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from planact.core.action import parse_action
from planact.core.plan import Plan
from planact.core.trajectory import Round, Trajectory
from planact.llm.chat import Message
from planact.llm.prompts import Prompts
from planact.training.dataset import Example, Turn


def planner_examples(
    prompts: Prompts,
    trajectories: Iterable[Trajectory],
    plans: Mapping[int, Plan],
    *,
    stage: str,
) -> Iterator[Example]:
    """The PLANNER's examples: a task and its first page in, the trajectory's plan out (4.2).

    Args:
        prompts: The wording.
        trajectories: Successful trajectories.
        plans: The plan of each, by task id; a trajectory without one gives no example.
        stage: Name of the stage that made the plans, for the examples' ``meta``.
    """
    for trajectory in trajectories:
        plan = plans.get(trajectory.task_id)
        if plan is None:
            continue
        yield planner_example(prompts, trajectory, plan, meta=_meta(trajectory, "planner", stage))


def executor_examples(
    prompts: Prompts,
    trajectories: Iterable[Trajectory],
    plans: Mapping[int, Plan] | None,
    *,
    stage: str,
) -> Iterator[Example]:
    """The EXECUTOR's examples: plan, past rounds and the current page in, the action out (4.1).

    Past rounds carry the replies that the model itself learns to give, as they will at inference.

    Args:
        prompts: The wording.
        trajectories: Successful trajectories.
        plans: The grounded plan of each, by task id; a trajectory without one gives no examples.
            None for examples without plans, ReAct-style.
        stage: Name of the stage that recorded the trajectories, for the examples' ``meta``.
    """
    for trajectory in trajectories:
        plan = None if plans is None else plans.get(trajectory.task_id)
        if plans is not None and plan is None:
            continue
        yield from _rounds(prompts, trajectory, plan, stage)


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
    return _example(messages, prompts.text("planner", "assistant", plan=plan, **more), meta)


def executor_example(
    prompts: Prompts,
    trajectory: Trajectory,
    index: int,
    past: Sequence[Round],
    plan: Plan | None,
    *,
    meta: dict[str, Any],
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
        **more: What else the templates mention.
    """
    round = trajectory.rounds[index]
    messages = prompts.messages(
        "executor",
        intent=trajectory.intent,
        plan=plan,
        rounds=list(past),
        observation=round.observation,
        error=past[-1].error if past else None,
        **more,
    )
    return _example(messages, _reply(prompts, round, plan, index, **more), meta)


def _rounds(
    prompts: Prompts, trajectory: Trajectory, plan: Plan | None, stage: str
) -> Iterator[Example]:
    """One example per round that holds an action, in order."""
    past: list[Round] = []
    for index, round in enumerate(trajectory.rounds):
        if round.action is None:
            past.append(round)
            continue
        meta = _meta(trajectory, "executor", stage) | {"round": index}
        example = executor_example(prompts, trajectory, index, past, plan, meta=meta)
        yield example
        reply = example.messages[-1].content
        said = {"reply": reply, "step": parse_action(reply).step}
        past.append(round.model_copy(update=said))


def _reply(prompts: Prompts, round: Round, plan: Plan | None, index: int, **more: Any) -> str:
    """What the model should say in this round."""
    number = step_number(plan, index)
    return prompts.text(
        "executor",
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
    for number, step in enumerate(plan.steps if plan else (), start=1):
        if step.actions and action in step.actions:
            return number
    return None


def _example(messages: list[Message], reply: str, meta: dict[str, Any]) -> Example:
    turns: list[Message] = [*messages, {"role": "assistant", "content": reply}]
    return Example(messages=tuple(Turn(**turn) for turn in turns), meta=meta)


def _meta(trajectory: Trajectory, role: str, stage: str) -> dict[str, Any]:
    return {
        "role": role,
        "stage": stage,
        "task_id": trajectory.task_id,
        "sites": list(trajectory.sites),
    }
