"""Fills the code-hosting site: people, groups, projects, their members and their files."""

from __future__ import annotations

import sqlite3
from datetime import timedelta
from random import Random

from planact.sandbox.site import NOW
from planact.sandbox.sites.gitlab import words
from planact.sandbox.sites.gitlab.history import fill_history
from planact.sandbox.sites.gitlab.people import ACCOUNT, GROUPS, MY_NAME, PEOPLE
from planact.sandbox.sites.gitlab.projects import PROJECTS, Project, slug

PEOPLE_PER_GROUP = 7

# What the account may do in projects of others; it owns the projects in its own name.
MY_ROLES = {
    "Waymark": "Maintainer",
    "Broadsheet": "Maintainer",
    "Ladle": "Maintainer",
    "Propshelf": "Maintainer",
    "Skybook": "Maintainer",
    "Knotbook": "Developer",
    "Platen": "Developer",
    "Longwave": "Developer",
    "Market Day": "Reporter",
}

NOT_PUBLIC = {
    "Spare Keys": "Private",
    "Minutes Keeper": "Private",
    "Lamplighter": "Internal",
    "Mooring Planner": "Internal",
    "Ticketstub": "Internal",
    "Broadsheet": "Internal",
    "Footnote Server": "Internal",
}

MY_STARS = 6

# What the account has starred is less known: the most starred projects are left to be found.
MOST_STARS_OF_MINE = 150

_USERNAMES = {person.name: person.username for person in PEOPLE}


def fill(connection: sqlite3.Connection, draw: Random) -> None:
    """Write the whole content; the tables are there and empty."""
    _fill_people(connection, draw)
    connection.executemany(
        "INSERT INTO gitlab_groups VALUES (?, ?, ?)",
        [(slug(name), name, description) for name, description in GROUPS.items()],
    )
    teams = {group: draw.sample(PEOPLE[1:], PEOPLE_PER_GROUP) for group in GROUPS}
    stars = draw.sample(range(3, 480), len(PROJECTS))
    for number, project in enumerate(PROJECTS, start=1):
        team = teams.get(project.owner) or draw.sample(PEOPLE[1:], PEOPLE_PER_GROUP)
        _fill_project(connection, draw, number, project, stars[number - 1])
        _fill_members(connection, draw, number, project, [person.name for person in team])
        _fill_files(connection, draw, number, project)
    little_known = [n for n, count in enumerate(stars, start=1) if count < MOST_STARS_OF_MINE]
    connection.executemany(
        "INSERT INTO gitlab_stars VALUES (?, ?)",
        [(ACCOUNT, number) for number in draw.sample(little_known, MY_STARS)],
    )
    fill_history(connection, draw)


def _fill_people(connection: sqlite3.Connection, draw: Random) -> None:
    for person in PEOPLE:
        joined = NOW - timedelta(days=draw.randrange(500, 2600))
        bio = f"{person.job} from {person.location}."
        connection.execute(
            "INSERT INTO gitlab_users VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                person.username,
                person.name,
                person.job,
                person.location,
                bio,
                person.status,
                joined.date().isoformat(),
            ),
        )


def _fill_project(
    connection: sqlite3.Connection, draw: Random, number: int, project: Project, stars: int
) -> None:
    connection.execute(
        "INSERT INTO gitlab_projects VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, '', NULL)",
        (
            number,
            _USERNAMES.get(project.owner, slug(project.owner)),
            slug(project.name),
            project.name,
            project.description,
            NOT_PUBLIC.get(project.name, "Public"),
            draw.choice(words.LICENSES),
            stars,
            draw.randrange(stars // 4 + 2),
        ),
    )
    connection.executemany(
        "INSERT INTO gitlab_topics VALUES (?, ?)", [(number, topic) for topic in project.topics]
    )
    labels = draw.sample(words.LABELS, 6)
    connection.executemany(
        "INSERT INTO gitlab_labels VALUES (?, ?)", [(number, label) for label in labels]
    )


def _fill_members(
    connection: sqlite3.Connection, draw: Random, number: int, project: Project, team: list[str]
) -> None:
    """The owner, the account where it takes part, and most of the team in mixed roles."""
    owner = project.owner if project.owner in _USERNAMES else team[0]
    others = [name for name in team if name != owner][: draw.randint(5, 6)]
    roles = ["Maintainer", "Developer", "Developer", "Developer", "Reporter", "Guest"]
    members = {owner: "Owner", **dict(zip(others, roles, strict=False))}
    if project.name in MY_ROLES:
        members[MY_NAME] = MY_ROLES[project.name]
    connection.executemany(
        "INSERT INTO gitlab_members VALUES (?, ?, ?, ?)",
        [
            (number, _USERNAMES[name], role, _day(draw.randrange(160, 480)))
            for name, role in members.items()
        ],
    )


def _fill_files(
    connection: sqlite3.Connection, draw: Random, number: int, project: Project
) -> None:
    facts = {
        "name": project.name,
        "slug": slug(project.name),
        "description": project.description,
        "parts": "\n".join(f"- The {part}" for part in project.parts),
        "license": connection.execute(
            "SELECT license FROM gitlab_projects WHERE id = ?", (number,)
        ).fetchone()["license"],
        "port": draw.randrange(2100, 9900),
        "memory": draw.randrange(8, 64) * 16,
        "days": draw.randrange(7, 90),
        "approvals": draw.choice(("two", "three", "four")),
        "weekday": draw.choice(words.WEEKDAYS),
        "time": f"{draw.randrange(8, 19)}:{draw.choice(('00', '15', '30', '45'))}",
        "room": f"#{slug(draw.choice(project.parts))}",
        "security": f"{draw.choice(('security', 'alarm', 'report'))}@{slug(project.name)}.example",
    }
    files = {
        "README.md": words.README,
        "CONTRIBUTING.md": words.CONTRIBUTING,
        "LICENSE": words.LICENSE,
        "settings.toml": words.SETTINGS,
    }
    texts = {name: text.format(**facts) for name, text in files.items()}
    for part in draw.sample(project.parts, 3):
        texts[f"{slug(part).replace('-', '_')}.py"] = words.MODULE.format(part=part, **facts)
    connection.executemany(
        "INSERT INTO gitlab_files VALUES (?, ?, ?)",
        [(number, name, text) for name, text in texts.items()],
    )


def _day(days_ago: int) -> str:
    return (NOW - timedelta(days=days_ago)).date().isoformat()
