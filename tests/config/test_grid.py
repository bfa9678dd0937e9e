"""The runs that a command line stands for."""

from __future__ import annotations

import pytest

from planact.config.compose import groups
from planact.config.grid import Run, compose_runs
from planact.core.errors import UserError


def cells(runs: list[Run]) -> list[tuple[str, str]]:
    return [(run.config.planner.name, run.config.executor.name) for run in runs if not run.left_out]


def test_a_command_line_without_m_is_one_run() -> None:
    (run,) = compose_runs(["planner=none", "executor=base"])
    assert cells([run]) == [("none", "base")]
    assert run.overrides == ("planner=none", "executor=base")


def test_the_presets_grid_has_the_papers_22_cells() -> None:
    runs = compose_runs(["experiment=table1"], multirun=True)
    found = cells(runs)
    assert len(found) == 22
    assert found[:3] == [("none", "base"), ("none", "finetuned"), ("none", "synthetic")]
    assert [cell for cell in found if cell[0] == "+cot"] == [("+cot", "synthetic")]
    dashes = [run.overrides[:2] for run in runs if run.left_out]
    assert dashes == [("planner=+cot", "executor=base"), ("planner=+cot", "executor=finetuned")]


def test_the_dashes_of_the_paper_can_be_run_too() -> None:
    runs = compose_runs(["experiment=table1", "planner=+cot", "leave_out=[]"], multirun=True)
    assert cells(runs) == [("+cot", executor) for executor in ("base", "finetuned", "synthetic")]


def test_a_cell_of_the_presets_grid_runs_alone() -> None:
    (run,) = compose_runs(["experiment=table1", "planner=none", "executor=base"])
    assert not run.left_out
    with pytest.raises(UserError, match="a grid over executor: add -m"):
        compose_runs(["experiment=table1", "planner=none"])


def test_a_glob_takes_every_option_and_leaves_out_what_contradicts_itself() -> None:
    runs = compose_runs(["planner=none,base", "executor=glob(*)"], multirun=True)
    assert len(runs) == 2 * len(groups()["executor"])
    assert ("none", "webrl") in cells(runs)
    (left_out,) = [run.left_out for run in runs if run.left_out]
    assert left_out.startswith("executor=webrl takes no plan")


def test_seeds_are_a_grid() -> None:
    runs = compose_runs(["planner=none", "executor=base", "seed=0,1,2"], multirun=True)
    assert [run.config.seed for run in runs] == [0, 1, 2]
    assert runs[1].overrides == ("planner=none", "executor=base", "seed=1")


@pytest.mark.parametrize(
    ("overrides", "line"),
    [
        (["planner=targted,base"], "planner=targted: no such option; did you mean +targeted?"),
        (["planner=glob(nothing*)"], "planner=glob(nothing*): no option matches; there are: +ad"),
        (["seed=glob(*)"], "seed=glob(*): no option matches"),
        (["seed=0,one"], "seed: Value 'one'"),
        (["executor=webrl", "planner=base,none"], "executor=webrl takes no plan"),
        (["executor=glob(webrl)", "planner=base"], "no cell is left to run: executor=webrl takes"),
        (["leave_out=[none]", "planner=none"], "leave_out=[none]: cells are named PLANNER__EXE"),
    ],
)
def test_what_is_wrong_gets_one_line(overrides: list[str], line: str) -> None:
    with pytest.raises(UserError) as refusal:
        compose_runs(overrides, multirun=True)
    assert line in str(refusal.value)
    assert "\n" not in str(refusal.value)
