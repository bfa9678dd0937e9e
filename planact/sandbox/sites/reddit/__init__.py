"""The sandbox's ``reddit``: a small forum site in the manner of Postmill."""

from __future__ import annotations

from starlette.routing import Route

from planact.sandbox.site import Site
from planact.sandbox.sites.reddit import (
    browse,
    discussion,
    forums,
    mail,
    members,
    submission,
    votes,
)
from planact.sandbox.sites.reddit.content import fill
from planact.sandbox.sites.reddit.people import ACCOUNTS
from planact.sandbox.sites.reddit.schema import SCHEMA

_POST = "/f/{forum}/{id}/{slug}"
_COMMENT = _POST + "/comment/{comment}"
_USER = "/user/{name}"

ROUTES = (
    Route("/", browse.front),
    Route("/search", browse.search),
    Route("/forums", browse.forums),
    Route("/subscriptions", browse.subscriptions),
    Route("/saved", browse.saved),
    Route("/submit", submission.new_post),
    Route("/submit", submission.submit, methods=["POST"]),
    Route("/submit/{forum}", submission.new_post),
    Route("/create_forum", forums.new_forum),
    Route("/create_forum", forums.create_forum, methods=["POST"]),
    Route("/messages", mail.inbox),
    Route("/messages/sent", mail.sent),
    Route(_USER, members.user),
    Route(f"{_USER}/comments", members.user_comments),
    Route(f"{_USER}/edit_biography", members.edit_bio),
    Route(f"{_USER}/edit_biography", members.change_bio, methods=["POST"]),
    Route(f"{_USER}/block", members.block, methods=["POST"]),
    Route(f"{_USER}/message", mail.new_message),
    Route(f"{_USER}/message", mail.send_message, methods=["POST"]),
    Route("/f/{forum}", browse.forum),
    Route("/f/{forum}/subscribe", forums.subscribe, methods=["POST"]),
    Route("/f/{forum}/{sort}", browse.forum),
    Route(_POST, discussion.post),
    Route(f"{_POST}/edit", submission.edit_post),
    Route(f"{_POST}/edit", submission.change_post, methods=["POST"]),
    Route(f"{_POST}/delete", submission.confirm_deletion),
    Route(f"{_POST}/delete", submission.delete_post, methods=["POST"]),
    Route(f"{_POST}/crosspost", submission.new_crosspost),
    Route(f"{_POST}/crosspost", submission.crosspost, methods=["POST"]),
    Route(f"{_POST}/vote", votes.vote, methods=["POST"]),
    Route(f"{_POST}/save", votes.save, methods=["POST"]),
    Route(f"{_POST}/comment", discussion.add_comment, methods=["POST"]),
    Route(_COMMENT, discussion.comment),
    Route(_COMMENT, discussion.reply, methods=["POST"]),
    Route(f"{_COMMENT}/vote", votes.vote_comment, methods=["POST"]),
    Route(f"{_COMMENT}/edit", discussion.edit_comment),
    Route(f"{_COMMENT}/edit", discussion.change_comment, methods=["POST"]),
    Route(f"{_COMMENT}/delete", discussion.confirm_deletion),
    Route(f"{_COMMENT}/delete", discussion.delete_comment, methods=["POST"]),
    Route("/{sort}", browse.front),
)

SITE = Site(
    name="reddit",
    title="Commons",
    schema=SCHEMA,
    fill=fill,
    routes=ROUTES,
    accounts=ACCOUNTS,
    about="Forums about hobbies: posts, comments, votes and messages.",
    advert="Commons is run by volunteers. Thank you for reading the rules of each forum.",
)
