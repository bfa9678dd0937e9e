"""Metrics always reach metrics.jsonl; W&B works with no key and no network; no secret gets out."""

from __future__ import annotations

import json
import logging
import re
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from planact.config.compose import compose_config
from planact.config.schema import TrackingConfig, TrackingKind
from planact.core.errors import UserError
from planact.core.trajectory import Episode
from planact.report.labels import label_run
from planact.report.results import Results, score_run
from planact.report.tracking import Tracker, open_tracker
from planact.report.wandb_tracker import WandbTracker
from planact.store import Artifact
from tests.report.datasets import dataset
from tests.report.episodes import episode
from tests.report.wandb_file import read_run

SECRET = "correct-horse-battery-staple"
KEY_SHAPED = "sk-abcdefghijklmnop0123456789"
CONFIG = {"seed": 0, "model": {"name": "laptop", "api_key": "hunter2-hunter2"}}


@pytest.fixture(autouse=True)
def _alone(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """No key, no network, nothing of W&B's in the home folder."""
    monkeypatch.delenv("WANDB_API_KEY", raising=False)
    monkeypatch.delenv("WANDB_MODE", raising=False)
    monkeypatch.setenv("WANDB_BASE_URL", "http://127.0.0.1:9")
    monkeypatch.setenv("WANDB_DATA_DIR", str(tmp_path_factory.mktemp("wandb")))
    monkeypatch.setenv("TEACHER_API_KEY", SECRET)


def track(
    folder: Path, kind: TrackingKind = TrackingKind.wandb, *, upload: bool = False, **config: Any
) -> Tracker:
    folder.mkdir(exist_ok=True)
    return open_tracker(
        TrackingConfig(name=kind.value, kind=kind, tags=["mine"], upload=upload),
        folder,
        CONFIG | config,
        name="+finetuning__finetuned",
        group="sandbox",
        tags=["laptop"],
    )


def metrics_of(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / "metrics.jsonl").read_text().splitlines()]


def offline_run(folder: Path) -> Path:
    [run] = (folder / "wandb").glob("offline-run-*")
    return run


def test_without_wandb_metrics_are_lines_with_their_time(tmp_path: Path) -> None:
    tracker = track(tmp_path, TrackingKind.none)
    tracker.log({"planner/step": 1, "planner/loss": 2.5})
    tracker.log({"planner/step": 2, "planner/loss": float("nan")})
    tracker.summary({"success_rate": 0.5})
    tracker.models([dataset()])
    tracker.close()
    lines = metrics_of(tmp_path)
    assert all(line.pop("time").endswith("+00:00") for line in lines)
    assert lines == [
        {"planner/step": 1, "planner/loss": 2.5},
        {"planner/step": 2, "planner/loss": "nan"},
        {"summary/success_rate": 0.5},
    ]
    assert not (tmp_path / "wandb").exists()


EPISODES = [episode(1), episode(2, score=0.0, intent="Vote for it"), episode(3, sites=("map",))]


def results_of(episodes: Sequence[Episode]) -> Results:
    config = compose_config(["planner=base", "executor=base"])
    return score_run(episodes, [], config, judge="strict", seconds=9.0, parts={})


def stored(folder: Path, name: str) -> Artifact:
    """An artifact with a file in its folder."""
    folder = folder / "store" / f"{name}-ffffffffffff"
    folder.mkdir(parents=True)
    (folder / "dataset.jsonl").write_text("{}\n")
    return Artifact(folder, dataset(name).manifest)


def table(folder: Path, name: str) -> dict[str, tuple[Any, ...]]:
    """The columns of a table of the offline run."""
    [file] = (offline_run(folder) / "files/media/table").glob(f"{name}_*.table.json")
    rows = json.loads(file.read_text())
    return dict(zip(rows["columns"], zip(*rows["data"], strict=True), strict=True))


def test_an_offline_wandb_run_holds_everything_and_says_how_to_send_it(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    tracker = track(tmp_path)
    tracker.log({"planner/step": 1, "planner/loss": 2.5})
    tracker.results(results_of(EPISODES), EPISODES)
    tracker.close()

    run = read_run(offline_run(tmp_path))
    assert run["config"]["seed"] == 0
    assert (run["group"], run["job_type"], run["tags"]) == ("sandbox", "cell", ["laptop", "mine"])
    assert run["name"] == "+finetuning__finetuned"
    assert run["history"][0]["planner/loss"] == 2.5
    assert run["summary"]["success_rate"] == 2 / 3
    assert run["summary"]["success_rate/shopping"] == 0.5

    columns = table(tmp_path, "episodes")
    assert columns["task_id"] == (1, 2, 3)
    assert columns["score"] == (1.0, 0.0, 1.0)
    assert columns["intent"][1] == "Vote for it"
    assert columns["prompt_tokens"] == (25, 25, 25)

    said = re.search(r"wandb sync (\S+)", caplog.text)
    assert said is not None
    assert Path(said[1]) == offline_run(tmp_path)
    assert len(metrics_of(tmp_path)) == 2


def test_success_is_charted_by_website_and_failures_by_label(tmp_path: Path) -> None:
    tracker = track(tmp_path)
    tracker.results(results_of(EPISODES), EPISODES)
    tracker.close()
    run = read_run(offline_run(tmp_path))
    charts = {name.partition("/")[0] for step in run["history"] for name in step}
    assert {"success_by_site_table", "failures_table"} <= charts

    rates = table(tmp_path, "success_by_site_table")
    assert rates == {"site": ("map", "shopping"), "success_rate": (1.0, 0.5)}
    labels = label_run(EPISODES)[2]
    assert labels
    assert table(tmp_path, "episodes")["labels"] == ("", ", ".join(labels), "")
    assert table(tmp_path, "failures_table") == {"label": labels, "episodes": (1,) * len(labels)}
    for label in labels:
        assert run["summary"][f"failures/{label}"] == 1


def test_a_run_where_nothing_failed_is_charted_too(tmp_path: Path) -> None:
    tracker = track(tmp_path)
    tracker.results(results_of(EPISODES[:1]), EPISODES[:1])
    tracker.close()
    assert read_run(offline_run(tmp_path))["summary"]["success_rate"] == 1.0


@pytest.mark.parametrize("upload", [False, True])
def test_artifacts_lead_from_data_by_model_to_evaluation(tmp_path: Path, upload: bool) -> None:
    folder = tmp_path / "run"
    tracker = track(folder, upload=upload)
    data, model = stored(tmp_path, "seed_trajectories"), stored(tmp_path, "planner")
    tracker.datasets([data])
    tracker.models([model])
    (folder / "episodes.jsonl").write_text("{}\n")
    tracker.results(results_of(EPISODES), EPISODES)
    tracker.close()

    run = read_run(offline_run(folder))
    found = run["artifacts"]
    assert {name: found[name]["type"] for name in found if not name.startswith("run-")} == {
        "seed_trajectories-ffffffffffff": "dataset",
        "planner-ffffffffffff": "model",
        f"evaluation-{run['id']}": "evaluation",
    }
    assert found["planner-ffffffffffff"]["metadata"]["fingerprint"] == "f" * 64
    evaluation = found[f"evaluation-{run['id']}"]
    assert evaluation["metadata"]["success_rate"] == 2 / 3
    expected = "uploaded" if upload else (folder / "episodes.jsonl").as_uri()
    assert evaluation["files"] == {"episodes.jsonl": expected}
    expected = "uploaded" if upload else (model.folder / "dataset.jsonl").as_uri()
    assert found["planner-ffffffffffff"]["files"] == {"dataset.jsonl": expected}


class Service:
    """Stands for W&B's service, which nobody can ask without paying for an account."""

    id, offline = "abc", False

    def __init__(self) -> None:
        self.said: list[tuple[str, str]] = []

    def log(self, row: Any) -> None: ...

    def log_artifact(self, artifact: Any) -> None:
        self.said.append(("made", artifact.name))

    def use_artifact(self, artifact: Any) -> None:
        self.said.append(("used", artifact.name))


def test_online_a_run_makes_the_models_it_trained_and_uses_the_others(tmp_path: Path) -> None:
    service: Any = Service()
    tracker = WandbTracker(tmp_path, service)
    tracker.log({"planner/step": 1, "planner/loss": 2.5})
    tracker.models([stored(tmp_path, "planner"), stored(tmp_path, "executor")])
    assert service.said == [("made", "planner-ffffffffffff"), ("used", "executor-ffffffffffff")]


def test_datasets_are_figures_of_the_run_and_a_table(tmp_path: Path) -> None:
    tracker = track(tmp_path)
    seeds = replace(
        stored(tmp_path, "seed_trajectories"),
        manifest=dataset("seed_trajectories", spent={}).manifest,
    )
    tracker.datasets([seeds, stored(tmp_path, "grounded_plans")])
    tracker.close()

    run = read_run(offline_run(tmp_path))
    assert run["summary"]["data/grounded_plans/kept"] == 90
    assert run["summary"]["data/grounded_plans/cost"] == 0.925
    assert "data/seed_trajectories/cost" not in run["summary"]

    columns = table(tmp_path, "datasets")
    assert columns["dataset"] == ("seed_trajectories", "grounded_plans")
    assert columns["cost"] == (None, 0.925)
    assert columns["near_test"] == (0.0, 0.0)

    [line] = metrics_of(tmp_path)
    assert line["summary/data/grounded_plans/steps_p90"] == 8


def test_no_secret_lands_in_any_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["run.py", f"model.name={SECRET}"])
    tracker = track(tmp_path, note=f"with {SECRET}", base_url="http://me:passw0rd@host/v1")
    tracker.log({"text": f"said {SECRET}"})
    typed = [episode(1, intent=f"Type {SECRET} and {KEY_SHAPED}", error=SECRET, status="error")]
    tracker.results(results_of(typed), typed)
    tracker.summary({"text": SECRET})
    tracker.close()
    assert read_run(offline_run(tmp_path))["config"]["note"] == "with ***"
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert {path.suffix for path in files} >= {".wandb", ".jsonl", ".json"}
    for path in files:
        content = path.read_bytes()
        for secret in (SECRET, KEY_SHAPED, "hunter2-hunter2", "passw0rd"):
            assert secret.encode() not in content, f"{secret} is in {path}"


def test_the_runs_of_a_multirun_stay_apart(tmp_path: Path) -> None:
    first, second = track(tmp_path / "a"), track(tmp_path / "b")
    first.summary({"success_rate": 0.1})
    second.summary({"success_rate": 0.2})
    first.close()
    second.close(failed=True)
    runs = [read_run(offline_run(tmp_path / name)) for name in "ab"]
    assert [run["summary"]["success_rate"] for run in runs] == [0.1, 0.2]
    assert runs[0]["id"] != runs[1]["id"]


def test_without_the_package_one_line_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "wandb", None)
    with pytest.raises(UserError, match=r"pip install 'planact\[track\]', or choose tracking=none"):
        track(tmp_path)


def test_a_run_that_wandb_refuses_is_one_line_for_the_user(tmp_path: Path) -> None:
    tracking = TrackingConfig(name="wandb", kind=TrackingKind.wandb, project="no/such#name")
    with pytest.raises(UserError, match="W&B refused the run"):
        open_tracker(tracking, tmp_path, CONFIG, name="x", group="y")
