"""Replans and thoughts of real demonstrations: none is refused, and all become examples."""

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
from planact.data.cot import cot_of
from planact.data.replans import replans_of
from planact.data.stages import make_dataset
from planact.data.teacher import make_teacher
from planact.envs.environment import make_environment
from planact.llm.prompts import Prompts
from planact.training.lessons import examples_of
from tests.data.parts import context

SEEDS = "seed_trajectories"
ENV = EnvConfig(name="sandbox", observation=ObservationConfig(style="compact"))


def test_every_round_is_replanned_and_every_action_thought_over(tmp_path: Path) -> None:
    data = DataConfig(name="test", seed_trajectories=4, concurrency=2)
    config = RunConfig(teacher=TeacherConfig(name="oracle"), env=ENV, data=data)
    made = replace(
        context(tmp_path, make_environment(ENV), data=data),
        teacher=lambda role: make_teacher(role, config),
        prompts=Prompts("compact"),
    )
    replans, thoughts = make_dataset(replans_of(SEEDS), made), make_dataset(cot_of(SEEDS), made)
    anew = make_dataset(cot_of(replans_of(SEEDS)), made)
    rounds = make_dataset(SEEDS, made).summary["rounds"]
    assert not any(one.summary["refused_answers"] for one in (replans, thoughts, anew))
    assert replans.summary["kept"] == anew.summary["kept"] == rounds - 4
    assert thoughts.summary["kept"] == rounds + 4
    learned = {
        name: {role: len(list(examples)) for role, examples in examples_of(name, made).items()}
        for name in (replans_of(SEEDS), cot_of(SEEDS), cot_of(replans_of(SEEDS)))
    }
    assert learned == {
        replans_of(SEEDS): {"planner": rounds - 4, "executor": rounds},
        cot_of(SEEDS): {"planner": 4, "executor": rounds},
        cot_of(replans_of(SEEDS)): {"planner": rounds - 4},
    }
