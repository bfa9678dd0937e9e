"""Finished runs for the tests of what is done with them afterwards."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from omegaconf import OmegaConf

from planact.config.compose import compose_config
from planact.core.task import Task
from planact.core.trajectory import Episode, Evaluation, Evidence, PageContent
from planact.data.context import config_judge, make_context
from planact.envs.evidence import task_sha
from planact.report.provenance import write_provenance
from planact.report.results import score_run
from planact.rollout.episodes import episodes_key
from planact.store import Artifact, Key
from planact.store.jsonl import write_jsonl
from tests.report.episodes import episode, task


def asks(number: int, *kinds: str, **given: Any) -> Task:
    """A task that is scored by these evaluators."""
    return task(number, eval={"eval_types": kinds, **given})


def left(
    item: Task,
    answer: str | None = None,
    urls: Sequence[str] = ("__SHOPPING__/",),
    pages: Sequence[PageContent] = (),
    score: float = 0.0,
) -> Episode:
    """The episode that left this evidence and was scored so under ``vab``."""
    evidence = Evidence(
        task_sha=task_sha(item),
        answer=answer,
        reply=f"exit(message={answer!r})",
        urls=tuple(urls),
        pages=tuple(pages),
    )
    evaluation = Evaluation(score=score, scorer="vab", evidence=evidence)
    return episode(item.task_id).model_copy(update={"evaluation": evaluation})


def finish(
    outputs: Path,
    tasks: Sequence[Task],
    episodes: Sequence[Episode],
    *overrides: str,
    name: str = "now",
) -> Path:
    """A run as a cell leaves it, with models that were trained on a dataset in the store."""
    config = compose_config(["planner=base", "executor=base", f"outputs={outputs}", *overrides])
    cell = f"{config.planner.name}__{config.executor.name}"
    run = outputs / "runs" / "sandbox" / cell / name
    run.mkdir(parents=True)
    (run / "config.yaml").write_text(OmegaConf.to_yaml(OmegaConf.structured(config)))
    write_jsonl(run / "episodes.jsonl", episodes)
    context = make_context(config, judge := config_judge(config))

    def made(kind: str, name: str, inputs: tuple[Artifact, ...] = ()) -> Artifact:
        prompts = {"planner": context.prompts.sha("planner")}
        trainer = {"learning_rate": config.trainer.learning_rate}
        key = Key({"seed": config.seed, "trainer": trainer}, inputs, prompts)
        return context.store.get_or_make(kind, name, key, lambda folder: {})

    dataset = made("datasets", "seed_trajectories")
    planner = made("checkpoints", "planner", (dataset,))
    key = episodes_key(config, tasks, context.prompts, planner, None)
    write_provenance(run, context, cell, key)
    results: Mapping[str, Any] = score_run(
        episodes, tasks, config, judge=judge.name, seconds=12.5, parts={"rollout": 12.0}
    )
    (run / "results.json").write_text(json.dumps(results))
    return run
