"""Forum tasks about subscriptions, the profile and a forum of one's own."""

from __future__ import annotations

import sqlite3
from typing import Any

from planact.sandbox.evaluation import page_shows, text_of, texts_of
from planact.sandbox.intent import IntentTemplate, Values
from planact.sandbox.intents.reddit.lookups import Connection, query
from planact.sandbox.intents.reddit.steps import SEND, link, open_forum, press, visit_oneself
from planact.sandbox.intents.reddit.texts import BIOS, HOBBIES
from planact.sandbox.oracle import Script, click, fill, finish, step
from planact.sandbox.sites.reddit.people import ACCOUNT

_NOT_SUBSCRIBED = query(
    "SELECT name AS forum FROM reddit_forums WHERE name NOT IN"
    f" (SELECT forum FROM reddit_subscriptions WHERE user = '{ACCOUNT}') ORDER BY name"
)


def _subscribed(connection: Connection) -> list[sqlite3.Row]:
    return connection.execute(
        "SELECT name, subscribers FROM reddit_forums JOIN reddit_subscriptions ON forum = name"
        " WHERE user = ? ORDER BY name",
        (ACCOUNT,),
    ).fetchall()


def _small(connection: Connection, number: int) -> list[str]:
    return [each["name"] for each in _subscribed(connection) if each["subscribers"] < number]


def _small_values(connection: Connection) -> list[Values]:
    return [
        {"number": number}
        for number in range(500, 9500, 100)
        if 2 <= len(_small(connection, number)) <= 5
    ]


def _small_evaluation(connection: Connection, values: Values) -> dict[str, Any]:
    small = _small(connection, values["number"])
    kept = [each["name"] for each in _subscribed(connection) if each["name"] not in small]
    return page_shows(
        "reddit", "/subscriptions", texts_of(".subscribed"), exact_match=" ; ".join(kept)
    )


def _small_script(connection: Connection, values: Values) -> Script:
    number = values["number"]
    buttons = [
        f"form[action='/reddit/f/{name}/subscribe'] button" for name in _small(connection, number)
    ]
    return (
        step(
            "Go to 'Subscriptions'",
            "The page lists the forums with their numbers of subscribers.",
            click(link("/reddit/subscriptions")),
        ),
        step(
            f"Press 'Unsubscribe' for every forum with fewer than {number} subscribers",
            "The numbers stand beside the names.",
            *map(click, buttons),
        ),
        finish(),
    )


def _subscribe_script(connection: Connection, values: Values) -> Script:
    button = press("Subscribe", "#subscribe", "The button is on the forum's page.")
    return open_forum(values["forum"]), button, finish()


def _bio_script(connection: Connection, values: Values) -> Script:
    return (
        visit_oneself(),
        step(
            f"Press 'Edit biography', enter '{values['bio']}' and save it",
            "The form holds the old text, which is replaced.",
            click("#edit-bio"),
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
            click(link("/reddit/forums")),
            click(link("/reddit/create_forum")),
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
        242,
        ("reddit",),
        "Unsubscribe me from every forum with fewer than {number} subscribers.",
        _small_values,
        _small_evaluation,
        _small_script,
        unseen=True,
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
        test=0,
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
        test=0,
    ),
    IntentTemplate(
        227,
        ("reddit",),
        "Subscribe to the {forum} forum.",
        _NOT_SUBSCRIBED,
        lambda db, values: page_shows(
            "reddit", f"/f/{values['forum']}", text_of("#subscribe"), exact_match="Unsubscribe"
        ),
        _subscribe_script,
        test=0,
    ),
)
