"""Which datasets train which model, row by row, and which rows share a model."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from planact.config.compose import compose_config
from planact.data.stage import DataContext
from planact.llm.prompts import Prompts
from planact.store import NotMade
from planact.training.checkpoint import ROLES, Role, dataset_names, make_checkpoint
from tests.data.pair_parts import dataset
from tests.data.parts import FakeEnvironment, context

SEEDS, SYNTHETIC = "seed_trajectories", "synthetic_trajectories"
PAIRS = ["plan_expansion", "targeted_plans"]


def context_of(folder: Path, *overrides: str) -> DataContext:
    plain = context(folder, FakeEnvironment([]))
    return replace(plain, config=compose_config(overrides), prompts=Prompts("compact"))


def of_both(stage: str) -> list[str]:
    return [stage.format(SEEDS), stage.format(SYNTHETIC)]


def model(role: Role, folder: Path, *overrides: str) -> str:
    """Which checkpoint the role takes; it is looked for where there is none."""
    made = context_of(folder, *overrides)
    inputs = {name: dataset(made.store, name, []) for name in dataset_names(role, made)}
    with made.store.looking(), pytest.raises(NotMade) as missing:
        make_checkpoint(role, made, inputs, lambda metrics: None)
    return str(missing.value)


@pytest.mark.parametrize(
    ("planner", "planning", "acting"),
    [
        ("none", [], []),
        ("base", [], of_both("grounded_plans_of_{}")),
        (
            "+targeted",
            [SEEDS, SYNTHETIC, *of_both("grounded_plans_of_{}"), *PAIRS],
            of_both("grounded_plans_of_{}"),
        ),
        (
            "+replanning",
            [
                *(SEEDS, SYNTHETIC),
                *of_both("grounded_plans_of_{}"),
                *of_both("replans_of_{}"),
                *PAIRS,
            ],
            [*of_both("grounded_plans_of_{}"), *of_both("replans_of_{}")],
        ),
        (
            "+cot",
            [
                *(SEEDS, SYNTHETIC),
                *of_both("grounded_plans_of_{}"),
                *of_both("replans_of_{}"),
                *of_both("cot_of_{}"),
                *of_both("cot_of_replans_of_{}"),
                *PAIRS,
            ],
            [
                *of_both("grounded_plans_of_{}"),
                *of_both("replans_of_{}"),
                *of_both("cot_of_{}"),
            ],
        ),
    ],
)
def test_a_row_says_which_datasets_train_its_models(
    tmp_path: Path, planner: str, planning: list[str], acting: list[str]
) -> None:
    made = context_of(tmp_path, f"planner={planner}", "executor=synthetic")
    assert dataset_names("planner", made) == planning
    assert dataset_names("executor", made) == [SEEDS, SYNTHETIC, *acting]


def test_the_policies_share_the_planner_and_give_the_executor_other_plans(tmp_path: Path) -> None:
    rows = ["planner=+replanning", "planner=+adaptive", "planner=+adaptive planner.replan=asked"]
    found: dict[Any, set[str]] = {
        role: {model(role, tmp_path, *row.split()) for row in rows} for role in ROLES
    }
    assert [len(found[role]) for role in ROLES] == [1, 3]


def test_rows_that_teach_the_executor_the_same_share_it(tmp_path: Path) -> None:
    rows = ["base", "+finetuning", "+targeted", "oracle"]
    assert len({model("executor", tmp_path, f"planner={row}") for row in rows}) == 1


def test_a_planner_that_never_plans_anew_is_that_of_the_row_above(tmp_path: Path) -> None:
    never = ["planner=+replanning", "planner.replan=never"]
    for role in ROLES:
        assert model(role, tmp_path, *never) == model(role, tmp_path, "planner=+targeted")
