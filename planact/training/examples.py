"""From trajectories and grounded plans to SFT examples, through the prompts of inference."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from planact.core.action import parse_action
from planact.core.plan import Plan
from planact.core.trajectory import Round, Trajectory
from planact.data.plan_pairs import FirstPages, PlanPair
from planact.llm.chat import Message
from planact.llm.prompts import Prompts
from planact.training.dataset import Example, Turn

Thoughts = Mapping[tuple[int, str, int], str]
"""Thoughts by task id, what they precede (``plan`` or ``action``), and round."""


def planner_examples(
    prompts: Prompts,
    trajectories: Iterable[Trajectory],
    plans: Mapping[int, Plan],
    thoughts: Thoughts | None = None,
    *,
    stage: str,
) -> Iterator[Example]:
    """The PLANNER's examples: a task and its first page in, the trajectory's plan out (4.2).

    Args:
        prompts: The wording.
        trajectories: Successful trajectories.
        plans: The plan of each, by task id; a trajectory without one gives no example.
        thoughts: For a planner that thinks first (4.2.2); a plan without one gives no example.
        stage: Name of the stage that made the plans, for the examples' ``meta``.
    """
    for trajectory in trajectories:
        plan = plans.get(trajectory.task_id)
        thought = _thought(thoughts, trajectory, "plan", 0)
        if plan is None or thought is None:
            continue
        meta = _meta(trajectory, "planner", stage)
        yield planner_example(prompts, trajectory, plan, meta=meta, **thought)


def replanner_examples(
    prompts: Prompts,
    trajectories: Iterable[Trajectory],
    plans: Mapping[int, Plan],
    replans: Mapping[int, Sequence[Plan]],
    *,
    stage: str,
) -> Iterator[Example]:
    """The PLANNER's examples of planning anew: the rounds so far and a page in, what is left out.

    Each is the prompt of a planner that has made its own plans so far (4.2.1, A.10).

    Args:
        prompts: The wording.
        trajectories: Successful trajectories.
        plans: The first plan of each, by task id.
        replans: The plans after its first, second, ... round, by task id; as many as there are.
        stage: Name of the stage that made the plans, for the examples' ``meta``.
    """
    for trajectory in trajectories:
        made = [*replans.get(trajectory.task_id, ())]
        if not made:
            continue
        previous, rounds = plans[trajectory.task_id], list[Round]()
        for number, plan in enumerate(made, start=1):
            # The planner's own reply of a round is the plan that it made in it.
            said = {"reply": prompts.text("planner", "assistant", plan=previous)}
            rounds.append(trajectory.rounds[number - 1].model_copy(update=said))
            yield planner_example(
                prompts,
                trajectory,
                plan,
                meta=_meta(trajectory, "planner", stage) | {"round": number},
                at=number,
                previous=previous,
                rounds=list(rounds),
            )
            previous = plan


def planner_pair_examples(
    prompts: Prompts, pairs: Iterable[PlanPair], pages: FirstPages, *, stage: str
) -> Iterator[Example]:
    """The PLANNER's examples of new pairs: a query and its first page in, the plan out (4.3).

    Args:
        prompts: The wording.
        pairs: The pairs.
        pages: The first page of every trajectory that they begin on.
        stage: Name of the stage that made them, for the examples' ``meta``.
    """
    for pair in pairs:
        messages = prompts.messages("planner", intent=pair.intent, observation=pages[pair.page])
        reply = prompts.text("planner", "assistant", plan=pair.plan())
        meta = {"role": "planner", "stage": stage, "pair": pair.number, "sites": list(pair.sites)}
        yield _example(messages, reply, meta)


def executor_examples(
    prompts: Prompts,
    trajectories: Iterable[Trajectory],
    plans: Mapping[int, Plan] | None,
    thoughts: Thoughts | None = None,
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
        thoughts: For an executor that thinks first (4.2.2); an action without one gives no example.
        stage: Name of the stage that recorded the trajectories, for the examples' ``meta``.
    """
    for trajectory in trajectories:
        plan = None if plans is None else plans.get(trajectory.task_id)
        if plans is not None and plan is None:
            continue
        yield from _rounds(prompts, trajectory, plan, thoughts, stage)


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
    prompts: Prompts,
    trajectory: Trajectory,
    plan: Plan | None,
    thoughts: Thoughts | None,
    stage: str,
) -> Iterator[Example]:
    """One example per round that holds an action, in order."""
    past: list[Round] = []
    for index, round in enumerate(trajectory.rounds):
        if round.action is None:
            past.append(round)
            continue
        thought = _thought(thoughts, trajectory, "action", index)
        if thought is not None:
            meta = _meta(trajectory, "executor", stage) | {"round": index}
            yield executor_example(prompts, trajectory, index, past, plan, meta=meta, **thought)
        reply = _reply(prompts, round, plan, index, **(thought or {}))
        said = {"reply": reply, "step": parse_action(reply).step}
        past.append(round.model_copy(update=said))


def _thought(
    thoughts: Thoughts | None, trajectory: Trajectory, before: str, number: int
) -> dict[str, Any] | None:
    """What the templates are told of a thought; None where one is wanted and there is none."""
    if thoughts is None:
        return {}
    text = thoughts.get((trajectory.task_id, before, number))
    return None if text is None else {"thought": text}


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
    return plan.step_of(action) if plan else None


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
