"""The sandbox's tasks: how many, how they are split, and that they are the same everywhere."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections import Counter

import pytest

from planact.core.action import ActionKind
from planact.core.task import Task, site_group
from planact.sandbox.intents import TEMPLATES
from planact.sandbox.splits import SIZES
from planact.sandbox.tasks import make_tasks, script_for

TASKS = make_tasks(0)
EVERY = [task for split in TASKS.values() for task in split]

FIGURE_4 = {
    "gitlab": 30,
    "reddit": 19,
    "shopping_admin": 35,
    "shopping": 45,
    "map": 26,
    "multiple": 10,
}
WEBARENA_LITE_EVALUATIONS = {
    ("string_match",): 78,
    ("program_html",): 48,
    ("url_match", "program_html"): 19,
    ("url_match",): 18,
    ("string_match", "url_match"): 2,
}

PRINT_DIGEST = """
import hashlib, json
from planact.sandbox.tasks import make_tasks, script_for
tasks = [task for split in make_tasks(1).values() for task in split]
text = json.dumps([[task.model_dump(mode="json"), repr(script_for(task))] for task in tasks])
print(hashlib.sha256(text.encode()).hexdigest())
"""


def digest(seed: int) -> str:
    tasks = [task for split in make_tasks(seed).values() for task in split]
    text = json.dumps([[task.model_dump(mode="json"), repr(script_for(task))] for task in tasks])
    return hashlib.sha256(text.encode()).hexdigest()


def subjects(task: Task) -> set[str]:
    template = TEMPLATES[task.intent_template_id]
    return {name.lower() for name in template.subjects_of(task.instantiation_dict)}


def is_impossible(task: Task) -> bool:
    return (task.eval.reference_answers or {}).get("fuzzy_match") == "N/A"


def test_the_splits_have_webarena_lites_sizes() -> None:
    assert {split: len(tasks) for split, tasks in TASKS.items()} == {
        "train": 1113,
        "validation": 120,
        "test": 165,
    }


def test_the_test_tasks_are_spread_over_the_sites_as_in_figure_4() -> None:
    assert Counter(site_group(task.sites) for task in TASKS["test"]) == FIGURE_4


@pytest.mark.parametrize("split", SIZES)
def test_every_site_has_its_share_of_every_split(split: str) -> None:
    assert Counter(site_group(task.sites) for task in TASKS[split]) == SIZES[split]


def test_the_test_tasks_are_evaluated_in_webarena_lites_proportions() -> None:
    types = Counter(task.eval.eval_types for task in TASKS["test"])
    assert types == WEBARENA_LITE_EVALUATIONS


def test_a_third_of_the_test_tasks_are_of_templates_that_training_never_sees() -> None:
    unseen = [task for task in TASKS["test"] if not task.seen]
    assert len(unseen) == 55
    others = TASKS["train"] + TASKS["validation"]
    trained = {task.intent_template_id for task in others}
    assert not trained & {task.intent_template_id for task in unseen}
    assert trained >= {task.intent_template_id for task in TASKS["test"] if task.seen}


def test_one_task_in_twenty_is_impossible() -> None:
    assert sum(map(is_impossible, TASKS["test"])) == 8
    assert 0.03 < sum(map(is_impossible, TASKS["train"])) / len(TASKS["train"]) < 0.08


def test_there_are_many_templates() -> None:
    assert len(TEMPLATES) >= 80
    assert len({task.intent_template_id for task in TASKS["test"]}) >= 80


def test_no_intent_is_given_twice() -> None:
    assert len({task.intent for task in EVERY}) == len(EVERY)
    assert len({task.task_id for task in EVERY}) == len(EVERY)


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_nothing_that_a_test_task_is_about_is_ever_trained_on(seed: int) -> None:
    tasks = make_tasks(seed)
    tested = set[str]().union(*(subjects(task) for task in tasks["test"]))
    for split in ("train", "validation"):
        assert not tested & set[str]().union(*(subjects(task) for task in tasks[split]))


def test_every_text_among_the_values_is_named_in_the_intent() -> None:
    for task in EVERY:
        for value in task.instantiation_dict.values():
            assert not isinstance(value, str) or value in task.intent


def test_every_script_ends_with_an_exit_that_fits_the_question() -> None:
    for task in EVERY:
        moves = [move for step in script_for(task) for move in step.moves]
        kinds = [move.kind for move in moves]
        assert kinds.index(ActionKind.EXIT) == len(moves) - 1
        asks = "string_match" in task.eval.eval_types
        assert (moves[-1].argument is not None) is asks


def test_scripts_are_short_enough_for_an_episode_and_long_enough_to_plan() -> None:
    lengths = [sum(len(step.moves) for step in script_for(task)) for task in TASKS["test"]]
    assert min(lengths) >= 2
    assert max(lengths) <= 20
    assert 6.5 < sum(lengths) / len(lengths) < 8.5


def test_some_tasks_begin_signed_out() -> None:
    for split in TASKS.values():
        assert any(task.start_url.endswith("/logout") for task in split)


def test_who_changes_a_list_of_tasks_changes_nobody_elses() -> None:
    make_tasks(0)["test"].clear()
    assert make_tasks(0) == TASKS


def test_another_seed_gives_other_tasks() -> None:
    assert make_tasks(1) != TASKS


def test_tasks_and_scripts_do_not_depend_on_pythons_hash_seed() -> None:
    other = "2" if os.environ.get("PYTHONHASHSEED") == "1" else "1"
    environment = {**os.environ, "PYTHONHASHSEED": other}
    printed = subprocess.run(
        [sys.executable, "-c", PRINT_DIGEST],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert printed.stdout.strip() == digest(1)
