"""The forum site's intent templates, all of their values."""

from __future__ import annotations

import sqlite3

import pytest

from planact.sandbox.intent import IntentTemplate
from planact.sandbox.intents.reddit import TEMPLATES
from planact.sandbox.state import initial_database, open_database


@pytest.fixture(scope="module")
def connection() -> sqlite3.Connection:
    return open_database(initial_database(0))


def is_impossible(template: IntentTemplate, connection: sqlite3.Connection) -> bool:
    evaluation = template.evaluation(connection, template.values(connection)[0])
    return "fuzzy_match" in (evaluation["reference_answers"] or {})


def test_the_same_question_is_possible_for_some_and_impossible_for_others(
    connection: sqlite3.Connection,
) -> None:
    answers = {is_impossible(t, connection) for t in TEMPLATES if "newest post that" in t.text}
    assert answers == {True, False}
