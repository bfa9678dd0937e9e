"""The record of a grid's cells: written as they begin and end, and told as a table."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from planact.grid import SWEEP, Cell, Grid, grid_table


def cells(*seeds: int) -> list[Cell]:
    return [Cell(planner="none", executor="base", seed=seed) for seed in seeds]


def done(rate: float = 0.5, **more: Any) -> dict[str, Any]:
    return {"state": "done", "success_rate": rate, "n": 2, "interval": (0.1, 0.9), **more}


def record(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / SWEEP).read_text())
    return found


def shown(grid: Grid) -> str:
    console = Console(file=io.StringIO(), width=200)
    console.print(grid_table(grid.cells))
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def test_the_record_says_at_any_time_how_far_the_grid_is(tmp_path: Path) -> None:
    sweep = tmp_path / "sweeps" / "now"
    grid = Grid("python run.py -m seed=0,1", cells(0, 1), sweep)
    grid.begin(0, tmp_path / "runs" / "first")
    assert [cell["state"] for cell in record(sweep)["cells"]] == ["running", "waiting"]
    grid.end(**done())
    first, second = record(sweep)["cells"]
    assert (first["state"], first["success_rate"], first["interval"]) == ("done", 0.5, [0.1, 0.9])
    assert (sweep / first["folder"]).resolve() == tmp_path / "runs" / "first"
    assert second["folder"] is None
    assert record(sweep)["command"] == "python run.py -m seed=0,1"


def test_a_single_run_keeps_no_record(tmp_path: Path) -> None:
    grid = Grid("python run.py", cells(0))
    grid.begin(0, tmp_path)
    grid.end(state="failed", error="no such task", exit_code=2)
    assert grid.exit_code == 2
    assert not list(tmp_path.iterdir())


def test_an_interrupted_cell_waits_for_another_time(tmp_path: Path) -> None:
    grid = Grid("", cells(0, 1), tmp_path)
    grid.begin(0, tmp_path)
    grid.end(**done())
    grid.interrupted()
    assert grid.cells[0].state == "done"
    grid.begin(1, tmp_path)
    grid.interrupted()
    assert record(tmp_path)["cells"][1]["state"] == "waiting"


def test_progress_counts_the_cells_that_run(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    left_out = Cell(planner="+cot", executor="base", seed=0, state="left out")
    grid = Grid("", [left_out, *cells(0, 1)])
    with caplog.at_level("INFO"):
        grid.begin(1, tmp_path)
        grid.end(**done())
        grid.begin(2, tmp_path)
    assert caplog.messages[0] == "cell 1 of 2: planner=none executor=base seed=0"
    assert caplog.messages[1].startswith("cell 2 of 2: planner=none executor=base seed=1")


def test_the_table_tells_numbers_and_reasons(tmp_path: Path) -> None:
    grid = Grid("", cells(0, 1, 2))
    grid.begin(0, tmp_path)
    grid.end(**done(error="1 of 2 episodes ended in an error", exit_code=1))
    grid.begin(1, tmp_path)
    grid.end(state="failed", error="[red]no space left[/red]", exit_code=2)
    table = shown(grid)
    assert "50.0 % (10.0 - 90.0), n = 2; 1 of 2 episodes ended in an error" in table
    assert "failed" in table
    assert "[red]no space left[/red]" in table
    assert "waiting" in table
    assert grid.exit_code == 2


def test_a_grid_with_results_says_what_to_do_with_them(tmp_path: Path) -> None:
    sweep = tmp_path / "a b"
    grid = Grid("", cells(0, 1), sweep)
    grid.begin(0, tmp_path)
    grid.end(state="failed", error="no space left", exit_code=2)
    assert grid.further_commands == []
    grid.begin(1, tmp_path)
    grid.end(**done())
    assert grid.further_commands == [
        f"tables: python -m experiments.table1 '{sweep}'",
        f"report: python -m planact.report html '{sweep}'",
    ]


def test_no_secret_gets_into_the_record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOME_API_KEY", "very-secret-indeed")
    grid = Grid("python run.py -m model.name=very-secret-indeed", cells(0, 1), tmp_path)
    grid.begin(0, tmp_path)
    assert "very-secret-indeed" not in (tmp_path / SWEEP).read_text()
