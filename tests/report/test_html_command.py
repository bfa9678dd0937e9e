"""``python -m planact.report html`` writes the report of a run or of a sweep."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from planact.report.__main__ import main
from tests.report.runs import made_episode, made_run


def test_the_report_of_a_run_lies_beside_its_results(tmp_path: Path) -> None:
    made_run(tmp_path, [made_episode(1)])
    assert main(["html", str(tmp_path)]) == 0
    assert (tmp_path / "report.html").is_file()
    assert (tmp_path / "report" / "c0" / "1.js").is_file()
    assert main(["html", str(tmp_path)]) == 0


def test_several_runs_need_a_place_for_their_report(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    runs = [made_run(tmp_path / name, [made_episode(1)]) for name in ("one", "other")]
    assert main(["html", *(str(run.folder) for run in runs)]) == 2
    assert "say by --out" in capsys.readouterr().err


def test_the_command_writes_the_report_of_a_sweep(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cells = [
        {"planner": planner, "executor": "base", "seed": 0, "state": state, "folder": planner}
        for planner, state in (("base", "done"), ("none", "done"), ("+finetuning", "failed"))
    ]
    for planner in ("base", "none"):
        made_run(tmp_path / planner, [made_episode(1)], planner=planner)
    (tmp_path / "sweep.json").write_text(json.dumps({"command": [], "cells": cells}))
    assert main(["html", str(tmp_path)]) == 0
    assert capsys.readouterr().out == f"report: {tmp_path / 'report.html'}\n"
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "base × base" in page
    assert "none × base" in page


def test_a_folder_of_somebody_else_is_not_overwritten(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run = made_run(tmp_path / "run", [made_episode(1)])
    (tmp_path / "out" / "report").mkdir(parents=True)
    (tmp_path / "out" / "report" / "thesis.txt").write_text("a year's work")
    assert main(["html", str(run.folder), "--out", str(tmp_path / "out")]) == 2
    assert "is no older report" in capsys.readouterr().err
    assert (tmp_path / "out" / "report" / "thesis.txt").is_file()
