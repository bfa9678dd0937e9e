"""New queries on the real sandbox: its sites, Chromium, an oracle that errs, the real prompts."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from planact.config.schema import (
    DataConfig,
    EnvConfig,
    JudgeConfig,
    ObservationConfig,
    ObservationStyle,
)
from planact.core.trajectory import Trajectory
from planact.data.gathering import Failure
from planact.data.grounded_plans import GroundedPlan, plans_of
from planact.data.stage import DataContext, read_dataset
from planact.data.stages import make_dataset
from planact.data.synthetic_trajectories import FAILURES
from planact.data.teacher import make_teacher
from planact.envs.environment import make_environment
from planact.llm.prompts import Prompts
from planact.sandbox.pool import pool
from planact.store import read_jsonl
from tests.data.parts import context

ENV = EnvConfig(name="sandbox", observation=ObservationConfig(style=ObservationStyle.compact))
WANTED = 3


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One store for all, so that the seeds are demonstrated once."""
    return tmp_path_factory.mktemp("sandbox")


def on_the_sandbox(folder: Path, mistakes: float) -> DataContext:
    data = DataConfig(
        name="test",
        seed_trajectories=6,
        synthetic_trajectories=WANTED,
        concurrency=2,
        mistakes=mistakes,
    )
    made = context(folder, make_environment(ENV), data=data)
    config = replace(made.config, env=ENV, judge=JudgeConfig(name="strict"))
    config.teacher.name = "oracle"
    return replace(
        made, config=config, teacher=partial(make_teacher, config=config), prompts=Prompts("paper")
    )


def test_trajectories_of_new_queries_are_kept_judged_and_annotated(folder: Path) -> None:
    given = on_the_sandbox(folder, mistakes=0.25)
    plans = make_dataset(plans_of("synthetic_trajectories"), given)
    artifact = make_dataset("synthetic_trajectories", given)
    seeds = read_dataset(make_dataset("seed_trajectories", given), Trajectory)
    rows = read_dataset(artifact, Trajectory)
    failed = read_jsonl(artifact.folder / FAILURES, Failure)

    assert len({row.intent for row in rows}) == WANTED
    assert not {row.intent for row in rows} & {seed.intent for seed in seeds}
    assert all(pool(0).find(row.intent) for row in rows)
    assert failed, "a quarter of the actions went wrong, and nobody failed"
    assert {failure.reason for failure in failed} == {"scored 0"}
    agreement = artifact.summary["orm"]
    assert agreement["compared"] == len(rows) + len(failed)
    assert agreement["accuracy"] >= 0.5
    for row, plan in zip(rows, read_dataset(plans, GroundedPlan), strict=True):
        plan.plan().check_grounding(len(row.rounds))


def test_an_oracle_that_makes_no_mistakes_fails_nowhere(folder: Path) -> None:
    artifact = make_dataset("synthetic_trajectories", on_the_sandbox(folder, mistakes=0.0))
    assert artifact.summary["failed"] == {}
    assert artifact.summary["demonstrated"] == WANTED
    assert artifact.summary["orm"]["accuracy"] == 1.0
