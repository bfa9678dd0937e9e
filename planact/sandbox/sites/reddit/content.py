"""Fills the forum site: people, forums, posts and comments, drawn from the seed."""

from __future__ import annotations

import re
import sqlite3
from datetime import timedelta
from random import Random

from planact.sandbox.site import NOW
from planact.sandbox.sites.reddit.words import BODIES, COMMENTS, PEOPLE, REPLIES, TOPICS, Topic

ACCOUNT = "marlow"
POSTS_PER_FORUM = 20
# The front-runner of every forum is alone in front, so that 'most commented' names one post.
MOST_COMMENTS = 8
SUBSCRIBED = ("books", "hiking", "cats")

Post = dict[str, str | int | None]


def slug(title: str) -> str:
    """The title as it stands in a post's address."""
    return "-".join(re.findall(r"[a-z0-9]+", title.lower()))


def fill(connection: sqlite3.Connection, draw: Random) -> None:
    """Write the whole content; the tables are there and empty."""
    _fill_people(connection, draw)
    _fill_forums(connection, draw)
    posts = _posts(draw)
    connection.executemany(
        "INSERT INTO reddit_posts (id, forum, author, title, slug, url, body, created, score)"
        " VALUES (:id, :forum, :author, :title, :slug, :url, :body, :created, :score)",
        posts,
    )
    by_forum = {topic.name: [p for p in posts if p["forum"] == topic.name] for topic in TOPICS}
    for forum_posts in by_forum.values():
        counts = [draw.choice((0, 1, 2, 2, 3, 3, 4, 5, 6)) for _ in forum_posts]
        counts[draw.randrange(len(counts))] = MOST_COMMENTS
        for post, count in zip(forum_posts, counts, strict=True):
            _fill_comments(connection, draw, post, count)


def _fill_people(connection: sqlite3.Connection, draw: Random) -> None:
    for name, bio in PEOPLE:
        joined = NOW - timedelta(days=draw.randrange(400, 3000))
        connection.execute(
            "INSERT INTO reddit_users (name, bio, joined) VALUES (?, ?, ?)",
            (name, bio, joined.date().isoformat()),
        )


def _fill_forums(connection: sqlite3.Connection, draw: Random) -> None:
    subscribers = draw.sample(range(210, 9800), len(TOPICS))
    for topic, count in zip(TOPICS, subscribers, strict=True):
        connection.execute(
            "INSERT INTO reddit_forums (name, title, description, subscribers) VALUES (?, ?, ?, ?)",
            (topic.name, topic.title, topic.description, count),
        )
    connection.executemany(
        "INSERT INTO reddit_subscriptions (user, forum) VALUES (?, ?)",
        [(ACCOUNT, forum) for forum in SUBSCRIBED],
    )


def _posts(draw: Random) -> list[Post]:
    """The posts, oldest first; titles, scores and times are all different."""
    titles = [(topic.name, title) for topic in TOPICS for title in _titles(topic, draw)]
    draw.shuffle(titles)
    ages = sorted(draw.sample(range(1, 120 * 24), len(titles)), reverse=True)
    scores = draw.sample(range(4, 4 + 2 * len(titles)), len(titles))
    posts: list[Post] = []
    for (forum, title), hours, score in zip(titles, ages, scores, strict=True):
        shares_link = draw.random() < 0.2
        posts.append(
            {
                "id": 101 + len(posts),
                "forum": forum,
                "author": draw.choice(PEOPLE)[0],
                "title": title,
                "slug": slug(title),
                "url": f"https://{forum}.example/{slug(title)}" if shares_link else None,
                "body": "" if shares_link else draw.choice(BODIES),
                "created": _time(hours),
                "score": score,
            }
        )
    return posts


def _titles(topic: Topic, draw: Random) -> list[str]:
    every = [title.format(thing=thing) for title in topic.titles for thing in topic.things]
    return draw.sample(every, POSTS_PER_FORUM)


def _fill_comments(connection: sqlite3.Connection, draw: Random, post: Post, count: int) -> None:
    """Comments by different people, none of them the post's author, some as replies to others."""
    others = [name for name, _ in PEOPLE if name not in (ACCOUNT, post["author"])]
    texts = draw.sample(COMMENTS, count)
    top_level: list[int] = []
    for author, text in zip(draw.sample(others, count), texts, strict=True):
        parent = draw.choice(top_level) if top_level and draw.random() < 0.3 else None
        cursor = connection.execute(
            "INSERT INTO reddit_comments (post, parent, author, body, created)"
            " VALUES (?, ?, ?, ?, ?)",
            (post["id"], parent, author, draw.choice(REPLIES) if parent else text, post["created"]),
        )
        if parent is None and cursor.lastrowid is not None:
            top_level.append(cursor.lastrowid)


def _time(hours_ago: int) -> str:
    return (NOW - timedelta(hours=hours_ago)).isoformat(" ", "minutes")
