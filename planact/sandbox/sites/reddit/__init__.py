"""The sandbox's ``reddit``: a small forum site in the manner of Postmill."""

from __future__ import annotations

from starlette.routing import Route

from planact.sandbox.site import Account, Site
from planact.sandbox.sites.reddit import forms, pages
from planact.sandbox.sites.reddit.content import ACCOUNT, fill

SCHEMA = """
CREATE TABLE reddit_users (name TEXT PRIMARY KEY, bio TEXT NOT NULL, joined TEXT NOT NULL);
CREATE TABLE reddit_forums (
    name TEXT PRIMARY KEY, title TEXT NOT NULL, description TEXT NOT NULL,
    subscribers INTEGER NOT NULL
);
CREATE TABLE reddit_subscriptions (
    user TEXT NOT NULL REFERENCES reddit_users, forum TEXT NOT NULL REFERENCES reddit_forums,
    PRIMARY KEY (user, forum)
);
CREATE TABLE reddit_posts (
    id INTEGER PRIMARY KEY, forum TEXT NOT NULL REFERENCES reddit_forums,
    author TEXT NOT NULL REFERENCES reddit_users, title TEXT NOT NULL, slug TEXT NOT NULL,
    url TEXT, body TEXT NOT NULL, created TEXT NOT NULL, score INTEGER NOT NULL
);
CREATE TABLE reddit_votes (
    user TEXT NOT NULL REFERENCES reddit_users, post INTEGER NOT NULL REFERENCES reddit_posts,
    value INTEGER NOT NULL, PRIMARY KEY (user, post)
);
CREATE TABLE reddit_saved (
    user TEXT NOT NULL REFERENCES reddit_users, post INTEGER NOT NULL REFERENCES reddit_posts,
    PRIMARY KEY (user, post)
);
CREATE TABLE reddit_comments (
    id INTEGER PRIMARY KEY, post INTEGER NOT NULL REFERENCES reddit_posts,
    parent INTEGER REFERENCES reddit_comments, author TEXT NOT NULL REFERENCES reddit_users,
    body TEXT NOT NULL, created TEXT NOT NULL
);
CREATE INDEX reddit_comments_of_post ON reddit_comments (post);
CREATE VIEW reddit_listing AS
    SELECT reddit_posts.*, substr(created, 1, 10) AS day,
        (SELECT count(*) FROM reddit_comments WHERE post = reddit_posts.id) AS comments,
        '/reddit/f/' || forum || '/' || id || '/' || slug AS path
    FROM reddit_posts;
"""

ROUTES = (
    Route("/", pages.front),
    Route("/search", pages.search),
    Route("/forums", pages.forums),
    Route("/saved", pages.saved),
    Route("/submit", pages.submit),
    Route("/submit", forms.submit, methods=["POST"]),
    Route("/submit/{forum}", pages.submit),
    Route("/create_forum", pages.create_forum),
    Route("/create_forum", forms.create_forum, methods=["POST"]),
    Route("/user/{name}", pages.user),
    Route("/user/{name}/comments", pages.user_comments),
    Route("/user/{name}/edit_biography", pages.edit_bio),
    Route("/user/{name}/edit_biography", forms.edit_bio, methods=["POST"]),
    Route("/f/{forum}", pages.forum),
    Route("/f/{forum}/subscribe", forms.subscribe, methods=["POST"]),
    Route("/f/{forum}/{sort}", pages.forum),
    Route("/f/{forum}/{id:int}/{slug}", pages.post),
    Route("/f/{forum}/{id:int}/{slug}/vote", forms.vote, methods=["POST"]),
    Route("/f/{forum}/{id:int}/{slug}/save", forms.save, methods=["POST"]),
    Route("/f/{forum}/{id:int}/{slug}/comment", forms.comment, methods=["POST"]),
    Route("/f/{forum}/{id:int}/{slug}/comment/{comment:int}", pages.comment),
    Route("/{sort}", pages.front),
)

SITE = Site(
    name="reddit",
    title="Commons",
    schema=SCHEMA,
    fill=fill,
    routes=ROUTES,
    accounts=(Account(ACCOUNT, "commons"),),
    advert="Commons is run by volunteers. Thank you for reading the rules of each forum.",
)
