"""Intents that ask for something that a project's files say."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence

from planact.sandbox.evaluation import Evaluation, answer_is
from planact.sandbox.intent import IntentTemplate, Values
from planact.sandbox.intents.gitlab.parts import (
    APPLY,
    Connection,
    link,
    project,
    projects,
    reach,
    rows,
)
from planact.sandbox.oracle import (
    Script,
    answer_with,
    click,
    select,
    step,
)
from planact.sandbox.sites.gitlab.people import GROUPS
from planact.sandbox.sites.gitlab.view import ROOT

# Facts in files

_FACTS = {
    "which port does the server listen on unless it is told otherwise? Answer with the number"
    " alone.": ("README.md", r"port (\d+)"),
    "how many MB of memory does the server need at least? Answer with the number alone.": (
        "README.md",
        r"least (\d+) MB",
    ),
    "when do its developers meet? Answer with day and time, such as Sunday at 9:15.": (
        "CONTRIBUTING.md",
        r"every (\w+) at (\d+:\d+)",
    ),
    "where do I report security problems?": ("CONTRIBUTING.md", r"problems to ([^ ]+),"),
}
"""For the end of a question the file that has the answer, and where in it."""


def _facts(connection: Connection) -> Sequence[Values]:
    return [
        {"project": found["name"], "question": question}
        for found in projects(connection)
        for question in _FACTS
    ]


def _fact(connection: Connection, found: sqlite3.Row, question: str) -> tuple[str, ...]:
    name, pattern = _FACTS[question]
    file = rows(
        connection,
        "SELECT text FROM gitlab_files WHERE project = ? AND name = ?",
        found["id"],
        name,
    )[0]
    match = re.search(pattern, file["text"])
    assert match is not None
    return match.groups()


def _fact_eval(connection: Connection, values: Values) -> Evaluation:
    fact = _fact(connection, project(connection, values["project"]), values["question"])
    if fact[0].isdigit():
        return answer_is(exact_match=fact[0])
    return answer_is(must_include=list(fact))


def _read_fact(connection: Connection, found: sqlite3.Row, question: str) -> Script:
    name, _ = _FACTS[question]
    about = "how to run it" if name == "README.md" else "how to take part"
    return (
        step(
            f"Open the file '{name}'",
            f"By custom, this file says {about}.",
            click(link(f"{found['path']}/-/blob/{name}")),
        ),
        answer_with("what the file says", " at ".join(_fact(connection, found, question))),
    )


def _fact_script(connection: Connection, values: Values) -> Script:
    found = project(connection, values["project"])
    return (*reach(found), *_read_fact(connection, found, values["question"]))


# The most starred project of a group


def _groups(connection: Connection) -> Sequence[Values]:
    questions = [question for question, (name, _) in _FACTS.items() if name == "CONTRIBUTING.md"]
    return [{"group": group, "question": question} for question in questions for group in GROUPS]


def _favorite(connection: Connection, group: str) -> sqlite3.Row:
    return max(projects(connection, "owner = ?", group), key=lambda row: row["stars"])


def _favorite_eval(connection: Connection, values: Values) -> Evaluation:
    favorite = _favorite(connection, values["group"])
    return answer_is(must_include=list(_fact(connection, favorite, values["question"])))


def _favorite_script(connection: Connection, values: Values) -> Script:
    favorite = _favorite(connection, values["group"])
    return (
        step(
            f"Open 'Groups' and the group '{values['group']}'",
            "A group's page lists its projects.",
            click(f".links a[href='{ROOT}/groups']"),
            click(link(f"{ROOT}/{favorite['namespace']}")),
        ),
        step(
            "Sort the projects by 'Most stars'",
            "The most starred project then comes first.",
            select("#sort", "Most stars"),
            APPLY,
        ),
        step(
            "Open the first project of the list",
            "It has the most stars.",
            click(link(favorite["path"])),
        ),
        *_read_fact(connection, favorite, values["question"]),
    )


TEMPLATES = (
    IntentTemplate(
        306,
        ("gitlab",),
        "I want to know about the project {project}: {question}",
        _facts,
        _fact_eval,
        _fact_script,
        subjects=("project",),
    ),
    IntentTemplate(
        307,
        ("gitlab",),
        "Take the most starred project of the group {group}: {question}",
        _groups,
        _favorite_eval,
        _favorite_script,
        subjects=("group",),
        unseen=True,
    ),
)
