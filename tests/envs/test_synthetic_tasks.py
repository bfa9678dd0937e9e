"""Queries that somebody made up, as tasks of the sandbox, and who demonstrates them."""

from __future__ import annotations

from planact.envs.erring import ErringAgent
from planact.envs.oracle import OracleAgent
from planact.envs.sandbox import SandboxEnvironment
from planact.sandbox.pool import pool

from .conftest import TASKS, config

SANDBOX = SandboxEnvironment(config())
ENTRY = pool(0).of_template(601)[-1]


def test_a_query_that_the_sandbox_knows_is_a_task_that_can_be_scored() -> None:
    task = SANDBOX.synthetic_task(ENTRY.intent, tuple(reversed(ENTRY.sites)))
    assert task == ENTRY.task()
    assert task.eval.eval_types


def test_a_query_on_other_sites_or_in_other_words_is_none() -> None:
    assert SANDBOX.synthetic_task(ENTRY.intent, ("map",)) is None
    assert SANDBOX.synthetic_task(f"Please: {ENTRY.intent}", ENTRY.sites) is None


def test_no_held_out_task_is_one() -> None:
    for split in ("validation", "test"):
        for task in TASKS[split]:
            assert SANDBOX.synthetic_task(task.intent, task.sites) is None


def test_its_demonstrator_errs_only_where_that_is_wanted() -> None:
    task = ENTRY.task()
    assert type(SANDBOX.demonstrator(task)) is OracleAgent
    assert isinstance(SANDBOX.demonstrator(task, 0.1), ErringAgent)
