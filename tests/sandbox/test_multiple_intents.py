"""The intent templates over several sites: what one site says is put to use on the next."""

from __future__ import annotations

import sqlite3

import pytest

from planact.sandbox.intent import IntentTemplate
from planact.sandbox.intents.multiple import TEMPLATES
from planact.sandbox.sites import SITES
from planact.sandbox.state import initial_database, open_database

every_template = pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.id)


@pytest.fixture(scope="module")
def connection() -> sqlite3.Connection:
    return open_database(initial_database(0))


@every_template
def test_it_begins_on_the_home_page_and_visits_its_sites_in_order(
    template: IntentTemplate, connection: sqlite3.Connection
) -> None:
    assert template.start is None
    assert len(set(template.sites)) == len(template.sites) > 1
    for values in template.values(connection)[::9]:
        steps = [step.step for step in template.script(connection, values)]
        visits = [f"Open '{SITES[site].title}'" for site in template.sites]
        assert [step for step in steps if step in visits] == visits
        assert steps[0] == visits[0]


@every_template
def test_what_the_next_site_needs_is_noted(
    template: IntentTemplate, connection: sqlite3.Connection
) -> None:
    for values in template.values(connection)[::3]:
        moves = [move for step in template.script(connection, values) for move in step.moves]
        assert any(move.note for move in moves)
