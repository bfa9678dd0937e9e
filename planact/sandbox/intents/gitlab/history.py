"""Intents about who has committed how much."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import datetime
from itertools import combinations

from planact.sandbox.evaluation import Evaluation, answer_is
from planact.sandbox.intent import IntentTemplate, Values
from planact.sandbox.intents.gitlab.parts import (
    APPLY,
    Connection,
    menu,
    project,
    projects,
    reach,
    rows,
    username,
)
from planact.sandbox.oracle import Script, ScriptStep, answer, answer_with, fill, select, step
from planact.sandbox.sites.gitlab.repository import contributors
from planact.sandbox.sites.gitlab.view import day

_WINDOWS = (
    ("2025-02-01", "2025-03-15"),
    ("2025-03-10", "2025-04-20"),
    ("2025-04-05", "2025-05-25"),
    ("2025-05-01", "2025-06-10"),
)

_MONTHS = {
    "February 2025": ("2025-02-01", "2025-02-28"),
    "March 2025": ("2025-03-01", "2025-03-31"),
    "April 2025": ("2025-04-01", "2025-04-30"),
    "May 2025": ("2025-05-01", "2025-05-31"),
}

_RANKS = ("most", "second most", "third most", "fewest")


def _iso(shown: str) -> str:
    """A date as forms take it, from one as pages show it."""
    return datetime.strptime(shown, "%B %d, %Y").date().isoformat()


def _count(connection: Connection, found: sqlite3.Row, author: str, since: str, until: str) -> int:
    number: int = rows(
        connection,
        "SELECT count(*) AS number FROM gitlab_commits WHERE project = ? AND author = ?"
        " AND substr(created, 1, 10) BETWEEN ? AND ?",
        found["id"],
        author,
        since,
        until,
    )[0]["number"]
    return number


# One author's commits within some weeks


def _ranges(connection: Connection) -> Sequence[Values]:
    return [
        {
            "author": person["name"],
            "project": found["name"],
            "since": day(since),
            "until": day(until),
        }
        for found in projects(connection)
        for number, person in enumerate(contributors(connection, found["id"]))
        for since, until in (_WINDOWS[number % 4], _WINDOWS[(number + 2) % 4])
        if _count(connection, found, person["username"], since, until) > 1
    ]


def _range_count(connection: Connection, values: Values) -> str:
    found = project(connection, values["project"])
    author = username(connection, values["author"])
    return str(_count(connection, found, author, _iso(values["since"]), _iso(values["until"])))


def _filter(author: str, since: str, until: str) -> ScriptStep:
    return step(
        f"Filter the commits by the author '{author}', from '{since}' to '{until}'",
        "The list of commits can be filtered by author and by date, year first.",
        select("#author", author),
        fill("#since", since),
        fill("#until", until),
        APPLY,
    )


def _range_script(connection: Connection, values: Values) -> Script:
    found = project(connection, values["project"])
    return (
        *reach(found),
        menu(found, "Commits", "It lists all commits with author and date."),
        _filter(values["author"], _iso(values["since"]), _iso(values["until"])),
        answer_with("the number of commits that are left", _range_count(connection, values)),
    )


# Two authors' commits of a month


def _pairs(connection: Connection) -> Sequence[Values]:
    return [
        {
            "first": first["name"],
            "second": second["name"],
            "project": found["name"],
            "month": month,
        }
        for found in projects(connection)
        for number, (first, second) in enumerate(
            combinations(contributors(connection, found["id"]), 2)
        )
        for month in (list(_MONTHS)[number % 4], list(_MONTHS)[(number + 1) % 4])
        if all(
            _count(connection, found, person["username"], *_MONTHS[month])
            for person in (first, second)
        )
    ]


def _pair_counts(connection: Connection, values: Values) -> list[int]:
    found = project(connection, values["project"])
    return [
        _count(connection, found, username(connection, values[which]), *_MONTHS[values["month"]])
        for which in ("first", "second")
    ]


def _pair_eval(connection: Connection, values: Values) -> Evaluation:
    return answer_is(exact_match=str(sum(_pair_counts(connection, values))))


def _pair_script(connection: Connection, values: Values) -> Script:
    found = project(connection, values["project"])
    first, second = values["first"], values["second"]
    counts = _pair_counts(connection, values)
    return (
        *reach(found),
        menu(found, "Commits", "It lists all commits with author and date."),
        _filter(first, *_MONTHS[values["month"]]),
        step(
            f"Note the number of commits by '{first}' and filter by the author '{second}' instead",
            "The list shows one author's commits at a time; the dates stay as they are.",
            select("#author", second, note=f"{first}: {counts[0]} commits"),
            APPLY,
        ),
        step(
            f"Add the number of commits by '{second}' to the noted one and answer with the sum",
            "Both numbers are known now.",
            answer(str(sum(counts))),
        ),
    )


# Who has committed most


def _ranked(connection: Connection, found: sqlite3.Row) -> dict[str, str]:
    """For each rank that nobody shares the name of who has it."""
    people = sorted(contributors(connection, found["id"]), key=lambda row: -row["commits"])
    counts = [row["commits"] for row in people]
    places = {"most": 0, "second most": 1, "third most": 2, "fewest": len(people) - 1}
    return {
        rank: people[place]["name"]
        for rank, place in places.items()
        if place < len(people) and counts.count(counts[place]) == 1
    }


def _rankings(connection: Connection) -> Sequence[Values]:
    return [
        {"project": found["name"], "rank": rank}
        for found in projects(connection)
        for rank in _RANKS
        if rank in _ranked(connection, found)
    ]


def _at_rank(connection: Connection, values: Values) -> str:
    return _ranked(connection, project(connection, values["project"]))[values["rank"]]


def _rank_script(connection: Connection, values: Values) -> Script:
    found = project(connection, values["project"])
    return (
        *reach(found),
        menu(found, "Contributors", "It shows how many commits each author has made."),
        step(
            f"Compare the numbers of commits and answer with who has the {values['rank']}",
            "The table is sorted by name, not by number.",
            answer(_at_rank(connection, values)),
        ),
    )


TEMPLATES = (
    IntentTemplate(
        301,
        ("gitlab",),
        "How many commits did {author} make to {project} from {since} to {until}, both days"
        " included? Answer with the number alone.",
        _ranges,
        lambda db, values: answer_is(exact_match=_range_count(db, values)),
        _range_script,
        subjects=("author", "project"),
    ),
    IntentTemplate(
        302,
        ("gitlab",),
        "How many commits did {first} and {second} together make to {project} in {month}?"
        " Answer with the number alone.",
        _pairs,
        _pair_eval,
        _pair_script,
        subjects=("first", "second", "project"),
        test=2,
        unseen=True,
    ),
    IntentTemplate(
        303,
        ("gitlab",),
        "Who has made the {rank} commits to {project}? Answer with the full name.",
        _rankings,
        lambda db, values: answer_is(exact_match=_at_rank(db, values)),
        _rank_script,
        subjects=("project",),
    ),
)
