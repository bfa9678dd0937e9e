"""Intents that post to the forum what another site says."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from planact.sandbox.evaluation import Evaluation
from planact.sandbox.intent import IntentTemplate, Values
from planact.sandbox.intents.gitlab.parts import project, projects
from planact.sandbox.intents.map.lookup import place, places
from planact.sandbox.intents.multiple.steps import (
    leave_list_of_projects,
    leave_map,
    open_on_map,
    open_site,
    post_shows,
    submit_post,
)
from planact.sandbox.intents.reddit.lookups import FORUMS
from planact.sandbox.oracle import Script, finish, search, step
from planact.sandbox.sites.gitlab.people import ACCOUNT
from planact.sandbox.sites.map.itinerary import opening_hours
from planact.sandbox.sites.map.places import DAYS

Connection = sqlite3.Connection


# Opening hours


def _open_places(connection: Connection) -> Sequence[Values]:
    forums = [values["forum"] for values in FORUMS(connection)]
    return [
        {"place": row["name"], "day": DAYS[day], "forum": forums[(index * 5 + turn) % len(forums)]}
        for index, row in enumerate(places(connection))
        for turn, day in enumerate((index % 5, (index + 2) % 5, 5))
        if _hours_of(connection, row, day)
    ]


def _hours_of(connection: Connection, row: sqlite3.Row, day: int) -> str | None:
    """As the map shows them; None for a place that is closed, never closed, or unknown."""
    times = connection.execute(
        "SELECT opens, closes FROM map_hours WHERE place = ? AND day = ? AND closes < 1440",
        (row["id"], day),
    ).fetchone()
    return opening_hours(tuple(times)) if times else None


def _hours(connection: Connection, values: Values) -> str:
    text = _hours_of(connection, place(connection, values["place"]), DAYS.index(values["day"]))
    assert text is not None
    return text


def _hours_title(values: Values) -> str:
    return f"{values['place']} on {values['day']}"


def _hours_eval(connection: Connection, values: Values) -> Evaluation:
    return post_shows(connection, values["forum"], _hours_title(values), _hours(connection, values))


def _hours_script(connection: Connection, values: Values) -> Script:
    hours = _hours(connection, values)
    return (
        *open_on_map(place(connection, values["place"])),
        leave_map(f"the opening hours on {values['day']}", f"{_hours_title(values)}: {hours}"),
        open_site("reddit"),
        *submit_post(values["forum"], _hours_title(values), ("the noted hours", hours)),
        finish(),
    )


# A project


def _announcements(connection: Connection) -> Sequence[Values]:
    mine = "description != '' AND id IN (SELECT project FROM gitlab_members WHERE username = ?)"
    return [
        {"project": row["name"], "forum": forum["forum"]}
        for row in projects(connection, mine, ACCOUNT)
        for forum in FORUMS(connection)
    ]


def _announcement_title(values: Values) -> str:
    return f"What {values['project']} is about"


def _announcement_eval(connection: Connection, values: Values) -> Evaluation:
    description = project(connection, values["project"])["description"]
    return post_shows(connection, values["forum"], _announcement_title(values), description)


def _announcement_script(connection: Connection, values: Values) -> Script:
    name = values["project"]
    description = project(connection, name)["description"]
    return (
        open_site("gitlab"),
        step(
            f"Filter your projects by the name '{name}'",
            "The list shows the description of every project.",
            search("#name", name),
        ),
        leave_list_of_projects("the description", f"{name}: {description}"),
        open_site("reddit"),
        *submit_post(
            values["forum"], _announcement_title(values), ("the noted description", description)
        ),
        finish(),
    )


POSTS = (
    IntentTemplate(
        601,
        ("map", "reddit"),
        'Look up on the map when {place} is open on {day}, and submit a post titled "{place} on'
        ' {day}" to the {forum} forum. Its body should be the opening hours, written as on the map,'
        ' e.g. "9:00-17:30".',
        _open_places,
        _hours_eval,
        _hours_script,
        subjects=("place", "forum"),
        start=None,
    ),
    IntentTemplate(
        606,
        ("gitlab", "reddit"),
        'Tell the {forum} forum about my project {project}: submit a post titled "What {project} is'
        ' about" whose body is the description that the project has in my list of projects.',
        _announcements,
        _announcement_eval,
        _announcement_script,
        subjects=("project", "forum"),
        start=None,
    ),
)
"""Intents that end on the forum site."""
