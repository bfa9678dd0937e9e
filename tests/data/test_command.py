"""`python -m planact.data`: make, look, take away; and what is said of a wrong command."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from planact.data.__main__ import main
from planact.data.stages import STAGES
from planact.training.dataset import read_examples

PLANS = "grounded_plans_of_seed_trajectories"

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command line with outputs of its own; gives exit code, output and errors."""

    def run(*words: str) -> tuple[int, str, str]:
        code = main([*words, f"outputs={tmp_path}/outputs", "data=smoke"])
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


def test_a_dataset_is_made_shown_listed_and_exported(run: Run, tmp_path: Path) -> None:
    code, said, _ = run(PLANS, "data.seed_trajectories=2")
    assert code == 0
    rows = [line.split("│") for line in said.splitlines() if line.startswith("│")]
    assert [row[1].strip() for row in rows] == ["seed_trajectories", PLANS]
    assert "asked as plan_annotator: 2 requests" in said
    [folder] = (tmp_path / "outputs" / "store" / "datasets").glob(f"{PLANS}-*")
    assert f"dataset: {folder}" in said
    quality = json.loads((folder / "manifest.json").read_text())["summary"]["quality"]
    assert (quality["rows"], quality["covered"], quality["grounded"]) == (2, 1.0, 1.0)

    code, said, _ = run("show", PLANS, "--n", "1", "data.seed_trajectories=2")
    assert code == 0
    assert said.count("plan_annotator: question") == 1
    assert "answer 1, accepted" in said

    code, said, _ = run("list")
    assert code == 0
    assert folder.name in said
    assert all(name in said for name in STAGES)

    exported = tmp_path / "exported"
    code, said, _ = run("export", PLANS, "--to", str(exported), "data.seed_trajectories=2")
    assert (code, said.count("making")) == (0, 0)
    assert len(read_examples(exported / "planner.jsonl")) == 2


def test_without_a_command_the_help_says_what_there_is(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == main(["--help"]) == 0
    assert "python -m planact.data export STAGE --to FOLDER" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (["plans"], "error: no stage makes 'plans': there are seed_trajectories, "),
        (["show", "plans"], "error: no stage makes 'plans'"),
        (["show"], "error: 0 names where 1 belongs; see python -m planact.data show --help"),
        (["show", PLANS, PLANS], "error: 2 names where 1 belongs"),
        (["list", PLANS], "error: 1 names where 0 belongs"),
        (["show", PLANS, "--n", "few"], "error: argument --n: invalid int value: 'few'"),
        (["export", PLANS], "error: the following arguments are required: --to"),
        (["export", PLANS, "--to", "x", "--format", "csv"], "error: there is no format 'csv'"),
        (
            ["show", PLANS],
            f"error: there is no dataset of {PLANS} yet: make it by python -m planact.data",
        ),
        (["propose_failure_classes", "nosite"], "error: no validation task is on 'nosite'"),
        ([PLANS, "data.seed_trajectory=2"], "did you mean seed_trajectories?"),
        ([PLANS, "--push", "me/plans"], "error: unrecognized arguments: --push me/plans"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(run: Run, words: list[str], line: str) -> None:
    code, _, said = run(*words)
    assert code != 0
    assert line in said
    assert said.count("\n") == 1
