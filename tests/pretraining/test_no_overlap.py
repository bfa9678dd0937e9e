"""The corpus knows nothing of the sandbox: no name, no sentence is in both."""

from __future__ import annotations

import re

from planact.pretraining.corpus.draw import words
from planact.sandbox.state import initial_database, open_database
from planact.sandbox.tasks import make_tasks, script_for
from tests.pretraining.source import source_texts

NAME_COLUMNS = {"name", "user", "username", "author", "brand", "city", "street", "town", "customer"}
PLAIN_WORDS = 3
"""A text with fewer words besides its slots is a label or a fragment, not a sentence."""


def sandbox_names() -> set[str]:
    database = open_database(initial_database(0))
    found: set[str] = set()
    tables = [
        row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type='table'")
    ]
    for table in tables:
        columns = [row[1] for row in database.execute(f"PRAGMA table_info({table})")]
        for column in NAME_COLUMNS & set(columns):
            rows = database.execute(f"SELECT DISTINCT {column} FROM {table}")
            found |= {str(row[0]) for row in rows}
    return found


def sentence(text: str) -> str:
    """The words of a text; a mark stands for each slot or quoted value."""
    slots = re.sub(r"'[^']*'|\"[^\"]*\"|\{[^{}]*\}", " # ", text)
    return " ".join(re.findall(r"[a-z]+|#", slots.lower()))


def sandbox_texts() -> set[str]:
    """Every task, step and reason."""
    tasks = [task for split in make_tasks(0).values() for task in split]
    found = {task.intent for task in tasks}
    for task in tasks:
        for step in script_for(task):
            found |= {step.step, step.reasoning}
    return found


def test_no_word_of_the_corpus_is_part_of_a_name() -> None:
    name_words = {
        word.lower() for name in sandbox_names() for word in re.findall("[A-Za-z]+", name)
    }
    listed = {word for kind in ("nouns", "adjectives", "verbs", "plain") for word in words(kind)}
    assert listed & name_words == set()


def test_no_sentence_is_in_both() -> None:
    mine = {sentence(text) for text in source_texts()}
    theirs = {sentence(text) for text in sandbox_texts()}
    shared = {
        text for text in mine & theirs if len([w for w in text.split() if w != "#"]) >= PLAIN_WORDS
    }
    assert shared == set()


def test_no_name_is_spelled_out_in_the_corpus() -> None:
    names = {name.lower() for name in sandbox_names() if " " in name.strip()}
    everything = "\n".join(source_texts()).lower()
    assert [name for name in names if name in everything] == []
