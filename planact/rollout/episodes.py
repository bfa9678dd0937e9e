"""A cell's episodes as an artifact of the store: made once, continued where a run was killed."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from planact.agent.replanning import executor_role
from planact.config.models import asked_roles, reply_length
from planact.config.schema import (
    JudgeKind,
    ModelConfig,
    PlanSource,
    ReplanWhen,
    RunConfig,
)
from planact.core.errors import UserError
from planact.core.plan import Plan
from planact.core.task import Task
from planact.core.trajectory import Episode
from planact.llm.identity import model_identity
from planact.llm.prompts import Prompts
from planact.rollout.screenshots import share_screenshots
from planact.store import Artifact, Key, Store, read_all

EPISODES = "episodes.jsonl"

VERSION = 4
"""Raised when the same agent on the same task would give another episode."""

Browse = Callable[[Path], list[Episode]]


class _Unfinished(Exception):
    """Some episodes ended in an error; the others stay in the journal."""

    def __init__(self, episodes: list[Episode], folder: Path) -> None:
        super().__init__()
        self.episodes = episodes
        self.folder = folder


def make_episodes(store: Store, name: str, key: Key, browse: Browse, run: Path) -> list[Episode]:
    """The episodes with this key, from the store or by ``browse``.

    Episodes that ended in an error keep the artifact unfinished: they are returned with the others
    and tried again the next time.

    Args:
        store: Where episodes lie.
        name: The cell, for people.
        key: See `episodes_key`.
        browse: Runs what the journal at the path it is given does not hold, and returns all.
        run: The run's folder, which shares the screenshots, if there are any.

    Raises:
        UserError: The store cannot be written or a journal's line is corrupt.
    """

    try:
        artifact = _made(store, name, key, browse)
    except _Unfinished as unfinished:
        share_screenshots(unfinished.folder, run)
        return unfinished.episodes
    share_screenshots(artifact.folder, run)
    return read_episodes(artifact)


def finished_episodes(store: Store, name: str, key: Key, browse: Browse) -> Artifact:
    """The artifact of these episodes, for whoever makes something of them.

    Args:
        store: As for `make_episodes`.
        name: Likewise.
        key: Likewise.
        browse: Likewise.

    Raises:
        UserError: As of `make_episodes`, or some episodes ended in an error.
    """
    try:
        return _made(store, name, key, browse)
    except _Unfinished as unfinished:
        errors = [episode for episode in unfinished.episodes if episode.status == "error"]
        raise UserError(
            f"{len(errors)} of {len(unfinished.episodes)} episodes of {name} ended in an error "
            f"(task {errors[0].task_id}: {errors[0].error}); run the same command again to go on"
        ) from None


def read_episodes(artifact: Artifact) -> list[Episode]:
    """The episodes of an artifact.

    Raises:
        UserError: A line is corrupt, or rows are missing; the text names the file.
    """
    return read_all(artifact, EPISODES, Episode, artifact.summary["episodes"])


def _made(store: Store, name: str, key: Key, browse: Browse) -> Artifact:
    def make(folder: Path) -> dict[str, Any]:
        episodes = browse(folder / EPISODES)
        if any(episode.status == "error" for episode in episodes):
            raise _Unfinished(episodes, folder)
        return {"episodes": len(episodes), "solved": sum(e.score == 1 for e in episodes)}

    return store.get_or_make("episodes", name, key, make)


def episodes_key(
    config: RunConfig,
    tasks: Sequence[Task],
    prompts: Prompts,
    planner: Artifact | None,
    executor: Artifact | None,
    known: Mapping[int, Plan] | None = None,
) -> Key:
    """Everything that decides what the episodes are, and nothing else.

    How many run at a time, how they are served and tracked, and who made the data that the
    checkpoints already stand for, do not count.

    Args:
        config: The run's config.
        tasks: The run's tasks.
        prompts: The wording.
        planner: The planner's checkpoint; None for the model as it is.
        executor: The executor's checkpoint; None for the model as it is.
        known: The plans by task, where no planner makes them.
    """
    env, limits = config.env, config.rollout
    plans = config.planner.plans
    roles = ["planner", "executor"] if plans is PlanSource.model else ["executor"]
    if (acting := executor_role(config.planner.replan)) not in roles:
        roles.append(acting)
    judge = config.judge
    if judge.kind is JudgeKind.endpoint:
        roles.append("judge")
    return Key(
        config={
            "env": {"name": env.name, "seed": env.seed, "scorer": env.scorer},
            "judge": [str(judge.kind), judge.model, judge.base_url, judge.temperature],
            "observation": [env.observation.style, env.observation.max_chars],
            "viewport": [env.browser.width, env.browser.height],
            "settle": [env.browser.quiet_ms, env.browser.settle_seconds],
            "tasks": _sha(task.model_dump_json() for task in tasks),
            "plans": _sha(plan.render() for plan in known.values()) if known else str(plans),
            "limits": [limits.max_rounds, limits.max_unparseable, limits.max_repeats],
            **_models(config),
            "temperature": config.serving.temperature,
            "constrain": config.serving.constrain,
            "seed": config.seed,
            **_manner(config),
            "checkpoints": {
                "planner": planner.fingerprint if planner else None,
                "executor": executor.fingerprint if executor else None,
            },
        },
        inputs=tuple(artifact for artifact in (planner, executor) if artifact),
        prompts={role: prompts.sha(role) for role in roles},
        version=VERSION,
    )


def _manner(config: RunConfig) -> dict[str, Any]:
    """How plans and actions come about, and what is kept of them, where it is not the plain way."""
    found: dict[str, Any] = {}
    if config.planner.replan is not ReplanWhen.never:
        found["replan"] = str(config.planner.replan)
    if config.planner.thoughts:
        found["thoughts"] = [reply_length(role, config) for role in asked_roles(config)]
    if config.rollout.screenshots:
        found["screenshots"] = True
    return found


def _models(config: RunConfig) -> dict[str, Any]:
    """The models that are asked; a role's own stands beside that of both."""
    found = _model(config.model)
    if own := {
        role: model for role in asked_roles(config) if (model := getattr(config.model, role))
    }:
        found["own"] = {role: _model(model) for role, model in own.items()}
    return found


def _model(model: ModelConfig) -> dict[str, Any]:
    return {"model": model_identity(model), "length": [model.context, model.max_tokens]}


def _sha(texts: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()
