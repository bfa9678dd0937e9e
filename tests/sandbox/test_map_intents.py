"""The map's intent templates: enough values, one right answer each, scripts that are plans."""

from __future__ import annotations

import sqlite3

import pytest

from planact.sandbox.intent import IntentTemplate
from planact.sandbox.intents.map import TEMPLATES
from planact.sandbox.intents.map.lookup import nearest
from planact.sandbox.intents.map.nearest import nearest_values
from planact.sandbox.sites.map.search import search
from planact.sandbox.state import initial_database, open_database

every_template = pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.id)


@pytest.fixture(scope="module")
def connection() -> sqlite3.Connection:
    return open_database(initial_database(0))


@every_template
def test_no_step_tells_what_only_later_pages_reveal(
    template: IntentTemplate, connection: sqlite3.Connection
) -> None:
    names = {row["name"] for row in connection.execute("SELECT name FROM map_place")}
    for values in template.values(connection)[::7]:
        intent = template.text.format(**values)
        secret = {name for name in names if name not in intent}
        for step in template.script(connection, values):
            assert not any(name in step.step for name in secret)


@pytest.mark.parametrize("turn", range(5))
def test_a_search_for_what_is_near_begins_with_the_nearest(
    connection: sqlite3.Connection, turn: int
) -> None:
    for values in nearest_values(connection, turn):
        found = nearest(connection, values["place"], values["category"].capitalize())
        findings = search(connection, f"{values['category']} near {values['place']}")
        assert found is not None
        assert findings.places[0]["name"] == found["name"]
