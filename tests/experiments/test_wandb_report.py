"""The W&B dashboard shows what runs record, and without its library one line says what to do."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import pytest

from experiments.wandb_report import BARS, dashboard, main
from planact.config.compose import compose_config
from planact.report.labels import RULES
from planact.report.results import score_run, summary_of
from planact.report.tracking import Tracker
from tests.report.episodes import episode

EVERY_SITE = [("shopping",), ("shopping_admin",), ("reddit",), ("gitlab",), ("map",)]


def test_every_bar_is_a_number_that_runs_record(tmp_path: Path) -> None:
    sites = [*EVERY_SITE, ("map", "reddit")]
    episodes = [episode(number, sites=of) for number, of in enumerate(sites)]
    config = compose_config(["planner=base", "executor=base"])
    results = score_run(episodes, [], config, judge="strict", seconds=1.0, parts={})
    Tracker(tmp_path).results(results, episodes)
    line = json.loads((tmp_path / "metrics.jsonl").read_text())
    recorded = {name.removeprefix("summary/") for name in line} | {f"failures/{r}" for r in RULES}
    recorded |= {"success_rate/seen_templates", "success_rate/unseen_templates"}
    shown = {metric for charts in BARS.values() for names in charts.values() for metric in names}
    assert shown <= recorded
    assert summary_of(results).keys() <= recorded


def test_the_dashboard_has_every_section_and_one_sweeps_runs() -> None:
    pytest.importorskip("wandb_workspaces", reason="needs pip install wandb-workspaces")
    made = dashboard("team", "planact", "2026-01-01_00-00-00-abcd")
    assert [section.name for section in made.sections] == [
        *BARS,
        "Training",
        "Episodes and datasets",
    ]
    assert all(section.panels for section in made.sections)
    assert "2026-01-01_00-00-00-abcd" in str(made.runset_settings)
    assert made.runset_settings.groupby


def test_the_guide_tells_of_every_section_and_metric() -> None:
    guide = (Path(sys.modules[dashboard.__module__].__file__ or "").with_suffix(".md")).read_text()
    for section in [*BARS, "Training", "Episodes and datasets"]:
        assert f"| {section} |" in guide
    named = set(re.findall(r"`([^`]+)`", guide))
    for metric in ("success_rate", "seconds", "steps", "failures/<label>", "success_rate/<site>"):
        assert metric in named


def test_without_the_library_one_line_says_what_to_do(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "wandb_workspaces.reports.v2", None)
    assert main(["--entity", "team"]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert "pip install wandb-workspaces, or lay it out by hand" in line


def test_without_a_key_one_line_says_so(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    pytest.importorskip("wandb_workspaces", reason="needs pip install wandb-workspaces")
    monkeypatch.delenv("WANDB_API_KEY", raising=False)
    monkeypatch.setenv("WANDB_BASE_URL", "http://127.0.0.1:9")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    assert main(["--entity", "team"]) == 2
    assert "error: W&B does not take the dashboard" in capsys.readouterr().err
