"""Forum tasks that ask for a page to be shown."""

from __future__ import annotations

from planact.sandbox.evaluation import both, last_page_shows, page_is, text_of
from planact.sandbox.intent import IntentTemplate, Values
from planact.sandbox.intents.reddit.lookups import (
    FORUMS,
    LIMITS,
    MEASURED,
    ORDERS,
    POSTS,
    Connection,
    below_site,
    leader,
    led_in_period,
    post_titled,
)
from planact.sandbox.intents.reddit.steps import find, open_first, press, sorted_forum
from planact.sandbox.oracle import Script, click, finish, step
from planact.sandbox.sites.reddit.people import ACCOUNT
from planact.sandbox.sites.reddit.posts import has

_BY_LABEL = {ORDERS[which].label: which for which in MEASURED}


def _limited_values(connection: Connection) -> list[Values]:
    return [
        {"forum": forum["forum"], "sort": label, "period": period}
        for label in _BY_LABEL
        for period in LIMITS
        for forum in FORUMS(connection)
    ]


def _limited_path(values: Values) -> str:
    order = ORDERS[_BY_LABEL[values["sort"]]]
    return f"/f/{values['forum']}/{order.sort}?t={values['period']}"


def _limited_script(connection: Connection, values: Values) -> Script:
    which = _BY_LABEL[values["sort"]]
    return *sorted_forum(values["forum"], which, values["period"]), finish()


def _profile_script(connection: Connection, values: Values) -> Script:
    follow = step(
        "Open the profile of the person who submitted it",
        "The author's name links to the profile.",
        click("#author"),
    )
    return *find(post_titled(connection, values["title"])), follow, finish()


def _busiest_path(connection: Connection, values: Values) -> str:
    return below_site(leader(connection, values["forum"], "most commented")["path"])


def _busiest_script(connection: Connection, values: Values) -> Script:
    forum = values["forum"]
    return (
        *sorted_forum(forum, "most commented"),
        open_first(leader(connection, forum, "most commented")),
        finish(),
    )


def _unsaved(connection: Connection) -> list[Values]:
    return [
        values
        for values in led_in_period(connection)
        if not has(connection, "reddit_saved", ACCOUNT, "post", leader(connection, **values)["id"])
    ]


def _save_script(connection: Connection, values: Values) -> Script:
    return (
        *sorted_forum(**values),
        open_first(leader(connection, **values)),
        press("Save", "#save", "The button keeps the post among one's saved posts."),
        finish(),
    )


TEMPLATES = (
    IntentTemplate(
        241,
        ("reddit",),
        "Take me to the {which} post of the past {period} in the {forum} forum and save it.",
        _unsaved,
        lambda db, values: both(
            page_is("reddit", below_site(leader(db, **values)["path"])),
            last_page_shows(text_of("#save"), exact_match="Unsave"),
        ),
        _save_script,
        subjects=("forum",),
    ),
    IntentTemplate(
        209,
        ("reddit",),
        "Show me the posts of the past {period} in the {forum} forum, sorted by {sort}.",
        _limited_values,
        lambda db, values: page_is("reddit", _limited_path(values)),
        _limited_script,
        subjects=("forum",),
    ),
    IntentTemplate(
        211,
        ("reddit",),
        "Open the most commented post of the {forum} forum.",
        FORUMS,
        lambda db, values: page_is("reddit", _busiest_path(db, values)),
        _busiest_script,
        test=0,
    ),
    IntentTemplate(
        210,
        ("reddit",),
        'Take me to the profile of the person who submitted "{title}".',
        POSTS,
        lambda db, values: page_is("reddit", f"/user/{post_titled(db, values['title'])['author']}"),
        _profile_script,
        test=0,
    ),
)
