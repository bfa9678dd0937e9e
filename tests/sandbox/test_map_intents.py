"""The map's intent templates: enough values, one right answer each, scripts that are plans."""

from __future__ import annotations

import sqlite3
from collections import Counter

import pytest

from planact.core.action import ActionKind
from planact.sandbox.intent import IntentTemplate
from planact.sandbox.intents.map import TEMPLATES
from planact.sandbox.intents.map.lookup import nearest
from planact.sandbox.intents.map.nearest import nearest_values
from planact.sandbox.sites.map.search import search
from planact.sandbox.splits import SIZES, split_of
from planact.sandbox.state import initial_database, open_database

every_template = pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.id)


@pytest.fixture(scope="module")
def connection() -> sqlite3.Connection:
    return open_database(initial_database(0))


def test_the_test_tasks_are_as_many_as_the_site_owes_the_benchmark(
    connection: sqlite3.Connection,
) -> None:
    types: Counter[tuple[str, ...]] = Counter()
    impossible = 0
    for template in TEMPLATES:
        evaluation = template.evaluation(connection, template.values(connection)[0])
        types[tuple(evaluation["eval_types"])] += template.test
        answers = evaluation["reference_answers"] or {}
        impossible += template.test * ("fuzzy_match" in answers)
    assert types == {
        ("string_match",): 17,
        ("program_html",): 5,
        ("url_match",): 2,
        ("url_match", "program_html"): 1,
        ("string_match", "url_match"): 1,
    }
    assert impossible == 2
    assert sum(template.test for template in TEMPLATES if template.unseen) == 9


@every_template
def test_every_assignment_gives_an_intent_of_its_own(
    template: IntentTemplate, connection: sqlite3.Connection
) -> None:
    values = template.values(connection)
    intents = {template.text.format(**assignment) for assignment in values}
    assert 40 <= len(intents) == len(values) <= 1000


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_every_template_gives_its_share_of_every_split(seed: int) -> None:
    content = open_database(initial_database(seed))
    share = SIZES["train"]["map"] / sum(not template.unseen for template in TEMPLATES)
    for template in TEMPLATES:
        subjects = map(template.subjects_of, template.values(content))
        splits = Counter(split_of(seed, names) for names in subjects)
        assert splits["test"] >= template.test
        assert template.unseen or splits["train"] >= share


@every_template
def test_the_script_is_a_plan_of_two_to_twenty_moves_that_ends_once(
    template: IntentTemplate, connection: sqlite3.Connection
) -> None:
    for values in template.values(connection)[::3]:
        script = template.script(connection, values)
        moves = [move for step in script for move in step.moves]
        assert all(step.moves and step.reasoning for step in script)
        assert 2 <= len(moves) <= 20
        assert [move.kind for move in moves].index(ActionKind.EXIT) == len(moves) - 1
        types = template.evaluation(connection, values)["eval_types"]
        assert (moves[-1].argument is not None) == ("string_match" in types)


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
