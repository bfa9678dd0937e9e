"""What results.json and the table on the terminal say of episodes."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from dataclasses import replace

import pytest
from rich.console import Console

from planact.config.schema import (
    EnvConfig,
    ExecutorConfig,
    ModelsConfig,
    PlannerConfig,
    RunConfig,
    ServingConfig,
)
from planact.core.trajectory import Episode
from planact.report.results import Results, score_run, summary_of
from planact.report.statistics import wilson_interval
from planact.report.table import results_table
from tests.report.episodes import episode, task

EPISODES = [
    episode(1, rounds=2),
    episode(2, rounds=4, score=0.0),
    episode(3, rounds=9, sites=("reddit",), score=0.0, status="failed"),
    episode(4, rounds=1, sites=("reddit",), score=None, status="error", error="Chromium crashed"),
    episode(5, rounds=6, sites=("shopping", "reddit")),
]


TASKS = [task(1, seen=True), task(2, seen=False), task(3, seen=True), task(4), task(5, seen=True)]


CONFIG = RunConfig(
    env=EnvConfig(name="sandbox", scorer="vab"),
    planner=PlannerConfig(name="+finetuning"),
    executor=ExecutorConfig(name="finetuned"),
    model=ModelsConfig(name="laptop"),
    serving=ServingConfig(name="local"),
    seed=3,
)


def results(episodes: Sequence[Episode] = EPISODES, config: RunConfig = CONFIG) -> Results:
    return score_run(
        episodes,
        TASKS,
        config,
        judge="grader",
        seconds=12.34,
        parts={"models": 2.0, "rollout": 10.3},
    )


def test_the_overall_score_counts_every_task() -> None:
    overall = results()
    assert overall["n"] == 5
    assert overall["success_rate"] == pytest.approx(2 / 5)
    assert overall["interval"] == pytest.approx(wilson_interval(2, 5))
    assert overall["steps"] == pytest.approx(22 / 5)
    assert overall["steps_success"] == pytest.approx(4)
    assert overall["steps_fail"] == pytest.approx(14 / 3)


def test_an_error_counts_as_a_failure_and_is_reported_apart() -> None:
    reddit = results()["sites"]["reddit"]
    assert (reddit["n"], reddit["success_rate"]) == (2, 0.0)
    assert results()["errors"] == [{"task_id": 4, "error": "Chromium crashed"}]
    assert results()["statuses"] == {"done": 3, "error": 1, "failed": 1}


def test_tasks_of_templates_that_training_has_not_are_told_apart() -> None:
    templates = results()["templates"]
    assert (templates["seen"]["n"], templates["seen"]["successes"]) == (3, 2)
    assert (templates["unseen"]["n"], templates["unseen"]["successes"]) == (1, 0)
    assert summary_of(results())["success_rate/seen_templates"] == pytest.approx(2 / 3)


def test_sites_are_told_apart_and_tasks_on_several_come_last() -> None:
    assert list(results()["sites"]) == ["reddit", "shopping", "multiple"]
    assert results()["sites"]["multiple"]["success_rate"] == 1


def test_tokens_are_counted_by_role() -> None:
    assert results()["tokens"] == {
        "planner": {"prompt": 25, "completion": 35},
        "executor": {"prompt": 220, "completion": 44},
    }


def test_the_results_say_what_they_are_results_of_and_are_json() -> None:
    read = json.loads(json.dumps(results(), allow_nan=False))
    assert read["planner"] == "+finetuning"
    assert (read["scorer"], read["judge"]) == ("vab", "grader")
    assert read["seconds"] == 12.3
    assert read["parts"] == {"models": 2.0, "rollout": 10.3}
    assert read["versions"]["python"]
    assert "git_commit" in read


def test_whether_replies_were_constrained_is_part_of_every_result() -> None:
    free = results()
    serving = ServingConfig(name="local", constrain=True)
    bound = results(config=replace(CONFIG, serving=serving))
    assert (free["constrain"], bound["constrain"]) == (False, True)
    assert summary_of(bound)["constrain"] is True
    assert "serving.constrain=true" in str(results_table(bound).title)


def test_a_run_without_episodes_has_results_too() -> None:
    nothing = results([])
    assert (nothing["n"], nothing["success_rate"], nothing["steps"]) == (0, 0.0, None)
    assert nothing["interval"] == [0.0, 1.0]


def test_the_summary_is_flat_and_has_every_site() -> None:
    summary = summary_of(results())
    assert summary["success_rate"] == pytest.approx(0.4)
    assert summary["success_rate/shopping"] == pytest.approx(0.5)
    assert summary["n/reddit"] == 2
    assert all(isinstance(value, int | float) for value in summary.values())


def test_the_table_has_the_papers_columns_with_overall_first() -> None:
    console = Console(width=140, record=True, file=io.StringIO())
    console.print(results_table(results()))
    text = console.export_text()
    rows = [line for line in text.splitlines() if "│" in line]
    cells = [[cell.strip() for cell in row.strip("│").split("│")] for row in rows]
    assert cells == [
        ["Overall", "5", "4.40", "4.00", "4.67", "40.0 %", "11.8 - 76.9 %"],
        ["Reddit", "2", "5.00", "-", "5.00", "0.0 %", "0.0 - 65.8 %"],
        ["Shopping", "2", "3.00", "2.00", "4.00", "50.0 %", "9.5 - 90.5 %"],
        ["Multiple Websites", "1", "6.00", "6.00", "-", "100.0 %", "20.7 - 100.0 %"],
        ["Seen templates", "3", "5.67", "4.00", "9.00", "66.7 %", "20.8 - 93.9 %"],
        ["Unseen templates", "1", "4.00", "-", "4.00", "0.0 %", "0.0 - 79.3 %"],
    ]
    assert "scorer=vab judge=grader serving.constrain=false" in text
    for heading in ("Website", "Tasks", "(all)", "(success)", "(fail)", "95 % interval"):
        assert heading in text
    assert "1 of 5 ended in an error and count as failures" in text
