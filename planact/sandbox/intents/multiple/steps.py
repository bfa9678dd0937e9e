"""Steps that scripts over several sites share: to a site, out of it again, and a post there."""

from __future__ import annotations

import sqlite3

from planact.core.action import ActionKind
from planact.sandbox.evaluation import Evaluation, page_shows, text_of
from planact.sandbox.intents.map.steps import find
from planact.sandbox.intents.reddit.lookups import next_post_id
from planact.sandbox.intents.reddit.steps import SEND, link
from planact.sandbox.oracle import Move, Script, ScriptStep, click, fill, select, step, visit
from planact.sandbox.sites import SITES
from planact.sandbox.sites.reddit.written import slug


def open_site(name: str) -> ScriptStep:
    """From the home page of all sites to one of them."""
    return visit(name, SITES[name].title)


def open_on_map(place: sqlite3.Row) -> Script:
    """From the home page to the page of a place on the map."""
    return open_site("map"), *find(place)


def leave_map(what: str, value: str) -> ScriptStep:
    """From any page of the map back to the home page.

    Args:
        what: What has to be remembered of the page, in words.
        value: The same as it is noted down.
    """
    return step(
        f"Note {what} and click 'All websites'",
        "What was read here is needed on another website.",
        click("#all-websites", note=value),
    )


def leave_list_of_projects(what: str, value: str) -> ScriptStep:
    """From the filtered list of one's projects, where one came straight to, to the home page."""
    return step(
        f"Note {what} and go back twice, to the list of websites",
        "What was read here is needed on another website.",
        Move(ActionKind.GO_BACKWARD, note=value),
        Move(ActionKind.GO_BACKWARD),
    )


def submit_post(forum: str, title: str, body: tuple[str, str]) -> Script:
    """On the forum site: submit a post.

    Args:
        forum: The forum.
        title: The post's title, as the intent gives it.
        body: What its body is, in words; the text itself.
    """
    words, text = body
    return (
        step("Go to 'Submit'", "The header links to the form.", click(link("/reddit/submit"))),
        step(
            f"Choose the forum '{forum}', enter the title '{title}' and {words} as the body,"
            " and press 'Create submission'",
            "The form has a field for each.",
            select("#forum", forum),
            fill("#title", title),
            fill("#body", text),
            click(SEND),
        ),
    )


def post_shows(connection: sqlite3.Connection, forum: str, title: str, body: str) -> Evaluation:
    """The first post that is added has this title and this body."""
    path = f"/f/{forum}/{next_post_id(connection)}/{slug(title)}"
    return page_shows("reddit", path, text_of("#body"), exact_match=body)
