"""The pool of training tasks: what it holds, and that it keeps off what is tested."""

from __future__ import annotations

import random

from planact.core.action import ActionKind
from planact.core.task import Task
from planact.sandbox.intents import TEMPLATES
from planact.sandbox.pool import pool
from planact.sandbox.tasks import assignments, make_tasks, script_for

POOL = pool(0)
TASKS = make_tasks(0)


def subjects(task: Task) -> set[str]:
    template = TEMPLATES[task.intent_template_id]
    return {name.lower() for name in template.subjects_of(task.instantiation_dict)}


def test_it_has_every_training_task_as_make_tasks_makes_it() -> None:
    for task in TASKS["train"]:
        entry = POOL.find(task.intent)
        assert entry is not None
        assert entry.sites == task.sites
    for task in TASKS["train"][::100]:
        entry = POOL.find(task.intent)
        assert entry is not None
        assert entry.task() == task
        assert entry.script() == script_for(task)


def test_it_has_ten_times_as_many() -> None:
    assert len(POOL) > 10 * len(TASKS["train"])


def test_a_task_that_make_tasks_leaves_out_is_whole() -> None:
    taken = {task.intent for task in TASKS["train"]}
    draw = random.Random("whole")
    templates = [key for key, template in TEMPLATES.items() if not template.unseen]
    for key in draw.sample(templates, 20):
        spare = [entry for entry in POOL.of_template(key) if entry.intent not in taken]
        if not spare:
            continue
        entry = draw.choice(spare)
        task = entry.task()
        assert task.intent == entry.intent
        assert task.sites == entry.sites
        assert (task.model_extra or {})["split"] == "train"
        assert task.eval.eval_types
        last = entry.script()[-1].moves[-1]
        assert last.kind is ActionKind.EXIT


def test_its_tasks_have_ids_of_their_own() -> None:
    entries = [entry for key in TEMPLATES for entry in POOL.of_template(key)]
    assert len({(entry.template.id, entry.index) for entry in entries}) == len(POOL)
    assert max(entry.index for entry in entries) < 1000


def test_nothing_of_it_is_about_what_is_tested() -> None:
    held_out = set[str]().union(
        *(subjects(task) for split in ("validation", "test") for task in TASKS[split])
    )
    for key, template in TEMPLATES.items():
        for entry in POOL.of_template(key):
            values = assignments(0)[key].values[entry.index]
            names = {name.lower() for name in template.subjects_of(values)}
            assert not names & held_out
    for split in ("validation", "test"):
        assert not any(POOL.find(task.intent) for task in TASKS[split])


def test_templates_for_testing_alone_give_nothing() -> None:
    unseen = [key for key, template in TEMPLATES.items() if template.unseen]
    assert unseen
    assert not any(POOL.of_template(key) for key in unseen)
    assert POOL.of_template(4711) == ()


def test_the_tasks_of_make_tasks_come_first() -> None:
    entries = POOL.of_template(101)
    taken = [task.intent for task in TASKS["train"] if task.intent_template_id == 101]
    assert [entry.intent for entry in entries[: len(taken)]] == taken


def test_a_template_is_known_by_its_wording() -> None:
    task = next(task for task in TASKS["validation"] if task.intent_template_id == 101)
    for intent in (POOL.of_template(101)[3].intent, task.intent, "What is the price of the X?"):
        found = POOL.template_of(intent)
        assert found is not None
        assert found.id == 101
    assert POOL.template_of("Fly me to the moon") is None


def test_the_template_of_one_of_its_tasks_is_the_one_that_made_it() -> None:
    """Also where two templates are worded alike."""
    entry = POOL.of_template(508)[0]
    found = POOL.template_of(entry.intent)
    assert found is not None
    assert found.id == 508


def test_an_intent_that_nobody_made_is_not_found() -> None:
    assert POOL.find("What is the price of the X?") is None


def test_it_is_made_once_for_a_seed() -> None:
    assert pool(0) is POOL
