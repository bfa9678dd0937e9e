"""Cells of one setting: which runs they are, what came out, and how far they lie apart."""

from __future__ import annotations

from pathlib import Path

import pytest

from planact.core.errors import UserError
from planact.report.cell_runs import CellName, find_runs
from planact.report.comparison import Cell, cells_of, difference, sites_of
from planact.report.setting import (
    Setting,
    chosen,
    further_differences,
    settings,
    telling,
)
from planact.report.statistics import repeated_interval, wilson_interval
from tests.experiments.runs import first, write_run

NONE, BASE = CellName("none", "base"), CellName("base", "base")


def cells(outputs: Path) -> dict[CellName, Cell]:
    [setting] = settings(find_runs([], outputs))
    return cells_of(setting)


# ---- Settings ------------------------------------------------------------------------------------


def test_the_newest_run_of_a_cell_and_seed_counts(tmp_path: Path) -> None:
    write_run(tmp_path, "none", "base", first(1), stamp="older", age=60)
    newest = write_run(tmp_path, "none", "base", first(2), stamp="a-newer")
    write_run(tmp_path, "none", "base", first(3), stamp="oldest", age=600)
    [setting] = settings(find_runs([], tmp_path))
    assert [run.folder for run in setting.runs] == [newest]
    assert setting.older == 2


@pytest.mark.parametrize(
    "override",
    [
        "data=smoke",
        "env.scorer=release",
        "serving.constrain=true",
        "env.seed=1",
        "model.path=other/weights",
    ],
)
def test_runs_that_differ_in_more_than_variant_and_seed_are_told_apart(
    tmp_path: Path, override: str
) -> None:
    for planner in ("none", "base"):
        write_run(tmp_path, planner, "base", first(1))
    write_run(tmp_path, "none", "base", first(1), stamp="other", overrides=[override])
    larger, other = settings(find_runs([], tmp_path))
    assert larger.cells == {NONE, BASE}
    assert other.cells == {NONE}
    assert telling(other, [larger]) == f"--where {override}"


def test_runs_of_other_tasks_are_told_apart(tmp_path: Path) -> None:
    write_run(tmp_path, "none", "base", first(1, 10))
    write_run(tmp_path, "none", "base", first(1, 4), stamp="few", age=9, overrides=["env.tasks=4"])
    most, few = settings(find_runs([], tmp_path))
    assert (telling(most, [few]), telling(few, [most])) == ("--where tasks=10", "--where tasks=4")


def test_where_chooses_by_any_value_of_the_config(tmp_path: Path) -> None:
    write_run(tmp_path, "none", "base", first(1))
    write_run(tmp_path, "none", "base", first(2), overrides=["data=smoke"], stamp="b", seed=1)
    runs = find_runs([], tmp_path)
    for condition in ("data=smoke", "seed=1", "data.name=smoke"):
        [run] = chosen(runs, [condition])
        assert run.seed == 1
    assert len(chosen(runs, ["tasks=30", "planner=none"])) == 2


@pytest.mark.parametrize(
    ("where", "says"),
    [
        ("data", "write KEY=VALUE"),
        ("mood=calm", "no run's config has mood"),
        ("data=paper", "no run; there are: laptop"),
    ],
)
def test_a_condition_that_nothing_meets_is_refused(tmp_path: Path, where: str, says: str) -> None:
    write_run(tmp_path, "none", "base", first(1))
    with pytest.raises(UserError, match=says):
        chosen(find_runs([], tmp_path), [where])


def test_what_else_differs_within_a_table_is_told(tmp_path: Path) -> None:
    for planner in ("none", "base", "+targeted"):
        write_run(tmp_path, planner, "base", first(1))
    write_run(
        tmp_path, "oracle", "base", first(1), overrides=["trainer.epochs=2", "outputs=elsewhere"]
    )
    [setting] = settings(find_runs([], tmp_path))
    assert list(further_differences(setting)) == [
        "trainer.epochs is 1.0, but 2.0 in oracle x base",
    ]


# ---- Figures -------------------------------------------------------------------------------------


def test_a_cell_of_one_seed(tmp_path: Path) -> None:
    write_run(tmp_path, "none", "base", first(12), errors=[29])
    cell = cells(tmp_path)[NONE]
    figures = cell.figures()
    assert (figures.tasks, figures.rate) == (30, 0.4)
    assert (figures.low, figures.high) == pytest.approx(wilson_interval(12, 30))
    assert (figures.steps_success, figures.steps_fail) == (3, 6)
    assert figures.steps == pytest.approx(0.4 * 3 + 0.6 * 6)
    assert cell.errors == 1


def test_a_cell_of_several_seeds_counts_tasks_once(tmp_path: Path) -> None:
    for seed, solved in enumerate((12, 15, 18)):
        write_run(tmp_path, "none", "base", first(solved), seed=seed)
    cell = cells(tmp_path)[NONE]
    assert cell.seeds == (0, 1, 2)
    assert cell.rates == (0.4, 0.5, 0.6)
    figures = cell.figures()
    assert (figures.tasks, figures.rate) == (30, 0.5)
    by_task = [3] * 12 + [2] * 3 + [1] * 3 + [0] * 12
    assert (figures.low, figures.high) == pytest.approx(repeated_interval(by_task, 3))
    seen = cell.template_figures("seen")
    assert seen is not None
    assert seen[0] == 20
    assert seen[2:] == pytest.approx(wilson_interval(20 * seen[1], 20))


def test_sites_are_figured_apart(tmp_path: Path) -> None:
    write_run(tmp_path, "none", "base", [number % 5 == 1 for number in range(30)])
    cell = cells(tmp_path)[NONE]
    assert sites_of([cell]) == ["gitlab", "map", "reddit", "shopping", "shopping_admin"]
    assert cell.figures("reddit").rate == 1
    assert cell.figures("map").rate == 0
    assert cell.figures("multiple").tasks == 0


def test_costs_are_averages_of_an_episode(tmp_path: Path) -> None:
    write_run(tmp_path, "none", "base", first(15), planner_calls=4)
    cost = cells(tmp_path)[NONE].cost()
    assert (cost.planner.prompt_tokens, cost.planner.completion_tokens) == (400, 80)
    assert (cost.executor.prompt_tokens, cost.executor.completion_tokens) == (45, 9)
    assert (cost.planner_calls, cost.model_calls, cost.seconds) == (4, 8.5, 1.5)


# ---- Differences ---------------------------------------------------------------------------------


def test_cells_are_compared_task_by_task(tmp_path: Path) -> None:
    write_run(tmp_path, "none", "base", [number in range(5, 13) for number in range(30)])
    write_run(tmp_path, "base", "base", [number in range(12, 27) for number in range(30)])
    both = cells(tmp_path)
    found = difference(both[BASE], both[NONE])
    assert found is not None
    assert found.rate == pytest.approx((15 - 8) / 30)
    assert found.p == pytest.approx(0.1892, abs=5e-5), "14 gained, 7 lost"
    assert found.tasks == 30


def test_only_seeds_of_both_are_compared(tmp_path: Path) -> None:
    for seed, solved in ((0, 10), (1, 30)):
        write_run(tmp_path, "base", "base", first(solved), seed=seed)
    write_run(tmp_path, "none", "base", first(5))
    both = cells(tmp_path)
    found = difference(both[BASE], both[NONE])
    assert found is not None
    assert found.rate == pytest.approx(5 / 30)


def test_cells_without_a_common_seed_are_not_compared(tmp_path: Path) -> None:
    write_run(tmp_path, "base", "base", first(1), seed=1)
    write_run(tmp_path, "none", "base", first(1))
    both = cells(tmp_path)
    assert difference(both[BASE], both[NONE]) is None


def test_settings_of_nothing() -> None:
    assert settings([]) == list[Setting]()
