"""The forum site's tables."""

from __future__ import annotations

SCHEMA = """
CREATE TABLE reddit_users (name TEXT PRIMARY KEY, bio TEXT NOT NULL, joined TEXT NOT NULL);
CREATE TABLE reddit_blocked (
    user TEXT NOT NULL REFERENCES reddit_users, blocked TEXT NOT NULL REFERENCES reddit_users,
    PRIMARY KEY (user, blocked)
);
CREATE TABLE reddit_messages (
    id INTEGER PRIMARY KEY, sender TEXT NOT NULL REFERENCES reddit_users,
    recipient TEXT NOT NULL REFERENCES reddit_users, body TEXT NOT NULL, created TEXT NOT NULL
);
CREATE TABLE reddit_forums (
    name TEXT PRIMARY KEY, title TEXT NOT NULL, description TEXT NOT NULL,
    subscribers INTEGER NOT NULL
);
CREATE TABLE reddit_moderators (
    forum TEXT NOT NULL REFERENCES reddit_forums, user TEXT NOT NULL REFERENCES reddit_users,
    PRIMARY KEY (forum, user)
);
CREATE TABLE reddit_subscriptions (
    user TEXT NOT NULL REFERENCES reddit_users, forum TEXT NOT NULL REFERENCES reddit_forums,
    PRIMARY KEY (user, forum)
);
CREATE TABLE reddit_posts (
    id INTEGER PRIMARY KEY, forum TEXT NOT NULL REFERENCES reddit_forums,
    author TEXT NOT NULL REFERENCES reddit_users, title TEXT NOT NULL, slug TEXT NOT NULL,
    url TEXT, body TEXT NOT NULL, created TEXT NOT NULL, score INTEGER NOT NULL,
    original INTEGER REFERENCES reddit_posts, deleted INTEGER NOT NULL DEFAULT 0
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
    body TEXT NOT NULL, created TEXT NOT NULL, score INTEGER NOT NULL,
    deleted INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE reddit_comment_votes (
    user TEXT NOT NULL REFERENCES reddit_users,
    comment INTEGER NOT NULL REFERENCES reddit_comments,
    value INTEGER NOT NULL, PRIMARY KEY (user, comment)
);
CREATE INDEX reddit_comments_of_post ON reddit_comments (post, deleted);
CREATE INDEX reddit_comments_by_user ON reddit_comments (author);
CREATE VIEW reddit_listing AS
    SELECT reddit_posts.*, substr(created, 1, 10) AS day,
        (SELECT count(*) FROM reddit_comments AS comment
            WHERE comment.post = reddit_posts.id AND NOT comment.deleted) AS comments,
        '/reddit/f/' || forum || '/' || id || '/' || slug AS path
    FROM reddit_posts WHERE NOT deleted;
"""
