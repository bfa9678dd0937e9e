from __future__ import annotations

import json
import re
import sqlite3
from collections import Counter

import pytest

from planact.core.action import ActionKind
from planact.core.task import TaskEval
from planact.sandbox.intent import IntentTemplate
from planact.sandbox.intents.shopping_admin import TEMPLATES
from planact.sandbox.intents.shopping_admin.products import (
    products_with,
    with_brands,
    words_for_many,
)
from planact.sandbox.splits import SIZES, split_of
from planact.sandbox.state import initial_database, open_database

every_template = pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.id)


@pytest.fixture(scope="module")
def connection() -> sqlite3.Connection:
    return open_database(initial_database(0))


def test_the_test_tasks_are_of_the_kinds_that_the_benchmark_has(
    connection: sqlite3.Connection,
) -> None:
    kinds: Counter[str] = Counter()
    for template in TEMPLATES:
        evaluation = template.evaluation(connection, template.values(connection)[0])
        kinds["+".join(evaluation["eval_types"])] += template.test
        answers = evaluation["reference_answers"] or {}
        kinds["N/A"] += template.test * ("fuzzy_match" in answers)
    assert kinds == {
        "string_match": 20,
        "N/A": 2,
        "program_html": 11,
        "url_match": 2,
        "url_match+program_html": 2,
    }
    assert sum(template.test for template in TEMPLATES if template.unseen) == 12
    assert len({template.id for template in TEMPLATES}) == len(TEMPLATES)


@every_template
def test_there_are_values_for_the_splits(
    template: IntentTemplate, connection: sqlite3.Connection
) -> None:
    values = template.values(connection)
    splits = Counter(split_of(0, template.subjects_of(each)) for each in values)
    assert splits["test"] >= template.test
    seen = sum(not template.unseen for template in TEMPLATES)
    if not template.unseen:
        assert splits["train"] >= SIZES["train"]["shopping_admin"] // seen
    assert len(values) <= 1000
    assert json.loads(json.dumps(values)) == values


def test_no_two_tasks_have_the_same_intent(connection: sqlite3.Connection) -> None:
    intents = [
        template.text.format(**values)
        for template in TEMPLATES
        for values in template.values(connection)
    ]
    assert len(set(intents)) == len(intents)


@every_template
def test_every_task_is_sound_in_itself(
    template: IntentTemplate, connection: sqlite3.Connection
) -> None:
    for values in template.values(connection):
        evaluation = TaskEval.model_validate(template.evaluation(connection, values))
        script = template.script(connection, values)
        moves = [move for step in script for move in step.moves]
        assert all(step.moves and step.reasoning for step in script)
        assert 2 <= len(moves) <= 18
        assert [move.kind for move in moves].index(ActionKind.EXIT) == len(moves) - 1
        assert (moves[-1].argument is not None) == ("string_match" in evaluation.eval_types)


@every_template
def test_what_the_task_dictates_is_quoted_in_the_plan(
    template: IntentTemplate, connection: sqlite3.Connection
) -> None:
    """What is read on the way, such as a price, cannot be in a plan."""
    for values in template.values(connection):
        intent = template.text.format(**values)
        for step in template.script(connection, values):
            quoted = re.findall(r"'((?:[^']|'(?=s ))+)'", step.step)
            for move in step.moves:
                typed = move.kind in (ActionKind.TYPE, ActionKind.SEARCH, ActionKind.SELECT)
                if typed and str(move.argument) in intent:
                    assert str(move.argument) in quoted


@every_template
def test_every_text_among_the_values_is_named_in_the_intent(
    template: IntentTemplate, connection: sqlite3.Connection
) -> None:
    for values in template.values(connection):
        texts = [value for value in values.values() if isinstance(value, str)]
        assert all(text in template.text.format(**values) for text in texts)


def test_a_name_with_its_brand_is_no_part_of_any_name(connection: sqlite3.Connection) -> None:
    names = [row["name"] for row in connection.execute("SELECT name FROM shopping_product")]
    branded = [f"{each['brand']} {each['product']}" for each in with_brands(connection)]
    assert len(branded) == len(names)
    assert not any(phrase in name for phrase in branded for name in names)


def test_a_word_for_many_products_finds_all_of_them_and_no_others(
    connection: sqlite3.Connection,
) -> None:
    words = words_for_many(connection)
    assert len(words) > 60
    for word in words:
        found = connection.execute(
            "SELECT id FROM shopping_product WHERE name LIKE ? ORDER BY id", (f"%{word}%",)
        )
        products = products_with(connection, word)
        assert [row["id"] for row in found] == [product["id"] for product in products]
        assert all(f" {word} " in f" {product['name']} " for product in products)
