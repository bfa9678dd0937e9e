"""A stored run scored again: other rules, another judge, nothing browsed or asked twice."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from omegaconf import OmegaConf

from planact.config.compose import compose_config
from planact.config.paths import ROOT
from planact.core.trajectory import Episode, PageContent
from planact.report.__main__ import main
from planact.sandbox.tasks import make_tasks
from planact.store.jsonl import write_jsonl
from tests.llm.chat_server import ChatServer, completion
from tests.report.episodes import episode
from tests.report.finished_runs import asks, left

ORDERED = asks(1, "string_match", reference_answers={"exact_match": "salt, pepper"})
CONTAINED = asks(2, "string_match", reference_answers={"must_include": ["12"]})
VISITED = asks(3, "url_match", reference_url="__SHOPPING__/cart", url_note="EXACT")
JUDGED = asks(4, "string_match", reference_answers={"fuzzy_match": ["a long voyage"]})
SHOWN = asks(
    5,
    "program_html",
    program_html=[{"url": "last", "locator": "", "required_contents": {"must_include": ["Paid"]}}],
)
CRASHED = asks(6, "string_match", reference_answers={"exact_match": "1"})
TASKS = [ORDERED, CONTAINED, VISITED, JUDGED, SHOWN, CRASHED]


PAID = PageContent(content="Paid", chars=4)
EPISODES = [
    left(ORDERED, "pepper, salt"),
    left(CONTAINED, "There are 112.", score=1.0),  # as if another scorer had been wrong
    left(VISITED, urls=["__SHOPPING__/cart", "__SHOPPING__/"]),
    left(JUDGED, "They sail for weeks."),
    left(SHOWN, pages=[PAID], score=1.0),
    episode(6, score=None, status="error", error="Chromium crashed"),
]


def store(folder: Path, episodes: Sequence[Episode] = EPISODES, *overrides: str) -> Path:
    """A run as a cell leaves it."""
    run = folder / "outputs" / "runs" / "sandbox" / "none__base" / "now"
    run.mkdir(parents=True)
    config = compose_config(["planner=none", "executor=base", *overrides])
    (run / "config.yaml").write_text(OmegaConf.to_yaml(OmegaConf.structured(config)))
    write_jsonl(run / "episodes.jsonl", episodes)
    (run / "results.json").write_text(json.dumps({"seconds": 12.5, "parts": {"rollout": 12.0}}))
    return run


@pytest.fixture(autouse=True)
def sandbox(monkeypatch: pytest.MonkeyPatch) -> None:
    tasks = {"test": TASKS[:3], "validation": TASKS[3:4], "train": TASKS[4:]}
    monkeypatch.setattr("planact.envs.sandbox.make_tasks", lambda seed: tasks)


@pytest.fixture
def server() -> Iterator[ChatServer]:
    with ChatServer() as running:
        yield running


def rescored(capsys: pytest.CaptureFixture[str], *arguments: object) -> dict[str, Any]:
    assert main(["rescore", *map(str, arguments), "--json"]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out.splitlines()[-1])
    return found


@pytest.mark.parametrize(
    ("scorer", "gained", "lost"), [("vab", [], [2]), ("browsergym", [3], []), ("release", [1], [])]
)
def test_each_scorer_flips_its_own_tasks(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], scorer: str, gained: list[int], lost: list
) -> None:
    run = store(tmp_path)
    found = rescored(capsys, run, f"scorer={scorer}")
    successes = 2 + len(gained) - len(lost)
    assert found == {
        "scorer": scorer,
        "judge": "strict",
        "success_rate": successes / 6,
        "n": 6,
        "errors": 1,
        "old_scorer": "vab",
        "old_success_rate": 2 / 6,
        "gained": gained,
        "lost": lost,
        "file": str(run / f"results.{scorer}.json"),
    }
    results = json.loads((run / f"results.{scorer}.json").read_text())
    assert (results["scorer"], results["judge"]) == (scorer, "strict")
    assert results["successes"] == successes
    assert (results["planner"], results["executor"]) == ("none", "base")
    assert (results["seconds"], results["parts"]) == (12.5, {"rollout": 12.0})
    assert results["errors"] == [{"task_id": 6, "error": "Chromium crashed"}]


def test_the_run_itself_stays_as_it_was(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run = store(tmp_path)
    before = {path.name: path.read_bytes() for path in run.iterdir()}
    rescored(capsys, run, "scorer=release")
    after = {path.name: path.read_bytes() for path in run.iterdir()}
    after.pop("results.release.json")
    assert after == before


@pytest.mark.parametrize("name", ["results.json", "episodes.jsonl"])
def test_a_file_of_the_run_stands_for_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    assert rescored(capsys, store(tmp_path) / name)["scorer"] == "vab"


def test_people_see_the_table_both_rates_and_what_flipped(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["rescore", str(store(tmp_path)), "env.scorer=browsergym"]) == 0
    shown = capsys.readouterr().out
    assert "Overall" in shown
    assert "vab 33.3%, browsergym (judge=strict) 50.0%; 1 of 6 tasks flipped" in shown
    assert "solved now: 3" in shown
    assert "no longer solved" not in shown


def judged_at(server: ChatServer, *more: str) -> list[str]:
    return ["judge=openai", f"judge.base_url={server.url}", "judge.model=grader", *more]


def test_a_model_judges_once_however_often_a_run_is_scored(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], server: ChatServer
) -> None:
    server.script = [lambda: completion("partially correct")]
    run = store(tmp_path)
    for scorer, gained in (("release", [1, 4]), ("vab", []), ("release", [1, 4])):
        found = rescored(capsys, run, f"scorer={scorer}", *judged_at(server))
        assert (found["gained"], found["judge"]) == (gained, "grader")
    assert len(server.requests) == 1
    assert (tmp_path / "outputs" / "judge" / "answers.jsonl").is_file()


def test_the_runs_own_judge_is_asked_unless_another_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], server: ChatServer
) -> None:
    server.script = [lambda: completion("correct")]
    run = store(tmp_path, EPISODES, *judged_at(server))
    assert rescored(capsys, run)["gained"] == [4]
    assert rescored(capsys, run, "judge=strict")["gained"] == []
    assert len(server.requests) == 1


def test_what_a_cut_page_does_not_decide_is_an_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    long = left(SHOWN, pages=[PageContent(content="Dear", chars=30_000)], score=1.0)
    run = store(tmp_path, [long])
    assert rescored(capsys, run)["lost"] == [5]
    results = json.loads((run / "results.vab.json").read_text())
    assert "4 of a page's 30000 characters" in results["errors"][0]["error"]
    assert results["statuses"] == {"error": 1}


@pytest.mark.parametrize("order", [[0, 1, 2, 3], [0, 2, 1, 3], [0, 1, 3, 2]])
def test_options_and_overrides_come_in_any_order(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], order: list[int]
) -> None:
    words = ["rescore", str(store(tmp_path)), "--json", "scorer=release"]
    assert main([words[place] for place in order]) == 0
    assert json.loads(capsys.readouterr().out.splitlines()[-1])["scorer"] == "release"


@pytest.mark.parametrize(
    "arguments", [[], ["rescore"], ["rescor", "x"], ["rescore", "x", "--jsn"]], ids=" ".join
)
def test_a_wrong_command_line_gets_one_line(
    capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    assert main(arguments) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("error: ")
    command = "rescore " if "rescore" in arguments else ""
    assert line.endswith(f"see python -m planact.report {command}--help")


def refused(capsys: pytest.CaptureFixture[str], *arguments: object) -> str:
    assert main(["rescore", *map(str, arguments)]) == 2
    shown = capsys.readouterr()
    (line,) = shown.err.splitlines()
    assert line.startswith("error: ")
    return line


@pytest.mark.parametrize(
    ("override", "line"),
    [
        ("scorer=best", "env.scorer=best is not known: use one of vab, browsergym, release"),
        ("judge=opnai", "judge=opnai: no such option; did you mean openai?"),
        ("judge.modle=x", "did you mean model?"),
        ("judge.model=x", "judge=strict asks no model"),
        ("judge.temperature=-1", "judge.temperature is -1: it must not be negative"),
        ("env.seed=1", "scoring again takes scorer=..., judge=... and judge.KEY=..."),
        ("best", "scoring again takes"),
    ],
)
def test_a_wrong_override_gets_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], override: str, line: str
) -> None:
    run = store(tmp_path)
    assert line in refused(capsys, run, override)
    assert sorted(path.name for path in run.glob("results*")) == ["results.json"]


def test_what_is_no_run_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "nowhere: no such folder" in refused(capsys, tmp_path / "nowhere")
    assert "config.yaml is missing" in refused(capsys, tmp_path)
    (tmp_path / "config.yaml").write_text("planner: {name: none}")
    assert "episodes.jsonl is missing" in refused(capsys, tmp_path)
    write_jsonl(tmp_path / "episodes.jsonl", EPISODES)
    assert "is no config of this version" in refused(capsys, tmp_path)
    for config in ("planet: mars", "planet", "[", ""):
        (tmp_path / "config.yaml").write_text(config)
        assert "is no config of this version" in refused(capsys, tmp_path)


def test_results_that_cannot_be_read_are_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run = store(tmp_path)
    (run / "results.json").write_text('{"seconds": ')
    assert "results.json holds no results: mend or delete it" in refused(capsys, run)


@pytest.mark.parametrize("old", ["schema", "evidence"])
def test_a_run_without_evidence_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], old: str
) -> None:
    run = store(tmp_path, [episode(1)])
    if old == "schema":
        row = json.loads((run / "episodes.jsonl").read_text())
        row |= {"schema_version": 1, "meta": {}}
        (run / "episodes.jsonl").write_text(json.dumps(row))
    assert "holds no evidence to score again from" in refused(capsys, run)


def test_a_task_that_has_changed_since_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    run = store(tmp_path)
    changed = asks(1, "string_match", reference_answers={"exact_match": "sugar"})
    tasks = {"test": [changed, *TASKS[1:]]}
    monkeypatch.setattr("planact.envs.sandbox.make_tasks", lambda seed: tasks)
    assert "task 1 of sandbox is not what it was" in refused(capsys, run)


def test_a_judge_that_cannot_be_reached_stops_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with ChatServer() as gone:
        overrides = judged_at(gone)
    run = store(tmp_path)
    assert "nothing answers there" in refused(capsys, run, *overrides)
    assert not (run / "results.vab.json").exists()


def test_the_command_line_end_to_end(tmp_path: Path) -> None:
    chosen = make_tasks(0)["test"][:3]
    idle = [
        left(item, pages=[PageContent(content="", chars=0) for _ in item.eval.program_html])
        for item in chosen
    ]
    run = store(tmp_path, idle)
    done = subprocess.run(
        [sys.executable, "-m", "planact.report", "rescore", str(run), "scorer=release", "--json"],
        capture_output=True,
        text=True,
        cwd=ROOT,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout.splitlines()[-1])["success_rate"] == 0.0
