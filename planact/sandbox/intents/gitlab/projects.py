"""Intents that make projects and change their settings."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import cycle

from planact.sandbox.evaluation import Evaluation, both, page_is, page_shows, texts_of
from planact.sandbox.intent import IntentTemplate, Values
from planact.sandbox.intents.gitlab.parts import (
    OWN,
    SEND,
    Connection,
    below_site,
    menu,
    press,
    project,
    projects_as,
    reach_own,
    shows,
)
from planact.sandbox.intents.gitlab.texts import (
    NEW_DESCRIPTIONS,
    PROJECT_DESCRIPTIONS,
    PROJECT_NAMES,
)
from planact.sandbox.oracle import Script, click, fill, finish, select, step
from planact.sandbox.sites.gitlab.people import ACCOUNT
from planact.sandbox.sites.gitlab.projects import slug
from planact.sandbox.sites.gitlab.settings import VISIBILITIES
from planact.sandbox.sites.gitlab.view import ROOT

# Settings


def _changes(connection: Connection) -> Sequence[Values]:
    return [
        {"project": found["name"], "visibility": visibility.lower(), "text": text}
        for text in NEW_DESCRIPTIONS
        for found in projects_as(connection, OWN)
        for visibility in VISIBILITIES
        if visibility != found["visibility"]
    ]


def _change_eval(connection: Connection, values: Values) -> Evaluation:
    facts = {"#visibility": values["visibility"].capitalize(), "#description": values["text"]}
    return shows(project(connection, values["project"])["path"], facts)


def _change_script(connection: Connection, values: Values) -> Script:
    found = project(connection, values["project"])
    return (
        *reach_own(found),
        menu(found, "General", "The general settings hold description and visibility."),
        step(
            f"Enter the description '{values['text']}' and choose the visibility level"
            f" '{values['visibility'].capitalize()}'",
            "The form holds the old ones, which are replaced.",
            fill("#description", values["text"]),
            select("#visibility", values["visibility"].capitalize()),
        ),
        step("Press 'Save changes'", "Nothing is changed before.", SEND),
        finish(),
    )


# A new project

_README = {"with": "#files", "without": "main p.box"}
"""With a README or without one, and where the page says which."""


def _new_projects(connection: Connection) -> Sequence[Values]:
    visibilities, readmes = cycle(VISIBILITIES), cycle(_README)
    return [
        {
            "visibility": next(visibilities).lower(),
            "name": name,
            "description": PROJECT_DESCRIPTIONS[number % len(PROJECT_DESCRIPTIONS)],
            "readme": next(readmes),
        }
        for number, name in enumerate(PROJECT_NAMES)
    ]


def _new_project_eval(connection: Connection, values: Values) -> Evaluation:
    path = f"{ROOT}/{ACCOUNT}/{slug(values['name'])}"
    facts = {
        "h1": values["name"],
        "#visibility": values["visibility"].capitalize(),
        "#description": values["description"],
    }
    content = "README.md" if values["readme"] == "with" else "The repository of this project"
    repository = page_shows(
        "gitlab", below_site(path), texts_of(_README[values["readme"]]), must_include=[content]
    )
    return both(both(page_is("gitlab", below_site(path)), shows(path, facts)), repository)


def _new_project_script(connection: Connection, values: Values) -> Script:
    untick = step(
        "Clear the box 'Initialize repository with a README'",
        "The box is ticked at first, and no README is wanted.",
        click("#readme"),
    )
    return (
        press("New project", f"a[href='{ROOT}/projects/new']", "The header links to the form."),
        step(
            f"Enter the name '{values['name']}' and the description '{values['description']}', and"
            f" choose the visibility level '{values['visibility'].capitalize()}'",
            "The form has a field for each.",
            fill("#project-name", values["name"]),
            fill("#description", values["description"]),
            click(f"#visibility-{values['visibility']}"),
        ),
        *([untick] if values["readme"] == "without" else []),
        step("Press 'Create project'", "The form is complete.", SEND),
        finish(),
    )


TEMPLATES = (
    IntentTemplate(
        320,
        ("gitlab",),
        'Make my project {project} {visibility} and change its description to "{text}".',
        _changes,
        _change_eval,
        _change_script,
        test=0,
    ),
    IntentTemplate(
        325,
        ("gitlab",),
        "Start a new {visibility} project named {name}, {readme} a README. Its description is"
        ' "{description}". Leave me on the project\'s page.',
        _new_projects,
        _new_project_eval,
        _new_project_script,
        subjects=("name",),
    ),
)
