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
from planact.core.task import Task
from planact.sandbox.intents import TEMPLATES
from planact.sandbox.tasks import make_tasks, script_for

TASKS = make_tasks(0)
EVERY = [task for split in TASKS.values() for task in split]

PRINT_DIGEST = """
import hashlib, json
from planact.sandbox.tasks import make_tasks, script_for
tasks = [task for split in make_tasks(3).values() for task in split]
text = json.dumps([[task.model_dump(mode="json"), repr(script_for(task))] for task in tasks])
print(hashlib.sha256(text.encode()).hexdigest())
"""


def digest(seed: int) -> str:
    tasks = [task for split in make_tasks(seed).values() for task in split]
    text = json.dumps([[task.model_dump(mode="json"), repr(script_for(task))] for task in tasks])
    return hashlib.sha256(text.encode()).hexdigest()


def subject(task: Task) -> tuple[int, str]:
    return task.intent_template_id, str(next(iter(task.instantiation_dict.values())))


def test_there_are_enough_tasks_for_training_and_testing() -> None:
    assert len(TASKS["train"]) >= 200
    assert len(TASKS["test"]) >= 40
    assert min(Counter(template.site for template in TEMPLATES.values()).values()) >= 12


def test_every_template_is_in_both_splits_as_evenly_as_it_goes() -> None:
    for split in TASKS.values():
        counts = Counter(task.intent_template_id for task in split)
        assert set(counts) == set(TEMPLATES)
        for site in ("shopping", "reddit"):
            on_site = [counts[t.id] for t in TEMPLATES.values() if t.site == site]
            assert max(on_site) - min(on_site) <= 1


def test_no_intent_is_given_twice() -> None:
    assert len({task.intent for task in EVERY}) == len(EVERY)
    assert len({task.task_id for task in EVERY}) == len(EVERY)


def test_no_test_task_is_about_something_seen_in_training() -> None:
    trained = {subject(task) for task in TASKS["train"]}
    assert not trained & {subject(task) for task in TASKS["test"]}


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


def test_scripts_are_short_enough_for_an_episode() -> None:
    lengths = [sum(len(step.moves) for step in script_for(task)) for task in EVERY]
    assert min(lengths) >= 2
    assert max(lengths) <= 12


def test_another_seed_gives_other_tasks() -> None:
    assert digest(3) != digest(4)


@pytest.mark.parametrize("hash_seed", ["1", "2"])
def test_tasks_and_scripts_do_not_depend_on_pythons_hash_seed(hash_seed: str) -> None:
    environment = {**os.environ, "PYTHONHASHSEED": hash_seed}
    printed = subprocess.run(
        [sys.executable, "-c", PRINT_DIGEST],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert printed.stdout.strip() == digest(3)
