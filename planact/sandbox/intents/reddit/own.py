"""Forum tasks about what is one's own: subscriptions, the profile, a new forum."""

from __future__ import annotations

import sqlite3

from planact.sandbox.evaluation import page_shows, text_of
from planact.sandbox.intent import IntentTemplate, Values
from planact.sandbox.intents.reddit.steps import link, open_forum, press, query
from planact.sandbox.intents.reddit.texts import BIOS, HOBBIES
from planact.sandbox.oracle import Script, click, fill, finish, step
from planact.sandbox.sites.reddit.content import ACCOUNT

Connection = sqlite3.Connection

SEND = "#send"
NOT_SUBSCRIBED = query(
    "SELECT name AS forum FROM reddit_forums"
    " WHERE name NOT IN (SELECT forum FROM reddit_subscriptions) ORDER BY name"
)


def _subscribe_script(connection: Connection, values: Values) -> Script:
    button = press("Subscribe", "#subscribe", "The button is on the forum's page.")
    return open_forum(values["forum"]), button, finish()


def _bio_script(connection: Connection, values: Values) -> Script:
    return (
        step(
            f"Open the profile of '{ACCOUNT}' and press 'Edit biography'",
            "Only one's own profile can be changed.",
            click(link(f"/reddit/user/{ACCOUNT}")),
            click("#edit_bio"),
        ),
        step(
            f"Enter the biography '{values['bio']}' and save it",
            "The form holds the old text, which is replaced.",
            fill("textarea[name=bio]", values["bio"]),
            click(SEND),
        ),
        finish(),
    )


def _forum_values(connection: Connection) -> list[Values]:
    return [
        {
            "name": hobby,
            "title": f"Everything about {hobby}",
            "description": f"For people who enjoy {hobby} on weekends",
        }
        for hobby in HOBBIES
    ]


def _forum_script(connection: Connection, values: Values) -> Script:
    return (
        step(
            "Go to 'Forums' and press 'Create a forum'",
            "The form is reached from the list of forums.",
            click("a[href='/reddit/forums']"),
            click("a[href='/reddit/create_forum']"),
        ),
        step(
            f"Enter the name '{values['name']}', the title '{values['title']}'"
            f" and the description '{values['description']}'",
            "The form has a field for each.",
            *(fill(f"#{field}", values[field]) for field in ("name", "title", "description")),
        ),
        press("Create forum", SEND, "The button makes the forum."),
        finish(),
    )


TEMPLATES = (
    IntentTemplate(
        227,
        ("reddit",),
        "Subscribe to the {forum} forum.",
        NOT_SUBSCRIBED,
        lambda db, values: page_shows(
            "reddit", f"/f/{values['forum']}", text_of("#subscribe"), exact_match="Unsubscribe"
        ),
        _subscribe_script,
    ),
    IntentTemplate(
        228,
        ("reddit",),
        'Change my biography to "{bio}".',
        lambda db: [{"bio": bio} for bio in BIOS],
        lambda db, values: page_shows(
            "reddit", f"/user/{ACCOUNT}", text_of("#bio"), exact_match=values["bio"]
        ),
        _bio_script,
    ),
    IntentTemplate(
        229,
        ("reddit",),
        'Create a forum named {name} with the title "{title}" and the description "{description}".',
        _forum_values,
        lambda db, values: page_shows(
            "reddit",
            f"/f/{values['name']}",
            text_of("main"),
            must_include=[values["title"], values["description"]],
        ),
        _forum_script,
    ),
)
