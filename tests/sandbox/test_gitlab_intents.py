from __future__ import annotations

import json
import re
import sqlite3
from collections import Counter

import pytest

from planact.core.action import ActionKind
from planact.core.task import TaskEval
from planact.sandbox.intent import IntentTemplate
from planact.sandbox.intents.gitlab import TEMPLATES
from planact.sandbox.splits import SIZES, split_of
from planact.sandbox.state import initial_database, open_database

TESTS_BY_TYPE = {
    ("string_match",): 10,
    ("program_html",): 8,
    ("url_match", "program_html"): 7,
    ("url_match",): 5,
}

every_template = pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.id)


@pytest.fixture(scope="module")
def connection() -> sqlite3.Connection:
    return open_database(initial_database(0))


def test_the_test_tasks_are_of_webarenas_types(connection: sqlite3.Connection) -> None:
    counts: Counter[tuple[str, ...]] = Counter()
    for template in TEMPLATES:
        evaluation = template.evaluation(connection, template.values(connection)[0])
        counts[tuple(evaluation["eval_types"])] += template.test
    assert counts == TESTS_BY_TYPE
    assert sum(counts.values()) == SIZES["test"]["gitlab"]
    assert sum(template.test for template in TEMPLATES if template.unseen) == 10


def test_every_intent_is_given_once(connection: sqlite3.Connection) -> None:
    intents = [
        template.text.format(**values)
        for template in TEMPLATES
        for values in template.values(connection)
    ]
    assert len(set(intents)) == len(intents)


@every_template
def test_there_are_enough_values_for_each_split(
    template: IntentTemplate, connection: sqlite3.Connection
) -> None:
    values = template.values(connection)
    assert len(values) <= 1000
    assert json.loads(json.dumps(values)) == values
    splits = Counter(split_of(0, template.subjects_of(assignment)) for assignment in values)
    assert splits["test"] >= template.test
    assert template.unseen or splits["train"] >= 8


@every_template
def test_every_value_is_named_in_the_intent(
    template: IntentTemplate, connection: sqlite3.Connection
) -> None:
    for values in template.values(connection):
        intent = template.text.format(**values)
        assert all(value in intent for value in values.values())


@every_template
def test_evaluations_and_scripts_fit_each_other(
    template: IntentTemplate, connection: sqlite3.Connection
) -> None:
    for values in template.values(connection)[::7]:
        evaluation = TaskEval.model_validate(template.evaluation(connection, values))
        moves = [move for step in template.script(connection, values) for move in step.moves]
        assert 2 <= len(moves) <= 20
        assert [move.kind for move in moves].index(ActionKind.EXIT) == len(moves) - 1
        assert (moves[-1].argument is not None) == ("string_match" in evaluation.eval_types)


@every_template
def test_what_is_typed_or_selected_is_in_the_plan_unless_it_was_noted(
    template: IntentTemplate, connection: sqlite3.Connection
) -> None:
    for values in template.values(connection)[::7]:
        notes = ""
        for step in template.script(connection, values):
            quoted = re.findall(r"'([^']+)'", step.step)
            for move in step.moves:
                notes += move.note or ""
                if move.kind in (ActionKind.TYPE, ActionKind.SEARCH, ActionKind.SELECT):
                    text = str(move.argument)
                    assert text in notes or any(text.startswith(part) for part in quoted)


def test_titles_and_names_stand_for_one_thing(connection: sqlite3.Connection) -> None:
    for table, column in (
        ("gitlab_projects", "name"),
        ("gitlab_issues", "title"),
        ("gitlab_merges", "title"),
        ("gitlab_namespaces", "name"),
    ):
        names = [row[0] for row in connection.execute(f"SELECT {column} FROM {table}")]
        assert len(set(names)) == len(names)
