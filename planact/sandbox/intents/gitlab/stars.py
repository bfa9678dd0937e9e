"""Intents that star and fork the projects of others."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from planact.sandbox.evaluation import Evaluation, both, page_is, page_shows, texts_of
from planact.sandbox.intent import IntentTemplate, Values
from planact.sandbox.intents.gitlab.parts import (
    APPLY,
    SEND,
    Connection,
    below_site,
    link,
    press,
    project,
    projects,
    reach,
    rows,
    shows,
    tab,
)
from planact.sandbox.oracle import Script, ScriptStep, click, finish, search, select, step
from planact.sandbox.sites.gitlab.people import ACCOUNT
from planact.sandbox.sites.gitlab.projects import TOPICS
from planact.sandbox.sites.gitlab.settings import VISIBILITIES
from planact.sandbox.sites.gitlab.view import ROOT

# Stars

_NUMBERS = {"two": 2, "three": 3}


def _by_stars(connection: Connection, topic: str) -> list[sqlite3.Row]:
    condition = "id IN (SELECT project FROM gitlab_topics WHERE topic = ?)"
    return sorted(projects(connection, condition, topic), key=lambda row: -row["stars"])


def _topics(connection: Connection) -> Sequence[Values]:
    """Topics of which none of the most starred projects is starred by the account, nor the next."""
    starred = {row["project"] for row in rows(connection, "SELECT project FROM gitlab_stars")}
    return [
        {"number": word, "topic": topic}
        for topic in TOPICS
        for word, number in _NUMBERS.items()
        if not starred & {row["id"] for row in _by_stars(connection, topic)[: number + 1]}
    ]


def _stars_eval(connection: Connection, values: Values) -> Evaluation:
    ranked = _by_stars(connection, values["topic"])
    number = _NUMBERS[values["number"]]
    return page_shows(
        "gitlab",
        "/starred",
        texts_of("#projects a"),
        must_include=[f"{row['owner']} / {row['name']}" for row in ranked[:number]],
        must_exclude=[f"{row['owner']} / {row['name']}" for row in ranked[number : number + 1]],
    )


def _stars_script(connection: Connection, values: Values) -> Script:
    first, *others = _by_stars(connection, values["topic"])[: _NUMBERS[values["number"]]]
    names = " and ".join(row["name"] for row in others)
    return (
        tab("Explore", f"{ROOT}/explore", "The tab lists the projects of everybody."),
        step(
            f"Choose the topic '{values['topic']}' and sort by 'Most stars'",
            "The projects to star then come first.",
            select("#topic", values["topic"]),
            select("#sort", "Most stars"),
            APPLY,
        ),
        step(
            f"Note the names of the first {values['number']} projects, open the first and star it",
            "Projects are starred on their own pages.",
            click(link(first["path"]), note=f"also to be starred: {names}"),
            click("#star"),
        ),
        *(_star_noted(number, row) for number, row in enumerate(others)),
        finish(),
    )


def _star_noted(number: int, found: sqlite3.Row) -> ScriptStep:
    return step(
        f"Search for the {('second', 'third')[number]} noted project, open it and star it",
        "The search finds it by its name, without going back to the list.",
        search("#search", found["name"]),
        click(f"#projects a[href='{found['path']}']"),
        click("#star"),
    )


# Forks


def _forks(connection: Connection) -> Sequence[Values]:
    others = projects(connection, "namespace != ?", ACCOUNT)
    return [
        {"visibility": visibility.lower(), "project": found["name"]}
        for visibility in VISIBILITIES
        for found in others
    ]


def _fork_eval(connection: Connection, values: Values) -> Evaluation:
    found = project(connection, values["project"])
    path = f"{ROOT}/{ACCOUNT}/{found['slug']}"
    facts = {
        "#origin": f"Forked from {found['owner']} / {found['name']}",
        "#visibility": values["visibility"].capitalize(),
    }
    return both(page_is("gitlab", below_site(path)), shows(path, facts))


def _fork_script(connection: Connection, values: Values) -> Script:
    visibility = values["visibility"].capitalize()
    return (
        *reach(project(connection, values["project"])),
        press("Fork", "#fork", "The button opens the form for a fork."),
        step(
            f"Choose the visibility level '{visibility}' and press 'Fork project'",
            "A fork needs a visibility level.",
            select("#visibility", visibility),
            SEND,
        ),
        finish(),
    )


TEMPLATES = (
    IntentTemplate(
        319,
        ("gitlab",),
        'Star the {number} projects with the most stars on the topic "{topic}".',
        _topics,
        _stars_eval,
        _stars_script,
        subjects=("topic",),
    ),
    IntentTemplate(
        324,
        ("gitlab",),
        "Fork {project} for me. The fork should be {visibility}. Leave me on its page.",
        _forks,
        _fork_eval,
        _fork_script,
        subjects=("project",),
    ),
)
