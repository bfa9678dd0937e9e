"""Draws what has been written on the forum site: posts and the comments under them."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from itertools import product
from random import Random

from planact.sandbox.site import NOW
from planact.sandbox.sites.reddit.people import NAMES
from planact.sandbox.sites.reddit.remarks import BODIES, OPENINGS, REMARKS, REPLIES
from planact.sandbox.sites.reddit.topics import TOPICS, Topic

POSTS_PER_FORUM = range(22, 29)
DAYS = 420
# In every forum some threads are longer than all others, and all of these differ.
LONG_THREADS = range(9, 22)
LONG_THREADS_PER_FORUM = 3
OTHER_THREADS = (0, 1, 1, 2, 2, 3, 3, 4, 5)
REPLY_SHARE = 0.3
COMMENT_SCORES = range(-4, 40)

# How often each regular of a forum posts, beside everybody else.
_WEIGHTS = (6, 5, 4, 3, 2, 2, 1, 1)
_BY_ANYBODY = 0.15


def slug(title: str) -> str:
    """The title as it stands in a post's address."""
    return "-".join(re.findall(r"[a-z0-9]+", title.lower()))


def fill_posts(
    connection: sqlite3.Connection, draw: Random, regulars: Mapping[str, Sequence[str]]
) -> None:
    """Write the posts, oldest first; titles, scores and times are all different."""
    titles = [(topic.name, title) for topic in TOPICS for title in _titles(topic, draw)]
    draw.shuffle(titles)
    times = _times(draw, len(titles))
    scores = draw.sample(range(4, 4 + 2 * len(titles)), len(titles))
    for (forum, title), created, score in zip(titles, times, scores, strict=True):
        regular = draw.choices(regulars[forum], _WEIGHTS)[0]
        author = draw.choice(NAMES) if draw.random() < _BY_ANYBODY else regular
        shares_link = draw.random() < 0.2
        connection.execute(
            "INSERT INTO reddit_posts (forum, author, title, slug, url, body, created, score)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                forum,
                author,
                title,
                slug(title),
                f"https://{forum}.example/{slug(title)}" if shares_link else None,
                "" if shares_link else " ".join(draw.sample(BODIES, draw.choice((1, 2)))),
                _written(created),
                score,
            ),
        )


def fill_comments(connection: sqlite3.Connection, draw: Random) -> None:
    """Write the comments of every post: long threads under few, short ones under the rest."""
    for topic in TOPICS:
        posts = connection.execute(
            "SELECT id, author, created FROM reddit_posts WHERE forum = ? ORDER BY id",
            (topic.name,),
        ).fetchall()
        counts = draw.sample(LONG_THREADS, LONG_THREADS_PER_FORUM)
        counts += [draw.choice(OTHER_THREADS) for _ in posts[LONG_THREADS_PER_FORUM:]]
        draw.shuffle(counts)
        for post, count in zip(posts, counts, strict=True):
            _fill_thread(connection, draw, post, count)


def _fill_thread(
    connection: sqlite3.Connection, draw: Random, post: sqlite3.Row, count: int
) -> None:
    """Comments by different people, none of them the post's author; the newest is no reply."""
    authors = draw.sample([name for name in NAMES if name != post["author"]], count)
    remarks = draw.sample([" ".join(parts) for parts in product(OPENINGS, REMARKS)], count)
    scores = draw.sample(COMMENT_SCORES, count)
    replied_to: list[int] = []
    for number, created in enumerate(_times_after(draw, post["created"], count)):
        is_reply = replied_to and number < count - 1 and draw.random() < REPLY_SHARE
        parent = draw.choice(replied_to) if is_reply else None
        body = draw.choice(REPLIES) if is_reply else remarks[number]
        cursor = connection.execute(
            "INSERT INTO reddit_comments (post, parent, author, body, created, score)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            (post["id"], parent, authors[number], body, _written(created), scores[number]),
        )
        if parent is None and cursor.lastrowid is not None:
            replied_to.append(cursor.lastrowid)


def _titles(topic: Topic, draw: Random) -> list[str]:
    every = [title.format(thing=thing) for title in topic.titles for thing in topic.things]
    return draw.sample(every, draw.choice(POSTS_PER_FORUM))


def _times(draw: Random, count: int) -> list[datetime]:
    """Different minutes, oldest first; more of them lately than long ago."""
    ages: set[int] = set()
    while len(ages) < count:
        ages.add(60 + int(DAYS * 1440 * draw.random() ** 2))
    return [NOW - timedelta(minutes=age) for age in sorted(ages, reverse=True)]


def _times_after(draw: Random, created: str, count: int) -> list[datetime]:
    """Different minutes of the days after a post, in order."""
    start = datetime.fromisoformat(created)
    minutes = min(6 * 1440, (NOW - start) // timedelta(minutes=1))
    return [start + timedelta(minutes=m) for m in sorted(draw.sample(range(1, minutes), count))]


def _written(time: datetime) -> str:
    return time.isoformat(" ", "minutes")
