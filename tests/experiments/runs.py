"""Finished runs for the tests, written by the writers that a real run uses."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from omegaconf import OmegaConf

from planact.config.compose import compose_config
from planact.config.schema import ExecutorConfig, PlannerConfig, RunConfig
from planact.core.trajectory import Episode, PlanMade, Usage
from planact.report.finished import CONFIG, EPISODES, RESULTS
from planact.report.results import score_run
from planact.store import write_jsonl
from planact.store.disk import write_durably
from planact.store.masking import masked
from tests.report.episodes import episode, task

SITES = ("shopping", "reddit", "gitlab", "map", "shopping_admin")


def episodes(
    solved: Sequence[bool], *, planner_calls: int = 1, errors: Sequence[int] = ()
) -> list[Episode]:
    """An episode a task, numbered from 0, over all sites in turn; longer where it failed."""
    plan = PlanMade(
        round=0,
        text="## Step 1",
        prompt_sha="0123456789ab",
        usage=Usage(prompt_tokens=100, completion_tokens=20),
    )
    return [
        episode(
            number,
            sites=(SITES[number % len(SITES)],),
            score=None if number in errors else float(succeeded),
            rounds=3 if succeeded else 6,
            status="error" if number in errors else "done",
        ).model_copy(update={"plans": (plan,) * planner_calls})
        for number, succeeded in enumerate(solved)
    ]


def write_run(
    outputs: Path,
    planner: str,
    executor: str,
    solved: Sequence[bool],
    *,
    seed: int = 0,
    stamp: str = "2026-11-21_10-00-00-00000000",
    overrides: Sequence[str] = (),
    planner_calls: int = 1,
    errors: Sequence[int] = (),
    age: float = 0.0,
) -> Path:
    """A finished run's folder, as ``run.py planner=... executor=... seed=...`` leaves it.

    Args:
        outputs: The folder of all outputs.
        planner: Name of the planner, whether or not there is such an option.
        executor: Likewise.
        solved: By task, whether it was solved; every third task is of an unseen template.
        seed: The run's seed.
        stamp: The run's part of its folder's name.
        overrides: What its command line changes else.
        planner_calls: Plans of each episode.
        errors: Tasks that ended in an error.
        age: Seconds since it was finished.
    """
    config = replace(
        _config(tuple(overrides)),
        planner=PlannerConfig(name=planner),
        executor=ExecutorConfig(name=executor),
        seed=seed,
    )
    folder = outputs / "runs" / config.env.name / f"{planner}__{executor}" / f"{stamp}-{seed}"
    (folder / ".hydra").mkdir(parents=True)
    ran = episodes(solved, planner_calls=planner_calls, errors=errors)
    tasks = [task(each.task_id, seen=each.task_id % 3 != 0) for each in ran]
    results = score_run(ran, tasks, config, judge="strict", seconds=1.0, parts={})
    plain: Any = OmegaConf.to_container(OmegaConf.structured(config))
    write_durably(folder / CONFIG, OmegaConf.to_yaml(masked(plain)))
    write_jsonl(folder / EPISODES, ran)
    write_durably(folder / RESULTS, json.dumps(results))
    given = [f"planner={planner}", f"executor={executor}", f"seed={seed}", *overrides]
    (folder / ".hydra/overrides.yaml").write_text(OmegaConf.to_yaml(OmegaConf.create(given)))
    written = (folder / RESULTS).stat().st_mtime - age
    os.utime(folder / RESULTS, (written, written))
    return folder


def write_sweep(folder: Path, cells: Sequence[Mapping[str, Any]]) -> Path:
    """A sweep's folder with its ``sweep.json``."""
    folder.mkdir(parents=True)
    (folder / "sweep.json").write_text(json.dumps({"command": "run.py -m", "cells": list(cells)}))
    return folder


def first(count: int, n: int = 30) -> list[bool]:
    """The first tasks solved, the others not."""
    return [number < count for number in range(n)]


@cache
def _config(overrides: tuple[str, ...]) -> RunConfig:
    return compose_config(["tracking=none", *overrides])
