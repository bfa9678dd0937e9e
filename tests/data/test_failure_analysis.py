"""A site's classes of failures, drafted by a teacher from failed episodes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from planact.config.schema import DataConfig
from planact.core.errors import UserError
from planact.core.task import Task
from planact.core.trajectory import Episode, Evaluation, PlanMade, Round
from planact.data.answers import AnswerError
from planact.data.failure_analysis import MOST, propose_failure_classes, read_proposal
from planact.data.failure_classes import parse_failure_classes
from planact.data.failures import failures
from planact.data.stage import VALIDATION_EPISODES, DataContext
from planact.rollout.episodes import EPISODES
from tests.data.pair_parts import SplitEnvironment, Teacher, dataset, prepared, request_of
from tests.data.parts import task

YAML = """classes:
- id: A
  name: Reports not found
  description: [The plan searches for reports.]
  data_needed: [Plans that open the menu.]
"""
PLAN = "## Step 1\nReasoning: R.\nStep: Search for 'report'"


def episode(number: int, site: str = "map", score: float = 0.0) -> Episode:
    return Episode(
        task_id=number,
        template_id=1,
        intent=f"Show me report {number}",
        sites=(site,),
        rounds=(
            Round(observation="<p>", reply="?", action=None),
            Round(observation="<p>", reply="exit()", action='exit(message="May")'),
        ),
        answer="May",
        status="done",
        stop_reason="exit",
        plans=(
            PlanMade(round=0, text="Hm.", error="no plan"),
            PlanMade(round=0, text=PLAN),
        ),
        evaluation=Evaluation(score=score, scorer="vab"),
    )


class Sites(SplitEnvironment):
    """An environment of two sites."""

    def tasks(self, split: str) -> list[Task]:
        return [task(1).model_copy(update={"sites": (site,)}) for site in ("gitlab", "map")]


def given(folder: Path, teacher: Teacher, episodes: Sequence[Episode]) -> DataContext:
    context = prepared(folder, teacher, {}, DataConfig(name="test", plan_retries=1))
    made = dataset(context.store, "episodes", episodes, EPISODES)
    others = {VALIDATION_EPISODES: lambda: made}
    environment: Any = Sites([])
    return replace(context, environment=environment, others=others)


def test_the_draft_is_a_file_that_is_read_as_the_sites_classes(tmp_path: Path) -> None:
    teacher = Teacher(lambda messages: f"Here they are:\n```yaml\n{YAML}```\nGood luck!")
    path = propose_failure_classes("map", given(tmp_path, teacher, [episode(1), episode(2)]))
    assert path.name == "map.yaml"
    assert parse_failure_classes(path.read_text()) == parse_failure_classes(YAML)


def test_the_analyst_sees_what_was_planned_and_done(tmp_path: Path) -> None:
    teacher = Teacher(lambda messages: YAML)
    episodes = [episode(1), episode(2, score=1.0), episode(3, "gitlab"), episode(4)]
    propose_failure_classes("map", given(tmp_path, teacher, episodes))
    request = request_of(teacher.asked[0])
    assert request.count("# Task ") == 2
    assert (
        "# Task 2\n\n## User Query\nShow me report 4\n\n## Global Plan\n"
        f'{PLAN}\n\n## Actions\n[0] (no action)\n[1] exit(message="May")\n\n## End\n'
        "The agent ended it with the answer 'May', which was not what was asked for.\n"
    ) in request


def test_of_many_failures_some_are_shown_spread_over_all(tmp_path: Path) -> None:
    teacher = Teacher(lambda messages: YAML)
    propose_failure_classes("map", given(tmp_path, teacher, [episode(n) for n in range(50)]))
    request = request_of(teacher.asked[0])
    assert request.count("# Task ") == 17 <= MOST
    assert "report 0\n" in request
    assert "report 48\n" in request


def test_a_bad_draft_is_sent_back_with_the_place_of_the_mistake(tmp_path: Path) -> None:
    answers = iter([YAML.replace("name:", "title:"), YAML])
    teacher = Teacher(lambda messages: next(answers))
    propose_failure_classes("map", given(tmp_path, teacher, [episode(1)]))
    assert "classes.0.name: Field required" in teacher.asked[1][-1]["content"]


def test_no_acceptable_draft_is_told_in_a_line(tmp_path: Path) -> None:
    context = given(tmp_path, Teacher(lambda messages: "No."), [episode(1)])
    with pytest.raises(UserError, match="failure_analyst proposed no classes for map: classes"):
        propose_failure_classes("map", context)


def test_where_nothing_failed_there_is_nothing_to_draft(tmp_path: Path) -> None:
    context = given(tmp_path, Teacher(lambda messages: YAML), [episode(1, "gitlab")])
    with pytest.raises(UserError, match=r"no validation task of map failed; .* failures: gitlab"):
        propose_failure_classes("map", context)
    without = replace(context, others={})
    with pytest.raises(UserError, match="no episodes of a planner on validation tasks"):
        propose_failure_classes("map", without)


def test_a_site_that_is_not_there_is_refused_before_anything_is_made(tmp_path: Path) -> None:
    asked: list[str] = []
    context = given(tmp_path, Teacher(lambda messages: YAML), [])
    others = {VALIDATION_EPISODES: lambda: asked.append("episodes")}
    with pytest.raises(UserError, match="no validation task is on 'maps': did you mean map"):
        propose_failure_classes("maps", replace(context, others=others))  # type: ignore[arg-type]
    assert not asked


@pytest.mark.parametrize("text", ["", "No idea.", "classes:\n  - id: A", "- a", "classes: [}"])
def test_what_is_no_draft_is_refused(text: str) -> None:
    with pytest.raises(AnswerError):
        read_proposal(text)


def test_how_an_episode_ended_is_said() -> None:
    ends = [
        failure.end
        for failure in failures(
            [
                episode(1),
                episode(2).model_copy(update={"answer": None}),
                episode(3).model_copy(update={"stop_reason": "rounds"}),
                episode(4).model_copy(update={"status": "failed", "error": "no plan in it"}),
                episode(5).model_copy(update={"status": "error"}),
                episode(6, score=1.0),
            ]
        )
    ]
    assert ends == [
        "The agent ended it with the answer 'May', which was not what was asked for.",
        "The agent ended it with no answer, which was not what was asked for.",
        "It was stopped by the limit on rounds.",
        "The agent failed: no plan in it",
    ]
