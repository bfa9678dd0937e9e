"""The tasks on which a planner failed (4.3)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from planact.core.task import site_group
from planact.core.trajectory import Episode


@dataclass(frozen=True)
class Failure:
    """An episode that did not fulfill its task.

    Attributes:
        task_id: The task.
        group: The group of sites that it counts in.
        intent: Its instruction.
        plan: The plan that the planner began with; None where it made none.
        actions: What was done, round after round.
        end: How the episode ended.
    """

    task_id: int
    group: str
    intent: str
    plan: str | None
    actions: tuple[str, ...]
    end: str


def failures(episodes: Iterable[Episode]) -> list[Failure]:
    """The failures among the episodes, in their order; faults of the environment are none."""
    return [
        Failure(
            task_id=episode.task_id,
            group=site_group(episode.sites),
            intent=episode.intent,
            plan=next((plan.text for plan in episode.plans if plan.error is None), None),
            actions=tuple(taken.action or "(no action)" for taken in episode.rounds),
            end=_end(episode),
        )
        for episode in episodes
        if episode.status != "error" and episode.score < 1
    ]


def _end(episode: Episode) -> str:
    if episode.status == "failed":
        return f"The agent failed: {episode.error}"
    if episode.stop_reason == "exit":
        answer = "no answer" if episode.answer is None else f"the answer '{episode.answer}'"
        return f"The agent ended it with {answer}, which was not what was asked for."
    return f"It was stopped by the limit on {episode.stop_reason}."
