from __future__ import annotations

import json
import re
import sqlite3
from collections import Counter

import pytest

from planact.core.action import ActionKind
from planact.core.task import TaskEval
from planact.sandbox.intent import IntentTemplate
from planact.sandbox.intents.shopping import TEMPLATES
from planact.sandbox.signing import SIGN_OUT
from planact.sandbox.sites.shopping.browse import find_products
from planact.sandbox.splits import split_of
from planact.sandbox.state import initial_database, open_database

EVIDENCE = {
    "string_match": "reference_answers",
    "url_match": "reference_url",
    "program_html": "program_html",
}
"""What in an ``eval`` object each type of evaluation compares with."""

every_template = pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.id)


@pytest.fixture(scope="module")
def connection() -> sqlite3.Connection:
    return open_database(initial_database(0))


def test_templates_are_many_and_their_ids_differ() -> None:
    assert 34 <= len({template.id for template in TEMPLATES}) == len(TEMPLATES) <= 38
    assert all(101 <= template.id <= 199 for template in TEMPLATES)
    assert any(template.start == SIGN_OUT and not template.unseen for template in TEMPLATES)


def test_the_test_tasks_are_shared_out_by_type_of_evaluation(
    connection: sqlite3.Connection,
) -> None:
    shares, unseen = Counter[tuple[str, ...]](), 0
    for template in TEMPLATES:
        first = template.values(connection)[0]
        shares[tuple(template.evaluation(connection, first)["eval_types"])] += template.test
        unseen += template.test * template.unseen
    assert shares == {
        ("string_match",): 22,
        ("program_html",): 12,
        ("url_match", "program_html"): 4,
        ("url_match",): 6,
        ("string_match", "url_match"): 1,
    }
    assert unseen == 15


def test_no_intent_is_given_twice(connection: sqlite3.Connection) -> None:
    intents = [
        template.text.format(**values)
        for template in TEMPLATES
        for values in template.values(connection)
    ]
    assert len(set(intents)) == len(intents)


@every_template
def test_there_are_values_enough_for_every_split(
    template: IntentTemplate, connection: sqlite3.Connection
) -> None:
    values = template.values(connection)
    assert 19 <= len(values) < 1000
    assert json.loads(json.dumps(values)) == values
    splits = Counter(split_of(0, template.subjects_of(assignment)) for assignment in values)
    assert splits["test"] >= template.test
    assert template.unseen or splits["train"] >= 10


@every_template
def test_the_intent_says_every_text_that_is_needed(
    template: IntentTemplate, connection: sqlite3.Connection
) -> None:
    for values in template.values(connection):
        texts = [value for value in values.values() if isinstance(value, str)]
        intent = template.text.format(**values)
        assert all(text in intent for text in texts)


@every_template
def test_the_evaluation_names_what_it_compares(
    template: IntentTemplate, connection: sqlite3.Connection
) -> None:
    for values in template.values(connection):
        evaluation = template.evaluation(connection, values)
        types = TaskEval.model_validate(evaluation).eval_types
        assert [kind for kind, name in EVIDENCE.items() if evaluation[name]] == list(types)


@every_template
def test_what_one_task_leaves_behind_does_not_solve_another(
    template: IntentTemplate, connection: sqlite3.Connection
) -> None:
    evaluations = [
        json.dumps([evaluation["reference_url"], evaluation["program_html"]])
        for values in template.values(connection)
        for evaluation in (template.evaluation(connection, values),)
        if evaluation["reference_answers"] is None
    ]
    assert len(set(evaluations)) == len(evaluations)


@every_template
def test_the_script_is_a_plan_of_two_to_twenty_moves_that_ends_once(
    template: IntentTemplate, connection: sqlite3.Connection
) -> None:
    for values in template.values(connection):
        script = template.script(connection, values)
        moves = [move for step in script for move in step.moves]
        assert all(step.moves and step.reasoning for step in script)
        assert 2 <= len(moves) <= 20
        assert [move.kind for move in moves].index(ActionKind.EXIT) == len(moves) - 1
        asked = "string_match" in template.evaluation(connection, values)["eval_types"]
        assert (moves[-1].argument is not None) == asked


@every_template
def test_the_steps_quote_what_is_typed_and_selected(
    template: IntentTemplate, connection: sqlite3.Connection
) -> None:
    for values in template.values(connection):
        for step in template.script(connection, values):
            quoted = re.findall(r"'([^']+)'", step.step)
            for move in step.moves:
                if move.kind in (ActionKind.TYPE, ActionKind.SEARCH, ActionKind.SELECT):
                    assert any(str(move.argument).startswith(text) for text in quoted)


def test_the_extreme_product_is_the_only_one_at_its_price(connection: sqlite3.Connection) -> None:
    departments = connection.execute(
        "SELECT id FROM shopping_category WHERE parent_id IS NULL"
    ).fetchall()
    for department in departments:
        rows = find_products(connection, "category.parent_id = ?", (department["id"],), "position")
        assert len({row["cents"] for row in rows}) == len(rows) > 20


def test_no_name_of_a_product_holds_another(connection: sqlite3.Connection) -> None:
    names = [row["name"] for row in find_products(connection, "1", (), "name")]
    assert len(names) >= 200
    assert [(a, b) for a in names for b in names if a != b and a in b] == []
