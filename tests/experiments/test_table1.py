"""``python -m experiments.table1``, from runs on the disk to files."""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from experiments.report import Report, make_report
from experiments.table1 import main
from tests.experiments.runs import first, write_run

MISSING_ADAPTIVE = "python run.py planner=+adaptive executor=synthetic"


@pytest.fixture
def outputs(tmp_path: Path) -> Path:
    """Four cells of 30 tasks: two of one column, the executor's ceiling, and a planner anew."""
    write_run(tmp_path, "none", "synthetic", first(9))
    write_run(tmp_path, "+targeted", "synthetic", first(18), overrides=["tracking.project=mine"])
    write_run(tmp_path, "oracle", "synthetic", first(27), age=60)
    write_run(tmp_path, "+replanning", "synthetic", first(20), planner_calls=6, age=60)
    return tmp_path


def cell(found: dict[str, Any], planner: str, executor: str = "synthetic") -> dict[str, Any]:
    [one] = [
        record
        for record in found["tables"]["table1"]
        if (record["planner"], record["executor"]) == (planner, executor)
    ]
    return dict(one)


def shown(report: Report, planner: str, column: int = -1) -> str:
    """What Table 1 shows of a planner in its last column, or another."""
    [row] = [row for row in report.sheets[0].rows if row[0] == planner]
    return row[column]


def test_a_row_is_compared_with_the_one_above_that_was_run(outputs: Path) -> None:
    found = make_report([], outputs).as_json()
    targeted = cell(found, "+targeted")
    assert (targeted["success_rate"], targeted["n"], targeted["paper_percent"]) == (0.6, 30, 43.63)
    assert (targeted["low"], targeted["high"]) == pytest.approx((0.4232, 0.7541), abs=5e-5)
    assert (targeted["above"], targeted["pairs"]) == ("none", 30)
    assert targeted["difference"] == pytest.approx(0.3)
    assert targeted["p"] == pytest.approx(2 / 2**9)
    assert cell(found, "none")["above"] is None
    assert cell(found, "oracle")["above"] is None, "below the rule no row builds on another"


def test_rows_and_columns_are_the_papers_then_ours(outputs: Path) -> None:
    write_run(outputs, "none", "webrl", first(3))
    table = make_report([], outputs).as_json()["tables"]["table1"]
    rows = list(dict.fromkeys(record["planner"] for record in table))
    columns = list(dict.fromkeys(record["executor"] for record in table))
    assert rows[:2] + rows[-2:] == ["none", "base", "+cot", "oracle"]
    assert columns == ["base", "finetuned", "synthetic", "webrl"]


def test_missing_cells_come_with_the_command_that_makes_them(outputs: Path) -> None:
    found = make_report([], outputs).as_json()
    commands = [missing["command"] for missing in found["missing"]]
    assert len(commands) == 22 - 3 + 1, "the paper's cells and the adaptive one"
    assert "python run.py planner=none executor=base tracking.project=mine" in commands
    assert f"{MISSING_ADAPTIVE} tracking.project=mine" in commands
    assert not any("planner=+cot executor=base" in command for command in commands)
    assert not any("planner=oracle" in command for command in commands)


def test_missing_seeds_are_missing_cells(outputs: Path) -> None:
    write_run(outputs, "none", "synthetic", first(12), seed=1)
    write_run(outputs, "none", "synthetic", first(12), seed=2)
    report = make_report([], outputs)
    commands = [missing.command for missing in report.missing]
    assert "python run.py -m planner=+targeted executor=synthetic seed=1,2" in commands
    assert "python run.py -m planner=base executor=base seed=0,1,2" in commands
    assert shown(report, "+targeted").endswith("only seed 0")
    assert shown(report, "none").count("only") == 0


def test_planning_anew_is_weighed_against_its_calls(outputs: Path) -> None:
    write_run(outputs, "+adaptive", "synthetic", first(21), planner_calls=2)
    asked = ["planner.replan=asked"]
    write_run(
        outputs, "+adaptive", "synthetic", first(19), planner_calls=3, overrides=asked, stamp="b"
    )
    rows = make_report([], outputs).as_json()["tables"]["replanning"]
    assert [(row["planner"], row["planner_calls"]) for row in rows] == [
        ("+targeted", 1),
        ("+adaptive", 2),
        ("+adaptive planner.replan=asked", 3),
        ("+replanning", 6),
    ]
    assert rows[1]["over_never"] == pytest.approx(0.1)
    assert rows[1]["over_every_round"] == pytest.approx(1 / 30)
    assert rows[0]["over_never"] is None


def test_table_2_has_every_model_that_was_run_on_these_tasks(outputs: Path) -> None:
    other = ["model.name=qwq-32b"]
    write_run(outputs, "+cot", "synthetic", first(24), overrides=other, stamp="q")
    rows = make_report([], outputs).as_json()["tables"]["table2"]
    ours = {(row["model"], row["cot"]): row["success_rate"] for row in rows}
    assert ours["qwq-32b", True] == 0.8
    assert ours["laptop", False] == pytest.approx(2 / 3)
    assert ours["llama-3.3-70b", True] is None


def test_another_setting_is_left_out_and_named(outputs: Path) -> None:
    write_run(outputs, "none", "synthetic", first(30), overrides=["data=smoke"], stamp="smoke")
    found = make_report([], outputs).as_json()
    assert cell(found, "none")["success_rate"] == 0.3
    assert found["remarks"] == (
        "left out: another setting (runs: 1); to see it: --where data=smoke",
    )
    found = make_report([], outputs, ["data=smoke"]).as_json()
    assert cell(found, "none")["success_rate"] == 1
    assert found["setting"]["data.name"] == "smoke"
    assert found["missing"][0]["command"].endswith("data=smoke")


def test_errors_are_shown_in_their_cell(outputs: Path) -> None:
    write_run(outputs, "base", "synthetic", first(9), errors=[28, 29])
    report = make_report([], outputs)
    assert shown(report, "base").endswith("2 errors")
    assert report.sheets[0].notes[-1] == (
        "base x synthetic: 2 episodes ended in an error and count as failures; to try them again: "
        "python run.py planner=base executor=synthetic"
    )


# ---- The command line ----------------------------------------------------------------------------


def test_the_files(outputs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--outputs", str(outputs), "--json"]) == 0
    found = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert found["cells"] == 4
    folder = outputs / "tables"
    assert {Path(file).name for file in found["files"]} == {file.name for file in folder.iterdir()}
    with (folder / "table1.csv").open(newline="") as file:
        rows = {(row["planner"], row["executor"]): row for row in csv.DictReader(file)}
    assert rows["+targeted", "synthetic"]["success_rate"] == "0.6"
    assert rows["base", "base"]["success_rate"] == ""
    text = (folder / "tables.md").read_text()
    for heading in ("Table 1", "Table 2", "Figure 4: +replanning x synthetic", "Costs", "Missing"):
        assert f"## {heading}" in text
    assert "60.0 (42.3 - 75.4)<br>+30.0" in text
    assert "](table1.png)" in text
    assert r"\begin{tabular}" in (folder / "tables.tex").read_text()
    for name in ("table1", "websites", "replanning"):
        assert (folder / f"{name}.png").read_bytes().startswith(b"\x89PNG")
        assert "<svg" in (folder / f"{name}.svg").read_text()


def test_the_same_runs_give_the_same_bytes(outputs: Path) -> None:
    folders = [outputs / "one", outputs / "two"]
    for folder in folders:
        assert main(["--outputs", str(outputs), "--out", str(folder)]) == 0
    for file in folders[0].iterdir():
        assert file.read_bytes() == (folders[1] / file.name).read_bytes(), file.name


def test_without_matplotlib_there_are_tables_and_a_line_that_says_so(
    outputs: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    assert main(["--outputs", str(outputs)]) == 0
    assert "no pictures: matplotlib is missing: pip install 'planact[report]'" in (
        capsys.readouterr().err
    )
    assert (outputs / "tables/tables.md").is_file()
    assert not (outputs / "tables/table1.png").exists()


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ([], "no finished run below"),
        (["gone"], "gone: no such folder"),
        (["--mood"], "unrecognized arguments: --mood"),
    ],
)
def test_bad_input_is_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], says: str
) -> None:
    assert main(["--outputs", str(tmp_path), *arguments]) == 2
    error = capsys.readouterr().err
    assert error.startswith("error: ")
    assert says in error
    assert error.count("\n") == 1


def test_a_corrupt_run_is_named(outputs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    [broken] = outputs.glob("runs/sandbox/oracle__synthetic/*/results.json")
    broken.write_text("{")
    assert main(["--outputs", str(outputs)]) == 2
    assert f"{broken} is corrupt" in capsys.readouterr().err
