from __future__ import annotations

import sqlite3

import pytest

from planact.sandbox.state import initial_database, open_database


@pytest.fixture(scope="module")
def connection() -> sqlite3.Connection:
    return open_database(initial_database(0))


def test_titles_and_names_stand_for_one_thing(connection: sqlite3.Connection) -> None:
    for table, column in (
        ("gitlab_projects", "name"),
        ("gitlab_issues", "title"),
        ("gitlab_merges", "title"),
        ("gitlab_namespaces", "name"),
    ):
        names = [row[0] for row in connection.execute(f"SELECT {column} FROM {table}")]
        assert len(set(names)) == len(names)
