"""Which data trains which model: read off the variants, counted where it is there already."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

from rich.console import Console

from planact.config.compose import compose_config
from planact.data.stage import ACTIONS, DataContext
from planact.data.stages import make_dataset
from planact.llm.prompts import config_prompts
from planact.training.checkpoint import taught
from planact.training.curriculum import Lesson, curriculum, curriculum_table
from planact.training.lessons import examples_of
from tests.data.parts import FakeEnvironment, FakeTeacher, context, task
from tests.data.test_grounded_plans import GOOD

SEEDS, PLANS = "seed_trajectories", "grounded_plans_of_seed_trajectories"


def prepared(folder: Path, *overrides: str) -> DataContext:
    given = context(folder, FakeEnvironment([task(n) for n in range(3)]), FakeTeacher([GOOD]))
    composed = compose_config([*overrides, "data.synthetic_trajectories=5"])
    own = {"env": given.config.env, "teacher": given.config.teacher}
    config = replace(composed, **own)
    return replace(given, config=config, prompts=config_prompts(config))


def found(lessons: list[Lesson]) -> dict[tuple[str, str], Lesson]:
    return {(lesson.stage, lesson.role): lesson for lesson in lessons}


def test_what_is_not_there_is_estimated(tmp_path: Path) -> None:
    given = prepared(tmp_path, "planner=+finetuning", "executor=synthetic")
    lessons = found(curriculum(given))
    synthetic = "grounded_plans_of_synthetic_trajectories"
    assert {key: lesson.examples for key, lesson in lessons.items()} == {
        (PLANS, "planner"): 3,
        (PLANS, "executor"): 3 * ACTIONS,
        (synthetic, "executor"): 5 * ACTIONS,
    }
    assert not any(lesson.made for lesson in lessons.values())
    assert all(lesson.tokens > 100 * lesson.examples for lesson in lessons.values())
    assert not (tmp_path / "store").exists()


def test_what_is_there_is_counted(tmp_path: Path) -> None:
    given = prepared(tmp_path, "planner=+finetuning", "executor=finetuned")
    make_dataset(PLANS, given)
    lessons = found(curriculum(given))
    for role in ("planner", "executor"):
        examples = list(examples_of(PLANS, given)[role])
        lesson = lessons[PLANS, role]
        assert (lesson.examples, lesson.made) == (len(examples), True)
        assert 0 < lesson.tokens < sum(len(t.content) for e in examples for t in e.messages)


def test_what_is_too_long_for_the_trainer_does_not_count(tmp_path: Path) -> None:
    given = prepared(tmp_path, "planner=+finetuning", "executor=finetuned")
    make_dataset(PLANS, given)
    given.config.trainer.max_length = 2
    assert {lesson.examples for lesson in curriculum(given)} == {0}


def test_without_a_planner_the_executor_learns_the_trajectories_themselves(tmp_path: Path) -> None:
    given = prepared(tmp_path, "planner=none", "executor=finetuned")
    assert set(found(curriculum(given))) == {(SEEDS, "executor")}


def test_every_row_of_table_1_has_its_lessons(tmp_path: Path) -> None:
    for planner in ("+expansion", "+replanning", "+cot"):
        given = prepared(tmp_path, f"planner={planner}", "executor=synthetic")
        lessons = curriculum(given)
        assert [lesson.stage for lesson in lessons if lesson.role == "planner"] == taught(
            "planner", given
        )
        assert all(lesson.examples > 0 for lesson in lessons)


def test_models_as_they_are_learn_nothing(tmp_path: Path) -> None:
    assert curriculum(prepared(tmp_path, "planner=base", "executor=base")) == []


def test_the_table_ends_with_what_each_model_learns_in_all() -> None:
    lessons = [
        Lesson("plans", "planner", 3, 3000, made=True),
        Lesson("pairs", "planner", 1000, 9000, made=False),
        Lesson("plans", "executor", 24, 5000, made=True),
    ]
    console = Console(file=io.StringIO(), width=200)
    console.print(curriculum_table(lessons))
    assert isinstance(console.file, io.StringIO)
    rows = [
        [cell.strip() for cell in line.split("│")[1:-1]]
        for line in console.file.getvalue().splitlines()
        if line.startswith("│")
    ]
    assert rows[0] == ["plans", "planner", "3", "3,000", "counted"]
    assert rows[1][-1] == "estimated"
    assert rows[-2:] == [
        ["total", "planner", "1,003", "12,000", ""],
        ["total", "executor", "24", "5,000", ""],
    ]
