"""The forum site as those see it who write on it."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from planact.sandbox.app import create_app
from planact.sandbox.state import EpisodeStates, initial_database, open_database

from .reddit_pages import first_comment, text_of, titles

FORMS = (
    "/submit",
    "/f/books/subscribe",
    "/user/tess_abara/block",
    "/user/tess_abara/message",
    "/user/marlow/edit_biography",
)
TESS = {"user": "tess_abara", "password": "rye-loaf"}
OF_POSTS = ("/vote", "/save", "/comment", "/crosspost", "/edit", "/delete")


@pytest.fixture
def visitor() -> Iterator[TestClient]:
    with TestClient(create_app(EpisodeStates(0))) as client:
        yield client


@pytest.fixture(scope="module")
def content() -> sqlite3.Connection:
    return open_database(initial_database(0))


def a_post(content: sqlite3.Connection, condition: str = "author != 'marlow'") -> sqlite3.Row:
    row: sqlite3.Row = content.execute(
        f"SELECT * FROM reddit_listing WHERE comments > 2 AND body != '' AND {condition}"
        " ORDER BY id"
    ).fetchone()
    return row


def a_comment(content: sqlite3.Connection, post: sqlite3.Row, condition: str) -> str:
    row = content.execute(
        f"SELECT id FROM reddit_comments WHERE post = ? AND {condition} ORDER BY id", (post["id"],)
    ).fetchone()
    return f"{post['path']}/comment/{row['id']}"


@pytest.mark.parametrize("thing", ["post", "comment"])
def test_a_vote_counts_changes_sides_and_is_taken_back(
    visitor: TestClient, content: sqlite3.Connection, thing: str
) -> None:
    post = a_post(content)
    path = post["path"] if thing == "post" else a_comment(content, post, "score > 5")

    def vote(choice: int) -> tuple[int, str]:
        html = visitor.post(f"{path}/vote", data={"choice": choice}).text
        return int(text_of(html, "score").split()[0]), text_of(html, "upvote")

    before = int(text_of(visitor.get(path).text, "score").split()[0])
    assert vote(1) == (before + 1, "Retract upvote")
    assert vote(-1) == (before - 1, "Upvote")
    assert vote(-1) == (before, "Upvote")
    assert visitor.post(f"{path}/vote", data={"choice": "5"}).status_code == 400


def test_a_comment_comes_first_among_the_newest(
    visitor: TestClient, content: sqlite3.Connection
) -> None:
    post = a_post(content)
    html = visitor.post(f"{post['path']}/comment", data={"body": "Well put & true"}).text
    assert "Your comment was posted." in html
    assert first_comment(html) == ("marlow", "Well put &amp; true")
    assert text_of(html, "count") == f"{post['comments'] + 1} comments"


def test_a_reply_appears_under_its_comment(
    visitor: TestClient, content: sqlite3.Connection
) -> None:
    post = a_post(content)
    parent = a_comment(content, post, "parent IS NULL")
    visitor.post(parent, data={"body": "Me too"})
    html = visitor.get(post["path"]).text
    below = html.split(f'id="comment-{parent.rsplit("/", 1)[1]}"')[1]
    assert re.search(r'class="comment depth1" data-author="marlow"', below)
    refused = visitor.post(parent, data={"body": " "})
    assert (refused.status_code, "needs some text" in refused.text) == (422, True)


def test_replies_may_go_on_without_end(visitor: TestClient, content: sqlite3.Connection) -> None:
    post = a_post(content)
    path = a_comment(content, post, "parent IS NULL")
    highest = content.execute("SELECT max(id) FROM reddit_comments").fetchone()[0]
    for number in range(1, 120):
        visitor.post(path, data={"body": f"reply {number}"})
        path = f"{post['path']}/comment/{highest + number}"
    assert "reply 119" in visitor.get(post["path"]).text


def test_a_submitted_post_leads_the_newest_of_its_forum(visitor: TestClient) -> None:
    entered = {"forum": "cats", "title": "Ten naps a day", "url": "", "body": "Is that normal?"}
    html = visitor.post("/reddit/submit", data=entered).text
    assert "<h1>Ten naps a day</h1>" in html
    assert titles(visitor.get("/reddit/f/cats/new").text)[0] == "Ten naps a day"


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"forum": ""}, "Choose a forum."),
        ({"title": " "}, "Enter a title."),
        ({"url": "javascript:alert(1)"}, "The URL must begin with"),
    ],
)
def test_a_refused_post_keeps_what_was_entered(
    visitor: TestClient, changed: dict[str, str], message: str
) -> None:
    entered = {"forum": "cats", "title": "Ten naps", "url": "", "body": "Is that normal?"}
    response = visitor.post("/reddit/submit", data=entered | changed)
    assert response.status_code == 422
    assert message in response.text
    assert "Is that normal?" in response.text


def test_a_crosspost_leads_to_the_original_and_a_new_post_does_not(
    visitor: TestClient, content: sqlite3.Connection
) -> None:
    post = a_post(content, "forum = 'books'")
    entered = {"forum": "cats", "title": post["title"]}
    html = visitor.post(f"{post['path']}/crosspost", data=entered).text
    assert text_of(html, "original") == "Crossposted from books: "
    assert f'<a href="{post["path"]}">{post["title"]}</a> by {post["author"]}' in html
    assert titles(visitor.get("/reddit/f/cats/new").text)[0] == post["title"]
    assert 'id="original"' not in visitor.post("/reddit/submit", data=entered).text
    again = visitor.post(f"{post['path']}/crosspost", data={**entered, "forum": "books"})
    assert (again.status_code, "Choose another forum." in again.text) == (422, True)


def test_a_post_is_its_authors_to_edit_and_to_delete(
    visitor: TestClient, content: sqlite3.Connection
) -> None:
    mine, other = a_post(content, "author = 'marlow'"), a_post(content)
    changed = visitor.post(f"{mine['path']}/edit", data={"title": "Better", "body": "Changed"}).text
    assert ("<h1>Better</h1>" in changed, text_of(changed, "body")) == (True, "Changed")
    assert visitor.post(f"{mine['path']}/edit", data={"title": ""}).status_code == 422
    visitor.post(f"{mine['path']}/delete")
    assert text_of(visitor.get(mine["path"]).text, "deleted").startswith("This post was deleted")
    assert visitor.post(f"{mine['path']}/vote", data={"choice": 1}).status_code == 404
    for action in ("edit", "delete"):
        assert visitor.get(f"{other['path']}/{action}").status_code == 404
        assert visitor.post(f"{other['path']}/{action}").status_code == 404


def test_a_comment_is_its_authors_to_edit_and_to_delete(
    visitor: TestClient, content: sqlite3.Connection
) -> None:
    post = a_post(
        content, "id IN (SELECT post FROM reddit_comments WHERE author = 'marlow' AND score > 20)"
    )
    mine = a_comment(content, post, "author = 'marlow'")
    other = a_comment(content, post, "author != 'marlow'")
    assert text_of(visitor.post(f"{mine}/edit", data={"body": "Changed"}).text, "text") == "Changed"
    html = visitor.post(f"{mine}/delete").text
    assert "Deleted by its author." in html
    assert text_of(html, "count") == f"{post['comments'] - 1} comments"
    assert visitor.get(mine).status_code == 404
    for action in ("edit", "delete"):
        assert visitor.post(f"{other}/{action}", data={"body": "x"}).status_code == 404


def test_subscribing_and_saving_are_switches(
    visitor: TestClient, content: sqlite3.Connection
) -> None:
    before = visitor.get("/reddit/f/cooking").text
    after = visitor.post("/reddit/f/cooking/subscribe").text
    assert text_of(before, "subscribe") == "Subscribe"
    assert text_of(after, "subscribe") == "Unsubscribe"
    count = int(text_of(before, "subscribers").split()[0])
    assert text_of(after, "subscribers") == f"{count + 1} subscribers"
    left = visitor.post("/reddit/f/cooking/subscribe", data={"from": "subscriptions"})
    assert left.url.path == "/reddit/subscriptions"
    assert visitor.get("/reddit/f/cooking").text == before

    post = a_post(content)
    saved = titles(visitor.get("/reddit/saved").text)
    visitor.post(f"{post['path']}/save")
    assert set(titles(visitor.get("/reddit/saved").text)) == {*saved, post["title"]}
    visitor.post(f"{post['path']}/save")
    assert titles(visitor.get("/reddit/saved").text) == saved


def test_a_new_forum_is_moderated_by_its_founder_and_its_name_is_taken(
    visitor: TestClient,
) -> None:
    entered = {"name": "origami", "title": "Folding", "description": "Paper only"}
    html = visitor.post("/reddit/create_forum", data=entered).text
    assert text_of(html, "description") == "Paper only"
    assert re.search(r'id="moderators">\s*<li><a href="/reddit/user/marlow"', html)
    assert "<option>origami</option>" in visitor.get("/reddit/submit").text
    again = visitor.post("/reddit/create_forum", data=entered)
    assert (again.status_code, "this name already" in again.text) == (422, True)


def test_the_biography_is_ones_own_to_change(visitor: TestClient) -> None:
    html = visitor.post("/reddit/user/marlow/edit_biography", data={"bio": "Hello <b>"}).text
    assert text_of(html, "bio") == "Hello &lt;b&gt;"
    other = visitor.post("/reddit/user/tess_abara/edit_biography", data={"bio": "Ha"})
    assert other.status_code == 404


def test_a_message_is_sent_but_not_to_whom_one_has_blocked(visitor: TestClient) -> None:
    html = visitor.post("/reddit/user/tess_abara/message", data={"body": "Hello"}).text
    assert re.search(r'data-to="tess_abara">.*?<p class="text">Hello<', html, re.DOTALL)
    assert text_of(visitor.post("/reddit/user/tess_abara/block").text, "block") == "Unblock"
    refused = visitor.post("/reddit/user/tess_abara/message", data={"body": "Hello again"})
    assert (refused.status_code, "You have blocked" in refused.text) == (422, True)


@pytest.mark.parametrize("path", [*FORMS, *OF_POSTS])
def test_nothing_changes_for_who_is_signed_out(
    visitor: TestClient, content: sqlite3.Connection, path: str
) -> None:
    visitor.get("/reddit/logout")
    base = a_post(content, "author = 'marlow'")["path"] if path in OF_POSTS else "/reddit"
    form = {"body": "x", "choice": "1"}
    assert visitor.post(base + path, data=form).url.path == "/reddit/login"


@pytest.mark.parametrize("path", ["/submit", "/saved", "/subscriptions", "/messages"])
def test_personal_pages_ask_who_is_there(visitor: TestClient, path: str) -> None:
    visitor.get("/reddit/logout")
    assert "Log in" in visitor.get("/reddit/").text
    assert visitor.get(f"/reddit{path}").url.path == "/reddit/login"
    visitor.post("/reddit/login", data=TESS)
    assert 'href="/reddit/user/tess_abara"' in visitor.get(f"/reddit{path}").text


def test_what_is_written_is_by_who_is_signed_in(
    visitor: TestClient, content: sqlite3.Connection
) -> None:
    visitor.post("/reddit/login", data=TESS)
    html = visitor.post(f"{a_post(content)['path']}/comment", data={"body": "From me"}).text
    assert first_comment(html) == ("tess_abara", "From me")
    mine = a_post(content, "author = 'marlow'")
    assert visitor.get(f"{mine['path']}/edit").status_code == 404
