"""Publishing posts: new ones, crossposts, changes of one's own."""

from __future__ import annotations

import re

from starlette.requests import Request
from starlette.responses import Response

from planact.sandbox.site import database, redirect
from planact.sandbox.sites.reddit import posts
from planact.sandbox.sites.reddit.view import (
    entered,
    find_forum,
    find_own_post,
    find_post,
    forum_names,
    member,
    say,
    show,
)
from planact.sandbox.sites.reddit.written import slug

_FIELDS = ("forum", "title", "url", "body")
_NO_TITLE = "Enter a title."


async def new_post(request: Request) -> Response:
    """The form for a new post, in the forum that the address names if it names one."""
    member(request)
    forum = find_forum(request)["name"] if "forum" in request.path_params else ""
    return _submit_form(request, {**dict.fromkeys(_FIELDS, ""), "forum": forum})


async def submit(request: Request) -> Response:
    """Submit a post: a title with a text or a link."""
    user = member(request)
    given = await entered(request, *_FIELDS)
    error = None
    if given["forum"] not in forum_names(request):
        error = "Choose a forum."
    elif not slug(given["title"]):
        error = _NO_TITLE
    elif given["url"] and not re.fullmatch(r"https?://\S+", given["url"]):
        error = "The URL must begin with http:// or https://."
    if error:
        return _submit_form(request, given, error)
    return redirect(posts.add_post(database(request), user, given))


async def new_crosspost(request: Request) -> Response:
    """The form that puts a post into another forum as well."""
    member(request)
    post = find_post(request)
    return _crosspost_form(request, {"forum": "", "title": post["title"]})


async def crosspost(request: Request) -> Response:
    """Crosspost: a post in another forum that leads to the original."""
    user = member(request)
    post = find_post(request)
    given = await entered(request, "forum", "title")
    if given["forum"] not in forum_names(request) or given["forum"] == post["forum"]:
        return _crosspost_form(request, given, "Choose another forum.")
    if not slug(given["title"]):
        return _crosspost_form(request, given, _NO_TITLE)
    path = posts.add_post(
        database(request), user, {**given, "url": post["url"] or "", "body": ""}, post["id"]
    )
    say(request, f"The post was crossposted to {given['forum']}.")
    return redirect(path)


async def edit_post(request: Request) -> Response:
    """The form for changes of one's own post."""
    post = find_own_post(request)
    given = {"title": post["title"], "body": post["body"]}
    return show(request, "edit_post.html", post=post, entered=given, error=None)


async def change_post(request: Request) -> Response:
    """Change one's own post; its address stays."""
    post = find_own_post(request)
    given = await entered(request, "title", "body")
    if not slug(given["title"]):
        return show(request, "edit_post.html", 422, post=post, entered=given, error=_NO_TITLE)
    database(request).execute(
        "UPDATE reddit_posts SET title = ?, body = ? WHERE id = ?",
        (given["title"], given["body"], post["id"]),
    )
    say(request, "The post was changed.")
    return redirect(post["path"])


async def confirm_deletion(request: Request) -> Response:
    """The question whether one's own post shall go."""
    post = find_own_post(request)
    return show(request, "delete.html", what="post", text=post["title"], back=post["path"])


async def delete_post(request: Request) -> Response:
    """Delete one's own post: it leaves all lists, and its page says so."""
    post = find_own_post(request)
    database(request).execute("UPDATE reddit_posts SET deleted = 1 WHERE id = ?", (post["id"],))
    say(request, f"The post '{post['title']}' was deleted.")
    return redirect(f"/reddit/f/{post['forum']}")


def _submit_form(request: Request, given: dict[str, str], error: str | None = None) -> Response:
    forums = forum_names(request)
    status = 422 if error else 200
    return show(request, "submit.html", status, forums=forums, entered=given, error=error)


def _crosspost_form(request: Request, given: dict[str, str], error: str | None = None) -> Response:
    post = find_post(request)
    return show(
        request,
        "crosspost.html",
        status=422 if error else 200,
        post=post,
        forums=[name for name in forum_names(request) if name != post["forum"]],
        entered=given,
        error=error,
    )
