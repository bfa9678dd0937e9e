"""The intent templates over several sites: what one site says is put to use on the next."""

from __future__ import annotations

import sqlite3
from collections import Counter

import pytest

from planact.core.action import ActionKind
from planact.core.task import MULTIPLE
from planact.sandbox.intent import IntentTemplate
from planact.sandbox.intents.multiple import TEMPLATES
from planact.sandbox.sites import SITES
from planact.sandbox.splits import SIZES, split_of
from planact.sandbox.state import initial_database, open_database

every_template = pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.id)


@pytest.fixture(scope="module")
def connection() -> sqlite3.Connection:
    return open_database(initial_database(0))


def test_the_test_tasks_are_as_many_as_the_group_owes_the_benchmark(
    connection: sqlite3.Connection,
) -> None:
    types: Counter[tuple[str, ...]] = Counter()
    for template in TEMPLATES:
        evaluation = template.evaluation(connection, template.values(connection)[0])
        types[tuple(evaluation["eval_types"])] += template.test
    assert types == {
        ("string_match",): 3,
        ("program_html",): 5,
        ("url_match", "program_html"): 1,
        ("url_match",): 1,
    }
    assert sum(template.test for template in TEMPLATES if template.unseen) == 3


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
def test_every_assignment_gives_an_intent_of_its_own(
    template: IntentTemplate, connection: sqlite3.Connection
) -> None:
    values = template.values(connection)
    intents = {template.text.format(**assignment) for assignment in values}
    assert 40 <= len(intents) == len(values) <= 1000


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_every_template_gives_its_share_of_every_split(seed: int) -> None:
    content = open_database(initial_database(seed))
    share = SIZES["train"][MULTIPLE] / sum(not template.unseen for template in TEMPLATES)
    for template in TEMPLATES:
        subjects = map(template.subjects_of, template.values(content))
        splits = Counter(split_of(seed, names) for names in subjects)
        assert splits["test"] >= template.test
        assert template.unseen or splits["train"] >= share


@every_template
def test_the_script_is_a_plan_that_notes_what_the_next_site_needs(
    template: IntentTemplate, connection: sqlite3.Connection
) -> None:
    for values in template.values(connection)[::3]:
        script = template.script(connection, values)
        moves = [move for step in script for move in step.moves]
        assert all(step.moves and step.reasoning for step in script)
        assert 2 <= len(moves) <= 20
        assert [move.kind for move in moves].index(ActionKind.EXIT) == len(moves) - 1
        assert any(move.note for move in moves)
        types = template.evaluation(connection, values)["eval_types"]
        assert (moves[-1].argument is not None) == ("string_match" in types)
