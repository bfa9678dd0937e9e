"""What holds for every intent template of every site."""

from __future__ import annotations

import json
import re
import sqlite3
from collections import Counter

import pytest

from planact.core.action import ActionKind
from planact.core.task import TaskEval, site_group
from planact.sandbox.intent import IntentTemplate
from planact.sandbox.intents import TEMPLATES
from planact.sandbox.splits import SIZES, split_of
from planact.sandbox.state import initial_database, open_database

IDS = {
    "shopping": range(101, 200),
    "reddit": range(201, 300),
    "gitlab": range(301, 400),
    "map": range(401, 500),
    "shopping_admin": range(501, 600),
    "multiple": range(601, 700),
}
TEST_TASKS = {
    # By type of evaluation: answer, page's content, address, and two of them together.
    "shopping": {"string": 22, "html": 12, "url+html": 4, "url": 6, "string+url": 1},
    "reddit": {"string": 6, "html": 7, "url+html": 4, "url": 2},
    "gitlab": {"string": 10, "html": 8, "url+html": 7, "url": 5},
    "map": {"string": 17, "html": 5, "url+html": 1, "url": 2, "string+url": 1},
    "shopping_admin": {"string": 20, "html": 11, "url+html": 2, "url": 2},
    "multiple": {"string": 3, "html": 5, "url+html": 1, "url": 1},
}
UNSEEN_AND_IMPOSSIBLE = {
    "shopping": (15, 2),
    "reddit": (6, 1),
    "gitlab": (10, 1),
    "map": (9, 2),
    "shopping_admin": (12, 2),
    "multiple": (3, 0),
}
SHORT = {"string_match": "string", "program_html": "html", "url_match": "url"}
EVIDENCE = {
    "string_match": "reference_answers",
    "url_match": "reference_url",
    "program_html": "program_html",
}
WRITES = {ActionKind.TYPE, ActionKind.SEARCH, ActionKind.SELECT}

every_site = pytest.mark.parametrize("site", IDS)
every_template = pytest.mark.parametrize(
    "template", TEMPLATES.values(), ids=lambda template: str(template.id)
)


@pytest.fixture(scope="module")
def connection() -> sqlite3.Connection:
    return open_database(initial_database(0))


def of_site(site: str) -> list[IntentTemplate]:
    return [each for each in TEMPLATES.values() if site_group(each.sites) == site]


@every_site
def test_the_test_tasks_are_as_many_of_each_kind_as_the_site_owes_the_benchmark(
    site: str, connection: sqlite3.Connection
) -> None:
    kinds, unseen, impossible = Counter[str](), 0, 0
    for template in of_site(site):
        assert template.id in IDS[site]
        evaluation = template.evaluation(connection, template.values(connection)[0])
        kinds["+".join(SHORT[kind] for kind in evaluation["eval_types"])] += template.test
        unseen += template.test * template.unseen
        impossible += template.test * ("fuzzy_match" in (evaluation["reference_answers"] or {}))
    assert kinds == TEST_TASKS[site]
    assert (unseen, impossible) == UNSEEN_AND_IMPOSSIBLE[site]
    assert kinds.total() == SIZES["test"][site]


def test_no_intent_is_given_twice(connection: sqlite3.Connection) -> None:
    intents = Counter(
        template.text.format(**values)
        for template in TEMPLATES.values()
        for values in template.values(connection)
    )
    assert [intent for intent, count in intents.items() if count > 1] == []


@every_template
def test_there_are_values_for_every_split(
    template: IntentTemplate, connection: sqlite3.Connection
) -> None:
    values = template.values(connection)
    assert len(values) <= 1000
    assert json.loads(json.dumps(values)) == values
    splits = Counter(split_of(0, template.subjects_of(each)) for each in values)
    assert splits["test"] >= template.test
    assert template.unseen or splits["train"] >= 5


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
        assert {kind for kind, name in EVIDENCE.items() if evaluation[name]} == set(types)


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
        asked = "string_match" in template.evaluation(connection, values)["eval_types"]
        assert (moves[-1].argument is not None) == asked


@every_template
def test_the_plan_quotes_what_the_request_dictates(
    template: IntentTemplate, connection: sqlite3.Connection
) -> None:
    for values in template.values(connection)[::3]:
        dictated = {value for value in values.values() if isinstance(value, str)}
        for step in template.script(connection, values):
            quoted = re.findall(r"'((?:[^']|'(?=s ))+)'", step.step)
            for move in step.moves:
                if move.kind in WRITES and move.argument in dictated:
                    assert any(str(move.argument).startswith(part) for part in quoted)
