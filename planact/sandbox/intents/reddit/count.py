"""Forum tasks whose answer has to be counted or compared over several pages."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Sequence

from planact.sandbox.evaluation import answer_is
from planact.sandbox.intent import IntentTemplate, Values
from planact.sandbox.intents.reddit.lookups import (
    FORUMS,
    ORDERS,
    Connection,
    leader,
    leaders,
    led,
    posts_of,
    row,
)
from planact.sandbox.intents.reddit.paging import passing_pages, turn
from planact.sandbox.intents.reddit.steps import (
    go_back,
    link,
    open_author_of_first,
    open_forum,
    sorted_forum,
)
from planact.sandbox.oracle import Script, answer_with, click, step
from planact.sandbox.sites.reddit.browse import POSTS_PER_PAGE
from planact.sandbox.sites.reddit.people import ACCOUNT

# So few that all of them are in view once the lowest come first.
MOST_NEGATIVE = 5


def _negative(connection: Connection, values: Values) -> int:
    """How many comments with less than no points the author of the post has written."""
    found = row(
        connection,
        "SELECT count(*) AS number FROM reddit_comments WHERE author = ? AND score < 0",
        leader(connection, **values)["author"],
    )
    return int(found["number"])


def _negative_script(connection: Connection, values: Values) -> Script:
    author = leader(connection, **values)["author"]
    comments = f"/reddit/user/{author}/comments"
    return (
        *sorted_forum(values["forum"], values["which"]),
        open_author_of_first(),
        step(
            "Press 'Show comments' and sort them by 'Lowest score'",
            "The comments with negative scores then come first.",
            click("#show-comments"),
            click(link(f"{comments}?sort=worst")),
        ),
        answer_with(
            "the number of comments with a score below zero", str(_negative(connection, values))
        ),
    )


def _submitters(connection: Connection, values: Values) -> Counter[str]:
    found = leaders(connection, values["forum"], values["which"])
    return Counter(post["author"] for post in found[: values["number"]])


def _busiest_values(connection: Connection) -> list[Values]:
    every = [
        {**values, "number": number}
        for number in (POSTS_PER_PAGE, 2 * POSTS_PER_PAGE)
        for values in led(connection)
        # At the end of the list of comments there are posts with equally many.
        if values["which"] != "most commented"
    ]
    return [values for values in every if _has_one_winner(_submitters(connection, values))]


def _has_one_winner(counts: Counter[str]) -> bool:
    (_, first), (_, second) = counts.most_common(2)
    return first > second


def _busiest(connection: Connection, values: Values) -> str:
    return _submitters(connection, values).most_common(1)[0][0]


def _busiest_script(connection: Connection, values: Values) -> Script:
    forum, which = values["forum"], values["which"]
    first_page = _submitters(connection, {**values, "number": POSTS_PER_PAGE}).most_common()
    note = "First page: " + ", ".join(f"{name} {number}" for name, number in first_page)
    moves = turn(
        f"/reddit/f/{forum}/{ORDERS[which].sort}", 1, values["number"] // POSTS_PER_PAGE, note
    )
    second_page = step(
        "Note how often each author is on this page, and go to the next page",
        f"A page shows {POSTS_PER_PAGE} posts, so that there is more to count.",
        *moves,
    )
    return (
        *sorted_forum(forum, which),
        *([second_page] if moves else []),
        answer_with("the author who is there most often", _busiest(connection, values)),
    )


def _pairs_with_posts(connection: Connection) -> list[Values]:
    """Who has posted in which forum, for people whose posts fill more than one page."""
    found = connection.execute(
        "SELECT author, forum FROM reddit_posts WHERE author IN"
        " (SELECT author FROM reddit_posts GROUP BY author HAVING count(*) > ?)"
        " AND author != ? GROUP BY author, forum ORDER BY author, forum",
        (POSTS_PER_PAGE, ACCOUNT),
    )
    return [{"user": pair["author"], "forum": pair["forum"]} for pair in found]


def _count_in_forum(posts: Sequence[sqlite3.Row], forum: str) -> str:
    return str(sum(post["forum"] == forum for post in posts))


def _count_script(connection: Connection, values: Values) -> Script:
    posts = posts_of(connection, values["user"])
    count = _count_in_forum(posts, values["forum"])
    return (
        *passing_pages(
            values["user"],
            posts,
            f"Note how many posts in '{values['forum']}' this page lists",
            lambda seen: f"{_count_in_forum(seen, values['forum'])} posts so far",
        ),
        answer_with(f"the number of posts in '{values['forum']}' on all pages", count),
    )


def _moderators(connection: Connection, forum: str) -> list[sqlite3.Row]:
    """As the forum's page lists them."""
    return connection.execute(
        "SELECT name, joined FROM reddit_moderators JOIN reddit_users ON name = user"
        " WHERE forum = ? ORDER BY name",
        (forum,),
    ).fetchall()


def _first_member(connection: Connection, forum: str) -> str:
    return str(min(_moderators(connection, forum), key=lambda person: person["joined"])["name"])


def _first_member_script(connection: Connection, values: Values) -> Script:
    moderators = _moderators(connection, values["forum"])
    opened = [click(f"#moderators {link('/reddit/user/' + each['name'])}") for each in moderators]
    returned = [go_back(f"{each['name']}: member since {each['joined']}") for each in moderators]
    visits = [move for pair in zip(opened, returned, strict=True) for move in pair]
    return (
        open_forum(values["forum"]),
        step(
            "Open the profile of each moderator, note the date after 'Member since' and go back",
            "The forum's page lists its moderators, their profiles say since when they are there.",
            *visits[:-1],
        ),
        answer_with(
            "the moderator with the earliest date", _first_member(connection, values["forum"])
        ),
    )


TEMPLATES = (
    IntentTemplate(
        213,
        ("reddit",),
        "How many comments with a negative score has the author of the {which} post in the"
        " {forum} forum written? Answer with the number alone.",
        lambda db: [v for v in led(db) if 0 < _negative(db, v) <= MOST_NEGATIVE],
        lambda db, values: answer_is(exact_match=str(_negative(db, values))),
        _negative_script,
        subjects=("forum",),
    ),
    IntentTemplate(
        214,
        ("reddit",),
        "Who submitted the most of the {number} {which} posts in the {forum} forum?"
        " Answer with the user name alone.",
        _busiest_values,
        lambda db, values: answer_is(exact_match=_busiest(db, values)),
        _busiest_script,
        subjects=("forum",),
    ),
    IntentTemplate(
        215,
        ("reddit",),
        "How many posts has {user} submitted to the {forum} forum? Answer with the number alone.",
        _pairs_with_posts,
        lambda db, values: answer_is(
            exact_match=_count_in_forum(posts_of(db, values["user"]), values["forum"])
        ),
        _count_script,
        subjects=("user", "forum"),
        test=0,
    ),
    IntentTemplate(
        240,
        ("reddit",),
        "Which moderator of the {forum} forum has been a member of Commons for the longest time?"
        " Answer with the user name alone.",
        FORUMS,
        lambda db, values: answer_is(exact_match=_first_member(db, values["forum"])),
        _first_member_script,
        test=2,
        unseen=True,
    ),
)
