"""From episodes to the numbers of a cell: the content of ``results.json``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypedDict

from planact.config.models import model_name
from planact.config.schema import RunConfig
from planact.core.task import MULTIPLE, Task, site_group
from planact.core.trajectory import Episode, Usage
from planact.report.statistics import mean, wilson_interval
from planact.store.versions import git_commit, versions

ROLLOUT = "rollout"
"""The part of a run in which it browses."""


class Score(TypedDict):
    """A row of Figure 4; steps are actions taken, None where there is no such episode.

    ``n`` counts every task, those that ended in an error included: they count as failures.
    """

    success_rate: float
    n: int
    successes: int
    interval: list[float]
    steps: float | None
    steps_success: float | None
    steps_fail: float | None


class Tokens(TypedDict):
    """Tokens of all the calls of one role."""

    prompt: int
    completion: int


class Results(Score):
    """The content of ``results.json``: the overall `Score`, and what stands behind it.

    ``templates`` tells tasks of templates that training has, ``seen``, from ``unseen`` ones; it is
    empty where the benchmark makes no such difference.
    """

    sites: dict[str, Score]
    templates: dict[str, Score]
    statuses: dict[str, int]
    stop_reasons: dict[str, int]
    errors: list[dict[str, Any]]
    seconds: float
    parts: dict[str, float]
    tokens: dict[str, Tokens]
    benchmark: str
    planner: str
    executor: str
    model: str
    seed: int
    constrain: bool
    scorer: str
    judge: str
    versions: dict[str, str | None]
    git_commit: str | None


def score_run(
    episodes: Sequence[Episode],
    tasks: Sequence[Task],
    config: RunConfig,
    *,
    judge: str,
    seconds: float,
    parts: Mapping[str, float],
) -> Results:
    """The numbers of one cell.

    Args:
        episodes: One a task, those that ended in an error included.
        tasks: What they were about.
        config: The run's config, with the scorer the episodes were scored by.
        judge: Name of who judged answers in free words: a model, or ``strict``.
        seconds: Wall time of the whole run.
        parts: Wall seconds of its parts; without `ROLLOUT` where the store had the episodes.
    """
    return {
        **score(episodes),
        "sites": {
            site: score([e for e in episodes if site_group(e.sites) == site])
            for site in sorted(
                {site_group(e.sites) for e in episodes}, key=lambda s: (s == MULTIPLE, s)
            )
        },
        "templates": _by_template(episodes, tasks),
        "statuses": _counted([episode.status for episode in episodes]),
        "stop_reasons": _counted([episode.stop_reason for episode in episodes]),
        "errors": [
            {"task_id": episode.task_id, "error": episode.error}
            for episode in episodes
            if episode.status == "error"
        ],
        "seconds": round(seconds, 1),
        "parts": dict(parts),
        "tokens": {
            "planner": _tokens(made.usage for e in episodes for made in e.plans),
            "executor": _tokens(taken.usage for e in episodes for taken in e.rounds),
        },
        "benchmark": config.env.name,
        "planner": config.planner.name,
        "executor": config.executor.name,
        "model": model_name(config),
        "seed": config.seed,
        "constrain": config.serving.constrain,
        "scorer": config.env.scorer,
        "judge": judge,
        "versions": versions(),
        "git_commit": git_commit(),
    }


def score(episodes: Sequence[Episode]) -> Score:
    """Success rate with its 95 % interval, and average steps, of some episodes."""
    succeeded = [len(e.rounds) for e in episodes if e.score == 1]
    failed = [len(e.rounds) for e in episodes if e.score != 1]
    n = len(episodes)
    return {
        "success_rate": len(succeeded) / n if n else 0.0,
        "n": n,
        "successes": len(succeeded),
        "interval": list(wilson_interval(len(succeeded), n)),
        "steps": mean(succeeded + failed),
        "steps_success": mean(succeeded),
        "steps_fail": mean(failed),
    }


def _by_template(episodes: Sequence[Episode], tasks: Sequence[Task]) -> dict[str, Score]:
    names = {True: "seen", False: "unseen"}
    group = {task.task_id: names[task.seen] for task in tasks if task.seen is not None}
    return {
        name: score([e for e in episodes if group.get(e.task_id) == name])
        for name in names.values()
        if name in group.values()
    }


def _counted(values: Sequence[str]) -> dict[str, int]:
    return {value: values.count(value) for value in sorted(set(values))}


def _tokens(calls: Iterable[Usage]) -> Tokens:
    total = Usage.total(calls)
    return {"prompt": total.prompt_tokens, "completion": total.completion_tokens}


def summary_of(results: Results) -> dict[str, float]:
    """The results as flat numbers, for a run's summary: overall first, then by site."""
    low, high = results["interval"]
    flat: dict[str, float] = {
        "success_rate": results["success_rate"],
        "n": results["n"],
        "interval/low": low,
        "interval/high": high,
        "errors": len(results["errors"]),
        "constrain": results["constrain"],
        "seconds": results["seconds"],
    }
    if results["steps"] is not None:
        flat["steps"] = results["steps"]
    for role, tokens in results["tokens"].items():
        flat[f"tokens/{role}/prompt"] = tokens["prompt"]
        flat[f"tokens/{role}/completion"] = tokens["completion"]
    for name, row in results["templates"].items():
        flat[f"success_rate/{name}_templates"] = row["success_rate"]
    for site, row in results["sites"].items():
        flat[f"success_rate/{site}"] = row["success_rate"]
        flat[f"n/{site}"] = row["n"]
    return flat
