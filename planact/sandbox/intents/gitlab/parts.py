"""What the code-hosting site's intent templates share: look-ups, steps of scripts, and checks."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from typing import Any

from planact.sandbox.evaluation import Evaluation, both, page_shows, text_of
from planact.sandbox.oracle import Move, ScriptStep, click, search, step
from planact.sandbox.sites.gitlab.access import visible_projects
from planact.sandbox.sites.gitlab.people import ACCOUNT
from planact.sandbox.sites.gitlab.view import ROOT

Connection = sqlite3.Connection

OWN = ("Owner", "Maintainer")
"""The account's roles in projects whose settings and members it may change."""

COMMITTING = (*OWN, "Developer")

TRIAGE = (*COMMITTING, "Reporter")


def rows(connection: Connection, sql: str, *values: Any) -> list[sqlite3.Row]:
    """The query's rows."""
    return connection.execute(sql, values).fetchall()


def projects(connection: Connection, where: str = "1", *values: Any) -> list[sqlite3.Row]:
    """The projects that the account sees and that meet an SQL condition, in a fixed order."""
    return visible_projects(connection, ACCOUNT, where, values, "id")


def projects_as(connection: Connection, roles: tuple[str, ...]) -> list[sqlite3.Row]:
    """The projects in which the account has one of the roles."""
    marks = ", ".join("?" for _ in roles)
    condition = (
        f"id IN (SELECT project FROM gitlab_members WHERE username = ? AND role IN ({marks}))"
    )
    return projects(connection, condition, ACCOUNT, *roles)


def project(connection: Connection, name: str) -> sqlite3.Row:
    """The project of that name."""
    return projects(connection, "name = ?", name)[0]


def username(connection: Connection, name: str) -> str:
    """The user name of the person of that name."""
    found = rows(connection, "SELECT username FROM gitlab_users WHERE name = ?", name)
    return str(found[0]["username"])


def thread(connection: Connection, table: str, owner: sqlite3.Row, title: str) -> sqlite3.Row:
    """The project's issue (``gitlab_issue``) or merge request (``gitlab_merge``) of that title."""
    return rows(
        connection, f"SELECT * FROM {table} WHERE project = ? AND title = ?", owner["id"], title
    )[0]


def labels(connection: Connection, found: sqlite3.Row) -> list[str]:
    """The project's labels, as pages order them."""
    names = rows(
        connection,
        "SELECT label FROM gitlab_labels WHERE project = ? ORDER BY label",
        found["id"],
    )
    return [row["label"] for row in names]


def open_issues(connection: Connection, found: sqlite3.Row, label: str) -> list[sqlite3.Row]:
    """The project's open issues with the label, newest first."""
    return rows(
        connection,
        "SELECT * FROM gitlab_issue WHERE project = ? AND state = 'Open' AND id IN"
        " (SELECT issue FROM gitlab_issue_labels WHERE label = ?) ORDER BY created DESC",
        found["id"],
        label,
    )


def below_site(path: str) -> str:
    """A path as evaluations take it."""
    return path.removeprefix(ROOT)


def shows(path: str, facts: Mapping[str, str]) -> Evaluation:
    """The page's texts by the selectors of their elements."""
    checks = [
        page_shows("gitlab", below_site(path), text_of(css), exact_match=text)
        for css, text in facts.items()
    ]
    joined = checks[0]
    for check in checks[1:]:
        joined = both(joined, check)
    return joined


def link(path: str) -> str:
    """Selector of a link to the path in the page's own part, below the header."""
    return f"main a[href='{path}']"


def search_project(name: str) -> ScriptStep:
    """Search for a project from any page."""
    return step(
        f"Search for the project '{name}'",
        "The search in the header finds projects by their names.",
        search("#search", name),
    )


def open_found(found: sqlite3.Row) -> ScriptStep:
    """Open a project among search results."""
    return step(
        f"Open the project '{found['name']}'",
        "Everything about a project is reached from its page.",
        click(f"#projects a[href='{found['path']}']"),
    )


def reach(found: sqlite3.Row) -> tuple[ScriptStep, ScriptStep]:
    """From any page to a project's page."""
    return search_project(found["name"]), open_found(found)


def reach_own(found: sqlite3.Row) -> tuple[ScriptStep, ScriptStep]:
    """From the start page to the page of a project that the account takes part in."""
    return (
        step(
            f"Filter your projects by the name '{found['name']}'",
            "The start page lists your projects, but not all of them at once.",
            search("#name", found["name"]),
        ),
        open_found(found),
    )


def menu(found: sqlite3.Row, entry: str, why: str) -> ScriptStep:
    """Open an entry of a project's menu, named as the menu names it."""
    section, path = _MENU[entry]
    return step(
        f"Open '{entry}' under '{section}' in the project's menu",
        why,
        click(f".menu a[href='{found['path']}/-/{path}']"),
    )


def show_issues(found: sqlite3.Row) -> ScriptStep:
    """Open a project's list of issues."""
    return menu(found, "Issues", "The project's issues have a page of their own, open ones first.")


def show_closed(found: sqlite3.Row) -> ScriptStep:
    """Go on from a project's open issues to its closed ones."""
    path = f"{found['path']}/-/issues?state=closed"
    return tab("Closed", path, "Closed issues are on a tab of their own.")


def show_merges(found: sqlite3.Row) -> ScriptStep:
    """Open a project's list of merge requests."""
    why = "The project's merge requests have a page of their own, open ones first."
    return menu(found, "Merge requests", why)


def search_titles(text: str) -> ScriptStep:
    """Search a list of issues or merge requests."""
    return step(
        f"Search the titles for '{text}'",
        "The list is long, and its filter finds titles.",
        search("#words", text),
    )


def open_thread(kind: str, found: sqlite3.Row) -> ScriptStep:
    """Open an issue or merge request from a list."""
    return step(
        f"Open the {kind} '{found['title']}'",
        f"What can be done with the {kind} is on its own page.",
        click(thread_link(found)),
    )


def thread_link(found: sqlite3.Row) -> str:
    """Selector of an issue or merge request in a list."""
    return f"#threads a[href='{found['path']}']"


def tab(label: str, path: str, why: str) -> ScriptStep:
    """Open a tab above a list."""
    return step(f"Open the tab '{label}'", why, click(f".tabs a[href='{path}']"))


def press(label: str, css: str, why: str, note: str | None = None) -> ScriptStep:
    """Press a button of the page."""
    return step(f"Press '{label}'", why, click(css, note))


APPLY = click("#filter")
"""Apply what is chosen above a list."""

SEND: Move = click("#send")
"""Send the page's form."""

_MENU = {
    "Labels": ("Project information", "labels"),
    "Members": ("Project information", "members"),
    "Commits": ("Repository", "commits"),
    "Contributors": ("Repository", "contributors"),
    "Issues": ("Plan and review", "issues"),
    "Merge requests": ("Plan and review", "merge_requests"),
    "General": ("Settings", "settings"),
}
"""For each entry of a project's menu its section and its path."""
