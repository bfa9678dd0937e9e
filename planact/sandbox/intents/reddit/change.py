"""Forum tasks that vote, save, comment, reply and submit."""

from __future__ import annotations

import sqlite3
from typing import Any

from planact.sandbox.evaluation import page_shows, text_of
from planact.sandbox.intent import IntentTemplate, Values
from planact.sandbox.intents.reddit.read import FORUMS, POSTS
from planact.sandbox.intents.reddit.steps import (
    below_site,
    find,
    first_post,
    link,
    open_first,
    open_forum,
    post_titled,
    press,
    row,
    rows,
    sort_by,
)
from planact.sandbox.intents.reddit.texts import COMMENTS, SUBMISSIONS
from planact.sandbox.oracle import Script, ScriptStep, click, fill, finish, select, step
from planact.sandbox.sites.reddit.content import ACCOUNT, slug

Connection = sqlite3.Connection

SEND = "#send"
NEWEST = "created DESC"


def _post_shows(connection: Connection, title: str, css: str, text: str) -> dict[str, Any]:
    post = post_titled(connection, title)
    return page_shows("reddit", below_site(post["path"]), text_of(css), exact_match=text)


def _upvote_script(connection: Connection, values: Values) -> Script:
    button = press("Upvote", "#upvote", "The button votes the post up.")
    return *find(post_titled(connection, values["title"])), button, finish()


def _downvote_evaluation(connection: Connection, values: Values) -> dict[str, Any]:
    newest = first_post(connection, values["forum"], NEWEST)
    return _post_shows(connection, newest["title"], "#downvote", "Retract downvote")


def _downvote_script(connection: Connection, values: Values) -> Script:
    forum = values["forum"]
    return (
        open_forum(forum),
        sort_by(forum, "new", "New"),
        open_first(first_post(connection, forum, NEWEST)),
        press("Downvote", "#downvote", "The button votes the post down."),
        finish(),
    )


def _save_script(connection: Connection, values: Values) -> Script:
    button = press("Save", "#save", "Saved posts are kept in a list of their own.")
    return *find(post_titled(connection, values["title"])), button, finish()


def _comment_values(connection: Connection) -> list[Values]:
    return [
        {"title": post["title"], "text": COMMENTS[number % len(COMMENTS)]}
        for number, post in enumerate(POSTS(connection))
    ]


def _comment_evaluation(connection: Connection, values: Values) -> dict[str, Any]:
    mine = f"[data-author={ACCOUNT}][data-parent=''] .text"
    return _post_shows(connection, values["title"], mine, values["text"])


def _write(kind: str, text: str) -> ScriptStep:
    return step(
        f"Write the {kind} '{text}' and post it",
        f"The form on this page takes the {kind}.",
        fill("textarea[name=body]", text),
        click(SEND),
    )


def _comment_script(connection: Connection, values: Values) -> Script:
    post = post_titled(connection, values["title"])
    return *find(post), _write("comment", values["text"]), finish()


def _reply_values(connection: Connection) -> list[Values]:
    # The latest comment stands low on the page, so that it takes some scrolling to reach it.
    latest_comments = rows(
        connection,
        "SELECT title, reddit_comments.author FROM reddit_comments"
        " JOIN reddit_posts ON reddit_posts.id = post GROUP BY post"
        " HAVING reddit_comments.id = max(reddit_comments.id)",
    )
    return [
        {**values, "text": COMMENTS[(number + 11) % len(COMMENTS)]}
        for number, values in enumerate(latest_comments)
    ]


def _replied_to(connection: Connection, values: Values) -> sqlite3.Row:
    post = post_titled(connection, values["title"])
    return row(
        connection,
        "SELECT * FROM reddit_comments WHERE post = ? AND author = ?",
        post["id"],
        values["author"],
    )


def _reply_evaluation(connection: Connection, values: Values) -> dict[str, Any]:
    parent = _replied_to(connection, values)["id"]
    mine = f"[data-author={ACCOUNT}][data-parent='{parent}'] .text"
    return _post_shows(connection, values["title"], mine, values["text"])


def _reply_script(connection: Connection, values: Values) -> Script:
    post = post_titled(connection, values["title"])
    comment = _replied_to(connection, values)["id"]
    open_reply = step(
        f"Press 'Reply to {values['author']}'",
        "Every comment has a link to the form for a reply.",
        click(link(f"{post['path']}/comment/{comment}")),
    )
    return *find(post), open_reply, _write("reply", values["text"]), finish()


def _submit_values(connection: Connection) -> list[Values]:
    forums = [values["forum"] for values in FORUMS(connection)]
    return [
        {"title": title, "body": body, "forum": forums[number % len(forums)]}
        for number, (title, body) in enumerate(SUBMISSIONS)
    ]


def _submit_evaluation(connection: Connection, values: Values) -> dict[str, Any]:
    newest = row(connection, "SELECT max(id) AS id FROM reddit_posts")["id"]
    path = f"/f/{values['forum']}/{newest + 1}/{slug(values['title'])}"
    return page_shows(
        "reddit", path, text_of("main"), must_include=[values["title"], values["body"]]
    )


def _submit_script(connection: Connection, values: Values) -> Script:
    return (
        step("Go to 'Submit'", "The header links to the form.", click(link("/reddit/submit"))),
        step(
            f"Choose the forum '{values['forum']}'",
            "A post belongs to a forum.",
            select("#forum", values["forum"]),
        ),
        step(
            f"Enter the title '{values['title']}' and the body '{values['body']}'",
            "The form has a field for each.",
            fill("#title", values["title"]),
            fill("#body", values["body"]),
        ),
        press("Create submission", SEND, "The button publishes the post."),
        finish(),
    )


TEMPLATES = (
    IntentTemplate(
        221,
        ("reddit",),
        'Upvote the post "{title}".',
        POSTS,
        lambda db, values: _post_shows(db, values["title"], "#upvote", "Retract upvote"),
        _upvote_script,
    ),
    IntentTemplate(
        222,
        ("reddit",),
        "Downvote the newest post in the {forum} forum.",
        FORUMS,
        _downvote_evaluation,
        _downvote_script,
    ),
    IntentTemplate(
        223,
        ("reddit",),
        'Save the post "{title}" so that I can read it later.',
        POSTS,
        lambda db, values: _post_shows(db, values["title"], "#save", "Unsave"),
        _save_script,
    ),
    IntentTemplate(
        224,
        ("reddit",),
        'Comment on the post "{title}" with "{text}".',
        _comment_values,
        _comment_evaluation,
        _comment_script,
    ),
    IntentTemplate(
        225,
        ("reddit",),
        'Reply to the comment of {author} on the post "{title}" with "{text}".',
        _reply_values,
        _reply_evaluation,
        _reply_script,
    ),
    IntentTemplate(
        226,
        ("reddit",),
        'Submit a post to the {forum} forum with the title "{title}" and the body "{body}".',
        _submit_values,
        _submit_evaluation,
        _submit_script,
    ),
)
