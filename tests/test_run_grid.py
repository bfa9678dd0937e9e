"""A grid on the command line: every cell once, failures apart, nothing made twice."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from planact.config.paths import ROOT
from planact.report.sweep import read_sweep
from tests.llm.chat_server import MODEL, ChatServer, completion

Done = subprocess.CompletedProcess[str]

SMALLEST = [
    "experiment=smoke",
    "env.tasks=1",
    "rollout.max_rounds=1",
    "model.max_tokens=16",
    "data.seed_trajectories=2",
]


def command(outputs: Path, *overrides: str) -> list[str]:
    # Flags come first: argparse takes the others in one piece.
    return [sys.executable, str(ROOT / "run.py"), *overrides, "tracking=none", f"outputs={outputs}"]


def run(outputs: Path, *overrides: str) -> Done:
    given = command(outputs, *overrides)
    return subprocess.run(given, capture_output=True, text=True, timeout=240, cwd=outputs.parent)


def sweeps(outputs: Path) -> list[dict[str, Any]]:
    """What the grids' records say, oldest first."""
    return [json.loads(path.read_text()) for path in sorted(outputs.glob("sweeps/*/sweep.json"))]


def states(sweep: dict[str, Any]) -> list[str]:
    return [cell["state"] for cell in sweep["cells"]]


@pytest.fixture
def outputs(tmp_path: Path) -> Path:
    return tmp_path / "outputs"


def endpoint(server: ChatServer) -> list[str]:
    model = ["model=endpoint", f"model.base_url={server.url}", f"model.name={MODEL}"]
    return [*model, "serving.retries=0", "rollout.attempts=1", "env.tasks=2"]


def test_every_cell_runs_and_a_second_time_is_reused(outputs: Path) -> None:
    with ChatServer() as server:
        server.answer = lambda asked: completion("exit()")
        grid = ["-m", *endpoint(server), "planner=none", "executor=base", "seed=0,1"]
        first = run(outputs, *grid)
        again = run(outputs, *grid)
    assert first.returncode == again.returncode == 0, first.stdout + first.stderr
    made, found = sweeps(outputs)
    assert (states(made), states(found)) == (["done", "done"], ["reused", "reused"])
    assert [cell["seed"] for cell in made["cells"]] == [0, 1]
    assert {cell["n"] for cell in found["cells"]} == {2}
    assert "-m" in made["command"]
    assert "cell 2 of 2: planner=none executor=base seed=1" in first.stdout
    assert "0.0 % (0.0 - 65.8), n = 2" in again.stdout
    assert "tables: python -m experiments.table1 " in again.stdout
    (newest,) = {path.parent for path in sorted(outputs.glob("sweeps/*/sweep.json"))[-1:]}
    folders = read_sweep(newest).finished
    groups = [(folder / "config.yaml").read_text() for folder in folders]
    assert len(folders) == 2
    assert all(f"group: {newest.name}" in config for config in groups)


def test_a_failed_cell_leaves_the_others_standing(outputs: Path) -> None:
    with ChatServer() as server:
        server.answer = lambda asked: completion("exit()")
        models = "model.base_url=http://127.0.0.1:9/v1," + server.url
        done = run(outputs, "-m", *endpoint(server), "planner=none", "executor=base", models)
    (sweep,) = sweeps(outputs)
    assert states(sweep) == ["failed", "done"], done.stdout + done.stderr
    assert "http://127.0.0.1:9/v1" in sweep["cells"][0]["error"]
    assert done.returncode != 0
    (line,) = [line for line in done.stderr.splitlines() if line.startswith("error: ")]
    assert line.startswith("error: planner=none executor=base seed=0: ")


def test_a_cell_that_contradicts_itself_is_left_out_of_a_glob(outputs: Path) -> None:
    with ChatServer() as server:
        server.answer = lambda asked: completion("exit()")
        grid = ["planner=none,oracle", "executor=glob(*,exclude=*i*)", "leave_out=[oracle__base]"]
        done = run(outputs, "-m", *endpoint(server), *grid)
    assert done.returncode == 0, done.stdout + done.stderr
    (sweep,) = sweeps(outputs)
    ended = {f"{cell['planner']}__{cell['executor']}": cell["state"] for cell in sweep["cells"]}
    assert ended == {
        "none__base": "done",
        "none__webrl": "done",
        "oracle__base": "left out",
        "oracle__webrl": "left out",
    }
    assert "cell 2 of 2" in done.stdout


def test_a_dry_run_tells_what_each_cell_would_take_and_asks_nothing(outputs: Path) -> None:
    with ChatServer() as server:
        teacher = ["teacher=openai", f"teacher.base_url={server.url}", "data=smoke"]
        planners = ["planner=base,+finetuning", "executor=base"]
        done = run(outputs, "-m", "dry_run=true", *teacher, *planners)
        assert not server.requests
    assert done.returncode == 0, done.stdout + done.stderr
    plans = "grounded_plans_of_seed_trajectories"
    assert f"{plans} │ planner    │        6 │" in done.stdout
    assert f"{plans} │ plan_annotator │        6 │" in done.stdout
    assert "│ 0 requests, $0.00" in done.stdout
    assert "│ 6 requests, $0.0" in done.stdout
    assert not (outputs / "store").exists()
    assert not sweeps(outputs)


def test_two_cells_that_run_at_the_same_time_share_one_training(outputs: Path) -> None:
    logs = []
    for planner in ("base", "+finetuning"):
        cell = command(outputs, *SMALLEST, f"planner={planner}", "executor=finetuned")
        logs.append(
            subprocess.Popen(cell, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        )
    said = [process.communicate(timeout=240)[0] for process in logs]
    assert [process.returncode for process in logs] == [0, 0], "\n".join(said)
    lines = [line for text in said for line in text.splitlines()]
    for artifact in (
        "datasets seed_trajectories",
        "datasets grounded_plans_of_seed_trajectories",
        "checkpoints executor",
    ):
        assert sum(f"making {artifact}-" in line for line in lines) == 1
        assert sum(f"reusing {artifact}-" in line for line in lines) == 1
    assert len(list(outputs.glob("store/checkpoints/*/model.safetensors"))) == 2
