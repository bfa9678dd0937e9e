"""The forum site's intent templates, all of their values."""

from __future__ import annotations

import re
import sqlite3
from collections import Counter

import pytest

from planact.core.action import ActionKind
from planact.core.task import TaskEval
from planact.sandbox.intent import IntentTemplate
from planact.sandbox.intents.reddit import TEMPLATES
from planact.sandbox.splits import split_of
from planact.sandbox.state import initial_database, open_database

WRITES = {ActionKind.TYPE, ActionKind.SEARCH, ActionKind.SELECT}

every_template = pytest.mark.parametrize(
    "template", TEMPLATES, ids=lambda template: str(template.id)
)


@pytest.fixture(scope="module")
def connection() -> sqlite3.Connection:
    return open_database(initial_database(0))


def is_impossible(template: IntentTemplate, connection: sqlite3.Connection) -> bool:
    evaluation = template.evaluation(connection, template.values(connection)[0])
    return "fuzzy_match" in (evaluation["reference_answers"] or {})


def test_the_test_tasks_are_those_of_the_benchmark(connection: sqlite3.Connection) -> None:
    kinds = Counter[tuple[str, ...]]()
    for template in TEMPLATES:
        evaluation = template.evaluation(connection, template.values(connection)[0])
        kinds[tuple(evaluation["eval_types"])] += template.test
    assert kinds == {
        ("string_match",): 6,
        ("program_html",): 7,
        ("url_match", "program_html"): 4,
        ("url_match",): 2,
    }
    assert sum(t.test for t in TEMPLATES if t.unseen) == 6
    assert sum(t.test for t in TEMPLATES if is_impossible(t, connection)) == 1
    assert any(t.start == "/logout" and t.test and not t.unseen for t in TEMPLATES)


def test_the_same_question_is_possible_for_some_and_impossible_for_others(
    connection: sqlite3.Connection,
) -> None:
    answers = {is_impossible(t, connection) for t in TEMPLATES if "newest post that" in t.text}
    assert answers == {True, False}


def test_no_intent_is_given_twice(connection: sqlite3.Connection) -> None:
    intents = [t.text.format(**values) for t in TEMPLATES for values in t.values(connection)]
    assert len(set(intents)) == len(intents)


@every_template
def test_there_are_enough_values_of_every_split(
    template: IntentTemplate, connection: sqlite3.Connection
) -> None:
    values = template.values(connection)
    assert len(values) <= 1000
    splits = Counter(split_of(0, template.subjects_of(each)) for each in values)
    assert splits["test"] >= template.test
    assert splits["train"] >= 5


@every_template
def test_the_evaluation_compares_something(
    template: IntentTemplate, connection: sqlite3.Connection
) -> None:
    for values in template.values(connection):
        evaluation = TaskEval.model_validate(template.evaluation(connection, values))
        compared = {
            "string_match": evaluation.reference_answers,
            "url_match": evaluation.reference_url,
            "program_html": evaluation.program_html,
        }
        assert {name for name, wanted in compared.items() if wanted} == set(evaluation.eval_types)


@every_template
def test_the_script_is_a_plan_that_ends_once(
    template: IntentTemplate, connection: sqlite3.Connection
) -> None:
    for values in template.values(connection):
        script = template.script(connection, values)
        moves = [move for step in script for move in step.moves]
        assert all(step.moves and step.reasoning for step in script)
        assert 2 <= len(moves) <= 16
        assert [move.kind for move in moves].index(ActionKind.EXIT) == len(moves) - 1


@every_template
def test_the_steps_quote_what_is_typed_and_selected(
    template: IntentTemplate, connection: sqlite3.Connection
) -> None:
    for values in template.values(connection):
        for step in template.script(connection, values):
            quoted = re.findall(r"'([^']+)'", step.step)
            for move in step.moves:
                if move.kind in WRITES:
                    assert any(str(move.argument).startswith(text) for text in quoted)
