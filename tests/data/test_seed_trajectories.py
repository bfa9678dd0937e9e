"""Training tasks demonstrated, journaled, and kept if they score 1."""

from __future__ import annotations

import logging
import os
import signal
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planact.config.schema import DataConfig
from planact.core.errors import UserError
from planact.core.task import Task
from planact.core.trajectory import Trajectory
from planact.data.seed_trajectories import spread_over_templates
from planact.data.stage import DataContext, read_dataset
from planact.data.stages import make_dataset
from planact.store import Artifact
from tests.data.parts import ACTIONS, FakeEnvironment, context, task
from tests.store.processes import run

TASKS = [task(number, template=number // 3) for number in range(6)]


def demonstrate(given_context: DataContext) -> Artifact:
    return make_dataset("seed_trajectories", given_context)


def kept_tasks(artifact: Artifact) -> list[int]:
    return [row.task_id for row in read_dataset(artifact, Trajectory)]


@settings(deadline=None)
@given(
    templates=st.lists(st.integers(0, 5), max_size=40),
    count=st.integers(0, 50),
)
def test_tasks_are_spread_evenly_over_templates(templates: list[int], count: int) -> None:
    tasks = [task(number, template) for number, template in enumerate(templates)]
    chosen = spread_over_templates(tasks, count)
    assert len({t.task_id for t in chosen}) == min(count, len(tasks))
    taken = Counter(t.intent_template_id for t in chosen)
    there = Counter(templates)
    most = max(taken.values(), default=0)
    assert all(taken[template] >= min(most - 1, there[template]) for template in there)


def test_without_a_number_all_tasks_are_demonstrated(tmp_path: Path) -> None:
    every_task = DataConfig(name="test", seed_trajectories=None)
    artifact = demonstrate(context(tmp_path, FakeEnvironment(TASKS), data=every_task))
    assert sorted(kept_tasks(artifact)) == [task.task_id for task in TASKS]


def test_a_trajectory_records_what_an_agent_would_have_seen_and_said(tmp_path: Path) -> None:
    artifact = demonstrate(context(tmp_path, FakeEnvironment(TASKS)))
    first = read_dataset(artifact, Trajectory)[0]
    assert first.intent == "How much is item 0?"
    assert first.answer == "$12"
    assert [taken.reply for taken in first.rounds] == [action.render() for action in ACTIONS]
    click, end = first.rounds
    assert click.observation == "<h1>0: page 0 in compact</h1>"
    assert click.action == 'do(action="Click", element="7")'
    assert (click.element, click.note) == ("Reports", None)
    assert (end.element, end.note) == (None, "The price is $12")
    assert click.url == "__SHOPPING__/"


def test_those_that_score_1_are_kept_and_the_others_counted_with_their_reasons(
    tmp_path: Path,
) -> None:
    environment = FakeEnvironment(TASKS, failing={1, 4})
    artifact = demonstrate(context(tmp_path, environment))
    assert kept_tasks(artifact) == [0, 3, 2, 5]
    summary = artifact.summary
    assert (summary["tasks"], summary["kept"], summary["rounds"]) == (6, 4, 8)
    assert summary["refused"] == {"scored 0": 2}


def test_an_unfinished_demonstration_is_not_kept_whatever_it_scores(tmp_path: Path) -> None:
    one_round = DataConfig(name="test", seed_trajectories=6, max_rounds=1)
    with pytest.raises(UserError, match="not finished in 1 rounds"):
        demonstrate(context(tmp_path, FakeEnvironment(TASKS), data=one_round))


def test_a_failure_of_the_environment_is_tried_again(tmp_path: Path) -> None:
    environment = FakeEnvironment(TASKS, crashes=Counter({3: 2}))
    assert 3 in kept_tasks(demonstrate(context(tmp_path, environment)))
    assert environment.opened.count(3) == 3


def test_a_lasting_failure_of_the_environment_stops_only_its_tasks_and_leaves_nothing_made(
    tmp_path: Path,
) -> None:
    environment = FakeEnvironment(TASKS, crashes=Counter({2: 99, 4: 3}))
    reason = (
        r"^2 of 6 demonstrations hit a fault of the environment \(task 2: the page crashed\); run"
    )
    with pytest.raises(UserError, match=reason):
        demonstrate(context(tmp_path, environment))
    assert not environment.is_started

    environment = FakeEnvironment(TASKS)
    artifact = demonstrate(context(tmp_path, environment))
    assert sorted(environment.opened) == [2, 4]
    assert kept_tasks(artifact) == [0, 3, 1, 4, 2, 5]
    assert artifact.summary["refused"] == {}


def test_several_run_at_a_time_and_every_state_is_thrown_away(tmp_path: Path) -> None:
    environment = FakeEnvironment(TASKS, crashes=Counter({3: 1}))
    demonstrate(context(tmp_path, environment))
    assert environment.most_running == DataConfig().concurrency
    assert environment.running == set()
    assert not environment.is_started


def test_a_killed_stage_demonstrates_only_what_is_left(tmp_path: Path) -> None:
    one_at_a_time = DataConfig(name="test", seed_trajectories=6, concurrency=1)

    def die_at_the_fourth(scored: Task) -> None:
        if len(environment.opened) == 4:
            os.kill(os.getpid(), signal.SIGKILL)

    environment = FakeEnvironment(TASKS, on_score=die_at_the_fourth)
    killed = run(demonstrate, context(tmp_path, environment, data=one_at_a_time))
    assert killed == -signal.SIGKILL

    environment = FakeEnvironment(TASKS)
    artifact = demonstrate(context(tmp_path, environment, data=one_at_a_time))
    assert len(environment.opened) == 3
    assert sorted(kept_tasks(artifact)) == [0, 1, 2, 3, 4, 5]


def test_a_second_call_starts_no_environment(tmp_path: Path) -> None:
    demonstrate(context(tmp_path, FakeEnvironment(TASKS)))
    environment = FakeEnvironment(TASKS)
    more_at_a_time = DataConfig(name="other", seed_trajectories=6, concurrency=2)
    demonstrate(context(tmp_path, environment, data=more_at_a_time))
    assert environment.starts == 0


@pytest.mark.parametrize(
    "other",
    [
        {"style": "vab"},
        {"data": DataConfig(name="test", seed_trajectories=5)},
    ],
)
def test_another_observation_or_amount_is_another_dataset(
    tmp_path: Path, other: dict[str, object]
) -> None:
    first = demonstrate(context(tmp_path, FakeEnvironment(TASKS)))
    second = demonstrate(context(tmp_path, FakeEnvironment(TASKS), **other))  # type: ignore[arg-type]
    assert first.fingerprint != second.fingerprint


def test_another_wording_of_a_task_is_another_dataset(tmp_path: Path) -> None:
    reworded = [TASKS[0].model_copy(update={"intent": "What is its price?"}), *TASKS[1:]]
    first = demonstrate(context(tmp_path, FakeEnvironment(TASKS)))
    second = demonstrate(context(tmp_path, FakeEnvironment(reworded)))
    assert first.fingerprint != second.fingerprint


def test_fewer_tasks_than_asked_for_is_said(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    demonstrate(context(tmp_path, FakeEnvironment(TASKS[:2])))
    assert "data.seed_trajectories=6, but there are 2 tasks" in caplog.text


def test_a_stage_that_keeps_nothing_is_an_error_with_the_reason(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.ERROR)
    environment = FakeEnvironment(TASKS, failing=set(range(6)))
    with pytest.raises(UserError, match="none of 6 demonstrations succeeded: scored 0"):
        demonstrate(context(tmp_path, environment))


def test_an_unknown_stage_is_named_with_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"no stage makes 'seeds'.*seed_trajectories"):
        make_dataset("seeds", context(tmp_path, FakeEnvironment(TASKS)))
