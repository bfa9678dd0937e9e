from __future__ import annotations

import json
import re
import sqlite3

import pytest

from planact.core.action import ActionKind
from planact.core.task import TaskEval
from planact.sandbox.intent import IntentTemplate
from planact.sandbox.intents.shopping import TEMPLATES
from planact.sandbox.sites.shopping.browse import find_products
from planact.sandbox.state import initial_database, open_database

WEBARENA_KEYS = {
    "eval_types",
    "reference_answers",
    "reference_url",
    "program_html",
    "string_note",
    "reference_answer_raw_annotation",
}

every_template = pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.id)


@pytest.fixture(scope="module")
def connection() -> sqlite3.Connection:
    return open_database(initial_database(0))


def test_templates_are_many_and_their_ids_differ() -> None:
    assert len({template.id for template in TEMPLATES}) == len(TEMPLATES) >= 14


@every_template
def test_every_assignment_gives_an_intent_of_its_own(
    template: IntentTemplate, connection: sqlite3.Connection
) -> None:
    values = template.values(connection)
    intents = {template.text.format(**assignment) for assignment in values}
    assert 20 <= len(intents) == len(values) < 1000
    assert json.loads(json.dumps(values)) == values


@every_template
def test_the_evaluation_is_webarenas_and_names_what_it_compares(
    template: IntentTemplate, connection: sqlite3.Connection
) -> None:
    for values in template.values(connection):
        evaluation = template.evaluation(connection, values)
        assert evaluation.keys() >= WEBARENA_KEYS
        (kind,) = TaskEval.model_validate(evaluation).eval_types
        compared = {
            "string_match": evaluation["reference_answers"],
            "url_match": evaluation["reference_url"],
            "program_html": evaluation["program_html"],
        }
        assert [name for name, reference in compared.items() if reference] == [kind]


@every_template
def test_the_script_is_a_plan_of_two_to_twelve_moves_that_ends_once(
    template: IntentTemplate, connection: sqlite3.Connection
) -> None:
    for values in template.values(connection):
        script = template.script(connection, values)
        moves = [move for step in script for move in step.moves]
        assert all(step.moves and step.reasoning for step in script)
        assert 2 <= len(moves) <= 12
        assert [move.kind for move in moves].index(ActionKind.EXIT) == len(moves) - 1
        asked = template.evaluation(connection, values)["eval_types"] == ["string_match"]
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
