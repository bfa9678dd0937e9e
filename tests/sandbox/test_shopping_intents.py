from __future__ import annotations

import json
import sqlite3

import pytest

from planact.sandbox.intent import IntentTemplate
from planact.sandbox.intents.shopping import TEMPLATES
from planact.sandbox.sites.shopping.browse import find_products
from planact.sandbox.state import initial_database, open_database

every_template = pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.id)


@pytest.fixture(scope="module")
def connection() -> sqlite3.Connection:
    return open_database(initial_database(0))


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
