"""Both stages on the real sandbox: its sites, Chromium, the oracles, the real prompt."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from planact.config.schema import (
    DataConfig,
    EnvConfig,
    ObservationConfig,
    RunConfig,
    TeacherConfig,
)
from planact.core.trajectory import Trajectory
from planact.data.grounded_plans import GroundedPlan, plans_of
from planact.data.stage import read_dataset
from planact.data.stages import make_dataset
from planact.data.teacher import make_teacher
from planact.envs.environment import make_environment
from planact.llm.prompts import Prompts
from tests.data.parts import context

ENV = EnvConfig(name="sandbox", observation=ObservationConfig(style="compact"))


def test_demonstrations_are_recorded_and_annotated_with_their_scripts(tmp_path: Path) -> None:
    data = DataConfig(name="test", seed_trajectories=4, concurrency=2)
    config = RunConfig(teacher=TeacherConfig(name="oracle"), env=ENV)
    made = replace(
        context(tmp_path, make_environment(ENV), data=data),
        teacher=lambda role: make_teacher(role, config),
        prompts=Prompts("paper"),
    )
    plans = make_dataset(plans_of("seed_trajectories"), made)
    trajectories = make_dataset("seed_trajectories", made)
    assert trajectories.summary["refused"] == {}
    rows = read_dataset(trajectories, Trajectory)
    annotated = read_dataset(plans, GroundedPlan)
    assert len(rows) == 4
    assert [row.task_id for row in annotated] == [row.task_id for row in rows]
    for row, plan in zip(rows, annotated, strict=True):
        plan.plan().check_grounding(len(row.rounds))
        assert row.rounds[0].observation
        assert row.rounds[0].url.startswith("__")
        assert [taken.error for taken in row.rounds] == [None] * len(row.rounds)
