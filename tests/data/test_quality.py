"""Figures of datasets: computed for every stage's rows alike, kept in the manifest."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

import pytest

from planact.core.task import Task
from planact.core.trajectory import Round, Trajectory, Usage
from planact.data.grounded_plans import GroundedPlan
from planact.data.likeness import Likeness
from planact.data.quality import QUALITY, Quality, Spread, measure
from planact.data.stages import make_dataset
from tests.data.parts import FakeEnvironment, FakeTeacher, context, task
from tests.data.test_grounded_plans import GOOD

NO_TESTS = Likeness(0.8)


def trajectory(number: int, rounds: int = 2, sites: tuple[str, ...] = ("shopping",)) -> Trajectory:
    taken = Round(observation="<html>" * 20, reply="exit()", action="exit()")
    return Trajectory(
        task_id=number,
        template_id=1,
        intent=f"How much is item {number}?",
        sites=sites,
        rounds=(taken,) * rounds,
    )


def plan(number: int, text: str = GOOD) -> GroundedPlan:
    return GroundedPlan(
        task_id=number,
        intent=f"How much is item {number}?",
        sites=("shopping",),
        text=text,
        answers=1,
        usage=Usage(),
    )


def test_trajectories_are_counted_by_site_and_by_their_actions() -> None:
    quality = measure(
        [trajectory(1), trajectory(2, 4), trajectory(3, 6, ("map", "wikipedia"))], NO_TESTS
    )
    assert quality.rows == 3
    assert quality.sites == {"multiple": 1, "shopping": 2}
    assert quality.actions == 12
    assert quality.rounds == Spread(mean=4, p10=2, p90=6)
    assert (quality.steps, quality.grounded, quality.covered, quality.texts) == (None,) * 4
    assert quality.tokens["observation"].mean == 30


def test_plans_are_measured_in_steps_and_in_the_actions_that_they_cover() -> None:
    quality = measure([plan(1), plan(2)], NO_TESTS, planned_for=8)
    assert quality.steps == Spread(mean=2, p10=2, p90=2)
    assert quality.grounded == 1
    assert quality.covered == 4 / 8
    assert quality.tokens["text"].mean == len(GOOD) // 4


def test_a_plan_with_a_step_that_names_no_action_is_not_grounded() -> None:
    half = measure([plan(1), plan(2, GOOD.replace("[1]", "[]"))], NO_TESTS, planned_for=4)
    assert (half.grounded, half.covered) == (0.5, 0.75)


def test_copies_of_test_intents_are_told_as_a_share() -> None:
    tests = Likeness(0.8, ["How much is item 2 ?"])
    assert measure([plan(1), plan(2)], tests).near_test == 0.5
    assert measure([plan(1), plan(2)], NO_TESTS).near_test == 0


def test_an_intent_counts_once_for_diversity_however_many_rows_are_about_it() -> None:
    assert measure([plan(1), plan(1)], NO_TESTS).intents == measure([plan(1)], NO_TESTS).intents
    assert measure([plan(1), plan(1)], NO_TESTS).texts != measure([plan(1)], NO_TESTS).texts


def test_a_dataset_without_rows_has_figures_too() -> None:
    quality = measure([], NO_TESTS)
    assert (quality.rows, quality.near_test, quality.rounds, quality.grounded) == (0, 0, None, None)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([], None),
        ([3], Spread(mean=3, p10=3, p90=3)),
        (range(101), Spread(mean=50, p10=10, p90=90)),
        ([1, 2, 2], Spread(mean=1.67, p10=1, p90=2)),
    ],
)
def test_a_spread_is_a_mean_and_two_ranks(values: Any, expected: Spread | None) -> None:
    assert Spread.of(values) == expected


class Held(FakeEnvironment):
    """A benchmark whose test tasks are others than those of training."""

    def tasks(self, split: str) -> list[Task]:
        return self.all_tasks if split == "train" else [task(7)]


def test_every_dataset_has_its_figures_in_its_manifest(tmp_path: Path) -> None:
    given = context(tmp_path, Held([task(0), task(1)]), FakeTeacher([GOOD]))
    made = make_dataset("grounded_plans_of_seed_trajectories", given)
    figures = Quality.model_validate(made.summary[QUALITY])
    assert (figures.rows, figures.covered, figures.grounded, figures.near_test) == (2, 1, 1, 0)
    assert list(given.datasets) == ["seed_trajectories", "grounded_plans_of_seed_trajectories"]
    assert given.datasets["seed_trajectories"].summary[QUALITY]["actions"] == 4


def test_a_copy_of_a_test_intent_is_warned_of_by_name(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)
    make_dataset("seed_trajectories", context(tmp_path, Held([task(7), task(1)])))
    assert "seed_trajectories: 50.00 % of the intents are near-duplicates of test" in caplog.text
    assert "'How much is item 7?'" in caplog.text
