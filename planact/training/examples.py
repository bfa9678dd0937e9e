"""From trajectories and grounded plans to SFT examples, through the prompts of inference."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from planact.config.schema import ReplanWhen
from planact.core.action import parse_action
from planact.core.plan import Plan
from planact.core.trajectory import Round, Trajectory
from planact.data.plan_pairs import FirstPages, PlanPair
from planact.llm.prompts import Prompts
from planact.training.dataset import Example
from planact.training.following import NO_REPLANS, Following
from planact.training.rendering import (
    example_of,
    executor_example,
    executor_reply,
    planner_example,
)

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
    thoughts: Thoughts | None = None,
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
        thoughts: For a planner that thinks first (4.2.2); a plan without one gives no example.
        stage: Name of the stage that made the plans, for the examples' ``meta``.
    """
    for trajectory in trajectories:
        made = replans.get(trajectory.task_id, ())
        if not made:
            continue
        previous, rounds = plans[trajectory.task_id], list[Round]()
        for number, plan in enumerate(made, start=1):
            # The planner's own reply of a round is the plan that it made in it.
            thought = _thought(thoughts, trajectory, "plan", number - 1) or {}
            said = {"reply": prompts.text("planner", "assistant", plan=previous, **thought)}
            rounds.append(trajectory.rounds[number - 1].model_copy(update=said))
            more = _thought(thoughts, trajectory, "plan", number)
            if more is not None:
                meta = _meta(trajectory, "planner", stage) | {"round": number}
                more |= {"previous": previous, "rounds": list(rounds)}
                yield planner_example(prompts, trajectory, plan, meta=meta, at=number, **more)
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
        yield example_of(messages, reply, meta)


def executor_examples(
    prompts: Prompts,
    trajectories: Iterable[Trajectory],
    plans: Mapping[int, Plan] | None,
    thoughts: Thoughts | None = None,
    *,
    stage: str,
    replans: Mapping[int, Sequence[Plan]] = NO_REPLANS,
    replan: ReplanWhen = ReplanWhen.never,
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
        replans: The plans after its first, second, ... round, by task id; as many as there are.
        replan: Which of these plans the executor gets to see.
    """
    for trajectory in trajectories:
        plan = None if plans is None else plans.get(trajectory.task_id)
        if plans is not None and plan is None:
            continue
        made = replans.get(trajectory.task_id, ())
        yield from _rounds(prompts, Following(trajectory, plan, made, replan), thoughts, stage)


def _rounds(
    prompts: Prompts, following: Following, thoughts: Thoughts | None, stage: str
) -> Iterator[Example]:
    """One example per round that holds an action, in order."""
    trajectory, role = following.trajectory, following.role
    past: list[Round] = []
    for index, round in enumerate(trajectory.rounds):
        following.go_on(past)
        if round.action is None:
            past.append(round)
            continue
        thought, plan = _thought(thoughts, trajectory, "action", index), following.plan
        request = following.request(index)
        more = {**(thought or {}), **({} if request is None else {"replan": request})}
        if thought is not None:
            meta, known = _meta(trajectory, "executor", stage), following.known(past)
            meta |= {"round": index}
            yield executor_example(
                prompts, trajectory, index, known, plan, meta=meta, role=role, **more
            )
        reply = executor_reply(prompts, role, round, plan, index, **more)
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


def _meta(trajectory: Trajectory, role: str, stage: str) -> dict[str, Any]:
    return {
        "role": role,
        "stage": stage,
        "task_id": trajectory.task_id,
        "sites": list(trajectory.sites),
    }
