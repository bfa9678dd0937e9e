"""The command line, end to end: a whole cell, a kill, a grid, an endpoint, and what goes wrong."""

from __future__ import annotations

import json
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from planact.config.paths import ROOT
from planact.sandbox.tasks import make_tasks
from tests.llm.chat_server import MODEL, ChatServer, completion

QUESTION = next(
    t for t in make_tasks(0)["test"] if "exact_match" in (t.eval.reference_answers or {})
)
ANSWER = (QUESTION.eval.reference_answers or {})["exact_match"]
PLAN = "## Step 1\nReasoning: The page has a search field.\nStep: Look the product up"
Done = subprocess.CompletedProcess[str]


def command(*overrides: str) -> list[str]:
    flags = [o for o in overrides if o.startswith("-")]
    keys = [o for o in overrides if not o.startswith("-")]
    return [sys.executable, str(ROOT / "run.py"), *flags, "tracking=none", *keys]


@pytest.fixture
def run(tmp_path: Path) -> Callable[..., Done]:
    def run(*overrides: str, seconds: float = 240) -> Done:
        return subprocess.run(
            command(f"outputs={tmp_path}/outputs", *overrides),
            capture_output=True,
            text=True,
            cwd=tmp_path,
            timeout=seconds,
        )

    return run


def results(tmp_path: Path) -> list[dict[str, Any]]:
    found = sorted((tmp_path / "outputs" / "runs").rglob("results.json"))
    return [json.loads(path.read_text()) for path in found]


def endpoint(server: ChatServer) -> list[str]:
    model = ["model=endpoint", f"model.base_url={server.url}", f"model.name={MODEL}"]
    return [*model, "executor=base"]


def test_a_killed_cell_goes_on_where_it_was_and_is_made_once(run, tmp_path: Path) -> None:
    smoke = ["experiment=smoke", "env.tasks=2", "rollout.max_rounds=2", "model.max_tokens=32"]
    log = tmp_path / "killed.log"
    with log.open("w") as output:
        process = subprocess.Popen(
            command(f"outputs={tmp_path}/outputs", *smoke), stdout=output, stderr=output
        )
        deadline = time.monotonic() + 200
        while "making checkpoints planner" not in log.read_text():
            assert process.poll() is None, log.read_text()
            assert time.monotonic() < deadline, log.read_text()
            time.sleep(0.1)
        process.send_signal(signal.SIGKILL)
        process.wait()

    resumed = run(*smoke)
    assert resumed.returncode == 0, resumed.stdout + resumed.stderr
    assert "reusing datasets seed_trajectories" in resumed.stdout
    assert "continuing checkpoints planner" in resumed.stdout
    (result,) = results(tmp_path)
    assert result["n"] == 2
    assert result["errors"] == []
    assert set(result["sites"]) == {"gitlab", "shopping_admin"}
    cell = tmp_path / "outputs" / "runs" / "sandbox" / "+finetuning__finetuned"
    folder = next(path.parent for path in cell.rglob("results.json"))
    assert {"config.yaml", "episodes.jsonl", "metrics.jsonl", "results.json", ".hydra"} <= {
        path.name for path in folder.iterdir()
    }
    losses = [json.loads(line) for line in (folder / "metrics.jsonl").read_text().splitlines()]
    assert any("planner/loss" in line for line in losses)
    assert any("executor/loss" in line for line in losses)

    again = run(*smoke)
    assert again.returncode == 0
    assert "reusing episodes" in again.stdout
    assert "making" not in again.stdout


def test_any_endpoint_can_be_the_agent(run, tmp_path: Path) -> None:
    with ChatServer() as server:
        server.script = [
            lambda: completion(PLAN),
            lambda: completion(f'# Note: found it\nexit(message="{ANSWER}")'),
        ]
        server.script *= 2
        run(*endpoint(server), "planner=base", f"task={QUESTION.task_id}")
        done = run(*endpoint(server), "planner=base", f"task={QUESTION.task_id}")
    assert done.returncode == 0, done.stdout + done.stderr
    _, result = results(tmp_path)
    assert (result["success_rate"], result["n"]) == (1.0, 1)
    assert result["tokens"]["planner"]["prompt"] > 0
    system, user = server.requests[1]["messages"][0], server.requests[1]["messages"][-1]
    assert "Look the product up" in system["content"]
    assert "<html" in user["content"]
    # A single task shows its plan and its rounds, also the second time.
    assert "Look the product up" in done.stdout
    assert ANSWER in done.stdout


def test_an_endpoint_can_be_held_to_the_actions_that_the_page_allows(run, tmp_path: Path) -> None:
    constrained = ["serving=endpoint", "serving.constrain=true", "rollout.attempts=1"]
    with ChatServer() as server:
        server.script = [lambda: completion(PLAN), lambda: completion(f'exit(message="{ANSWER}")')]
        task = f"task={QUESTION.task_id}"
        done = run(*endpoint(server), *constrained, "planner=base", task)
        ignored = run(*endpoint(server), *constrained, "planner=none", task)
    planned, acted, _ = server.requests
    assert "structured_outputs" not in planned
    allowed = acted["structured_outputs"]["regex"]
    assert re.fullmatch(allowed, f'# Thought: there\nexit(message="{ANSWER}")')
    assert re.fullmatch(allowed, 'do(action="Click", element="0")')
    assert not re.fullmatch(allowed, 'do(action="Click", element="9999")')
    assert done.returncode == 0, done.stdout + done.stderr
    assert "serving.constrain=true" in done.stdout
    assert "keeps to structured_outputs" in ignored.stdout + ignored.stderr
    first, second = results(tmp_path)
    assert (first["success_rate"], first["constrain"]) == (1.0, True)
    assert [error["task_id"] for error in second["errors"]] == [QUESTION.task_id]


def test_the_executor_alone_can_be_at_an_endpoint(run, tmp_path: Path) -> None:
    own = ["model.executor=endpoint", f"model.executor.name={MODEL}", "rollout.max_rounds=2"]
    with ChatServer() as server:
        server.answer = lambda asked: completion(f'exit(message="{ANSWER}")')
        task = ["planner=none", "executor=base", f"task={QUESTION.task_id}"]
        done = run(*own, f"model.executor.base_url={server.url}", *task)
    assert done.returncode == 0, done.stdout + done.stderr
    (result,) = results(tmp_path)
    assert (result["model"], result["success_rate"]) == (MODEL, 1.0)
    (asked,) = server.requests
    assert asked["model"] == MODEL
    assert "You are the Executor" in asked["messages"][0]["content"]


def only_error(done: Done) -> str:
    """The one line on stderr that says what went wrong."""
    lines = [line for line in done.stderr.splitlines() if line.startswith("error: ")]
    assert len(lines) == 1, done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    assert done.returncode != 0
    return lines[0]


def test_a_task_that_is_not_there(run) -> None:
    line = only_error(run("planner=none", "executor=base", "task=7"))
    assert "task=7: sandbox has no such task" in line


def test_a_port_that_is_taken(run) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        line = only_error(run("planner=none", "executor=base", f"env.port={port}"))
    assert "env.port" in line
    assert str(port) in line


def test_a_browser_that_is_not_there(run) -> None:
    line = only_error(
        run("planner=none", "executor=base", "env.browser.executable=/nowhere/chromium")
    )
    assert "/nowhere/chromium" in line


def test_an_endpoint_that_is_not_there(run) -> None:
    with socket.create_server(("127.0.0.1", 0)) as unused:
        port = unused.getsockname()[1]
    model = ["model=endpoint", f"model.base_url=http://127.0.0.1:{port}/v1", "model.name=any"]
    line = only_error(run(*model, "planner=none", "executor=base", "env.tasks=1"))
    assert f"http://127.0.0.1:{port}/v1" in line


def test_an_outputs_folder_that_cannot_be_written(run, tmp_path: Path) -> None:
    (tmp_path / "outputs").write_text("a file where the folder should be")
    line = only_error(run("planner=none", "executor=base"))
    assert "outputs" in line


def test_a_corrupt_line_of_a_dataset(run, tmp_path: Path) -> None:
    small = ["experiment=smoke", "env.tasks=1", "data.seed_trajectories=1", "data.concurrency=1"]
    stopped = run(*small, "model.path=/nowhere")
    assert "/nowhere" in only_error(stopped)
    (dataset,) = (tmp_path / "outputs" / "store" / "datasets").glob("seed_*/dataset.jsonl")
    dataset.write_text('{"task_id": "many"}\n')
    line = only_error(run(*small))
    assert f"{dataset}:1" in line


def test_runs_started_together_get_folders_of_their_own(tmp_path: Path) -> None:
    with ChatServer() as server:
        model = [*endpoint(server), "planner=none", "env.tasks=1"]
        started = [
            subprocess.Popen(
                command(f"outputs={tmp_path}/outputs", *model, f"seed={seed}"),
                stdout=subprocess.DEVNULL,
            )
            for seed in range(3)
        ]
        assert [process.wait(120) for process in started] == [0, 0, 0]
    assert len(results(tmp_path)) == 3
