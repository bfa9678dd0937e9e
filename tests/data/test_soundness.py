"""The sandbox's tasks are sound, and the check finds those that are not."""

from __future__ import annotations

import json
from typing import Any

import pytest

from planact.core.errors import UserError
from planact.core.task import Task
from planact.data import soundness
from planact.data.soundness import Finding, check_tasks
from planact.report.soundness import findings_as_json
from planact.sandbox import __main__ as command
from planact.sandbox.oracle import click, step
from planact.sandbox.tasks import make_tasks


def faults(findings: list[Finding]) -> dict[int, tuple[str, ...]]:
    return {one.task.task_id: one.faults for one in findings if one.faults}


def test_every_test_task_is_sound() -> None:
    findings = check_tasks(seed=0, split="test")
    assert faults(findings) == {}
    assert findings_as_json(findings)["sound"] == 165
    assert 6.5 < findings_as_json(findings)["mean_rounds"] < 8.5


@pytest.mark.parametrize(("split", "sample"), [("train", 80), ("validation", 20)])
def test_a_sample_of_the_other_splits_is_sound(split: str, sample: int) -> None:
    findings = check_tasks(seed=0, split=split, sample=sample)
    assert len(findings) == sample
    assert faults(findings) == {}


@pytest.mark.slow
def test_every_task_is_sound() -> None:
    assert faults(check_tasks(seed=0)) == {}


def altered(task: Task, **evaluation: Any) -> Task:
    return task.model_copy(update={"eval": task.eval.model_copy(update=evaluation)})


def tasks_of(template: int) -> list[Task]:
    every = [task for listed in make_tasks(0).values() for task in listed]
    return [task for task in every if task.intent_template_id == template]


@pytest.fixture
def only(monkeypatch: pytest.MonkeyPatch) -> Any:
    def take(**splits: list[Task]) -> None:
        tasks = {"train": [], "validation": [], "test": [], **splits}
        monkeypatch.setattr(soundness, "make_tasks", lambda seed: tasks)

    return take


def test_a_reference_that_the_oracle_does_not_meet_is_found(only: Any) -> None:
    task = altered(tasks_of(101)[0], reference_answers={"exact_match": "nonsense"})
    only(test=[task])
    (finding,) = check_tasks(0)
    assert "the oracle does not score 1 under vab" in finding.faults


def test_a_reference_that_any_answer_meets_is_found(only: Any) -> None:
    first, second = (
        altered(task, reference_answers={"must_include": ["$"]}) for task in tasks_of(101)[:2]
    )
    second = altered(second, reference_answers={"must_include": ["$", "$"]})
    only(train=[first, second])
    for finding, other in zip(check_tasks(0), (second, first), strict=True):
        expected = f"what solves it, taken for task {other.task_id}, does not score 0 under vab"
        assert expected in finding.faults


def test_a_page_that_shows_it_from_the_beginning_is_found(only: Any) -> None:
    task = next(task for task in make_tasks(0)["test"] if task.eval.eval_types == ("program_html",))
    check = task.eval.program_html[0].model_copy(
        update={"locator": "document.title", "required_contents": {"must_include": [" "]}}
    )
    only(test=[altered(task, program_html=(check,))])
    (finding,) = check_tasks(0)
    assert "doing nothing does not score 0 under vab" in finding.faults


def test_an_intent_that_is_given_twice_and_a_tested_value_are_found(only: Any) -> None:
    task = tasks_of(101)[0]
    again = task.model_copy(update={"task_id": 1})
    only(train=[task], test=[again])
    trained, tested = check_tasks(0)
    assert trained.faults[0] == tested.faults[0] == "another task has the same intent"
    assert any(fault.endswith("is tested") for fault in trained.faults)


def test_a_script_that_does_not_fit_the_site_is_found(
    only: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = (step("Press what is not there", "", click("#nowhere")),)
    monkeypatch.setattr("planact.envs.sandbox.script_for", lambda task: script)
    only(test=tasks_of(101)[:1])
    (finding,) = check_tasks(0)
    assert "the script's target #nowhere is not to be had" in finding.faults[0]


def test_the_command_ends_with_one_json_object(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["check", "--split", "test", "--sample", "3", "--json"]) == 0
    summary = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert (summary["tasks"], summary["sound"], summary["faults"]) == (3, 3, [])


@pytest.mark.parametrize("option", ["--sample", "--jobs"])
def test_a_number_that_makes_no_sense_is_one_line(
    option: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command.main(["check", option, "0"]) == UserError.exit_code
    assert capsys.readouterr().err == f"error: {option} must be 1 or more, not 0\n"
