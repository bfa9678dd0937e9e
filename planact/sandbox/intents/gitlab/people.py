"""Intents about who belongs to a project, and about one's own profile."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from itertools import cycle

from planact.sandbox.evaluation import Evaluation, both, impossible
from planact.sandbox.intent import IntentTemplate, Values
from planact.sandbox.intents.gitlab.parts import (
    OWN,
    SEND,
    Connection,
    menu,
    press,
    project,
    projects,
    projects_as,
    reach,
    rows,
    shows,
    username,
)
from planact.sandbox.intents.gitlab.texts import PROJECT_NAMES, STATUSES
from planact.sandbox.oracle import Script, ScriptStep, click, fill, finish, give_up, select, step
from planact.sandbox.sites.gitlab.access import ROLES
from planact.sandbox.sites.gitlab.people import ACCOUNT, PEOPLE
from planact.sandbox.sites.gitlab.projects import slug
from planact.sandbox.sites.gitlab.view import ROOT

INVITATION = "Invite {person} to {project} as a {role}."
"""Of tasks that can be done and of such that cannot: who may invite shows on the site alone."""

_NOT_ALLOWED = "Only maintainers of a project can invite members, and this account is none there."


# The status


def _status_script(connection: Connection, values: Values) -> Script:
    return (
        step(
            "Open the menu with your name and choose 'Edit profile'",
            "The status belongs to the settings of the profile.",
            click("#profile-menu"),
            click(f"a[href='{ROOT}/settings/profile']"),
        ),
        step(
            f"Enter '{values['status']}' as the current status and update the profile",
            "The form holds the old status, which is replaced.",
            fill("#status", values["status"]),
            click("#save"),
        ),
        finish(),
    )


# Invitations


def _outsiders(connection: Connection, found: sqlite3.Row) -> list[str]:
    names = rows(
        connection,
        "SELECT name FROM gitlab_users WHERE username NOT IN"
        " (SELECT username FROM gitlab_members WHERE project = ?) AND username != ? ORDER BY name",
        found["id"],
        ACCOUNT,
    )
    return [row["name"] for row in names]


def _invitations(connection: Connection) -> Sequence[Values]:
    return _offered(connection, projects_as(connection, OWN))


def _forbidden(connection: Connection) -> Sequence[Values]:
    own = {found["id"] for found in projects_as(connection, OWN)}
    return _offered(connection, [row for row in projects(connection) if row["id"] not in own])


def _offered(connection: Connection, among: Sequence[sqlite3.Row]) -> Sequence[Values]:
    roles = cycle(ROLES)
    return [
        {"person": person, "project": found["name"], "role": next(roles)}
        for found in among
        for person in _outsiders(connection, found)
    ]


def _role_of(connection: Connection, person: str) -> str:
    return f"tr[data-user='{username(connection, person)}'] .role"


def _invitation_eval(connection: Connection, values: Values) -> Evaluation:
    path = f"{project(connection, values['project'])['path']}/-/members"
    return shows(path, {_role_of(connection, values["person"]): values["role"]})


def _open_members(found: sqlite3.Row) -> ScriptStep:
    why = "Members are part of what a project says about itself, not of its settings."
    return menu(found, "Members", why)


def _invite(person: str, role: str) -> tuple[ScriptStep, ScriptStep]:
    return (
        press("Invite members", "#invite", "The button opens the form for an invitation."),
        step(
            f"Enter the name '{person}', choose the role '{role}' and press 'Invite'",
            "An invitation needs both.",
            fill("#person", person),
            select("#role", role),
            SEND,
        ),
    )


def _invitation_script(connection: Connection, values: Values) -> Script:
    found = project(connection, values["project"])
    return (
        *reach(found),
        _open_members(found),
        *_invite(values["person"], values["role"]),
        finish(),
    )


def _forbidden_script(connection: Connection, values: Values) -> Script:
    found = project(connection, values["project"])
    return (
        *reach(found),
        _open_members(found),
        give_up("The page has no button for invitations: only maintainers of the project see it."),
    )


# A new project with members


def _teams(connection: Connection) -> Sequence[Values]:
    names = [person.name for person in PEOPLE[1:]]
    roles = [(first, second) for first in ROLES for second in ROLES if first != second]
    return [
        {
            "name": name,
            "first": names[(number + turn) % len(names)],
            "first_role": roles[(number + turn) % len(roles)][0],
            "second": names[(number + 3 * turn + 5) % len(names)],
            "second_role": roles[(number + turn) % len(roles)][1],
        }
        for number, name in enumerate(PROJECT_NAMES)
        for turn in range(15)
        if (2 * turn + 5) % len(names)
    ]


def _team_eval(connection: Connection, values: Values) -> Evaluation:
    path = f"{ROOT}/{ACCOUNT}/{slug(values['name'])}"
    roles = {
        _role_of(connection, values[which]): values[f"{which}_role"]
        for which in ("first", "second")
    }
    return both(shows(path, {"#visibility": "Public"}), shows(f"{path}/-/members", roles))


def _team_script(connection: Connection, values: Values) -> Script:
    path = f"{ROOT}/{ACCOUNT}/{slug(values['name'])}"
    return (
        step(
            f"Press 'New project' and create a public project with the name '{values['name']}'",
            "The form is reached from the header; projects are private unless told otherwise.",
            click(f"a[href='{ROOT}/projects/new']"),
            fill("#project-name", values["name"]),
            click("#visibility-public"),
            SEND,
        ),
        step(
            "Open 'Members' under 'Project information' in the project's menu",
            "Members are part of what a project says about itself, not of its settings.",
            click(f".menu a[href='{path}/-/members']"),
        ),
        *_invite(values["first"], values["first_role"]),
        *_invite(values["second"], values["second_role"]),
        finish(),
    )


TEMPLATES = (
    IntentTemplate(
        309,
        ("gitlab",),
        INVITATION,
        _forbidden,
        lambda db, values: impossible(_NOT_ALLOWED),
        _forbidden_script,
        subjects=("person", "project"),
    ),
    IntentTemplate(
        314,
        ("gitlab",),
        "Set my status to '{status}'.",
        lambda db: [{"status": status} for status in STATUSES],
        lambda db, values: shows(f"{ROOT}/{ACCOUNT}", {"#status": values["status"]}),
        _status_script,
    ),
    IntentTemplate(
        315,
        ("gitlab",),
        INVITATION,
        _invitations,
        _invitation_eval,
        _invitation_script,
        subjects=("person", "project"),
    ),
    IntentTemplate(
        321,
        ("gitlab",),
        "Create a public project called {name} and invite {first} as a {first_role} and {second}"
        " as a {second_role}.",
        _teams,
        _team_eval,
        _team_script,
        subjects=("name", "first", "second"),
        test=2,
        unseen=True,
    ),
)
