"""The forum site as its visitors see it."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from planact.sandbox.app import create_app
from planact.sandbox.state import EpisodeStates, initial_database, open_database


@pytest.fixture
def states() -> EpisodeStates:
    return EpisodeStates(0)


@pytest.fixture
def visitor(states: EpisodeStates) -> Iterator[TestClient]:
    with TestClient(create_app(states)) as client:
        yield client


@pytest.fixture
def content() -> sqlite3.Connection:
    return open_database(initial_database(0))


def some_post(content: sqlite3.Connection) -> sqlite3.Row:
    row: sqlite3.Row = content.execute(
        "SELECT * FROM reddit_listing WHERE comments > 2 ORDER BY id"
    ).fetchone()
    return row


def titles(html: str) -> list[str]:
    return re.findall(r"<h3><a[^>]*>([^<]+)</a>", html)


def text_of(html: str, element: str) -> str:
    match = re.search(rf'id="{element}"[^>]*>([^<]*)<', html)
    assert match is not None, element
    return match[1]


def test_there_is_enough_to_read(content: sqlite3.Connection) -> None:
    def count(table: str) -> int:
        return int(content.execute(f"SELECT count(*) FROM {table}").fetchone()[0])

    assert count("reddit_forums") == 12
    assert count("reddit_posts") == 240
    assert count("reddit_users") == 25
    assert count("reddit_comments") > 500


def test_what_tasks_ask_for_has_one_answer(content: sqlite3.Connection) -> None:
    unique = content.execute(
        "SELECT count(DISTINCT title), count(DISTINCT score), count(DISTINCT created)"
        " FROM reddit_posts"
    ).fetchone()
    assert tuple(unique) == (240, 240, 240)
    for (forum,) in content.execute("SELECT name FROM reddit_forums"):
        first, second = content.execute(
            "SELECT comments FROM reddit_listing WHERE forum = ? ORDER BY comments DESC LIMIT 2",
            (forum,),
        )
        assert first["comments"] > second["comments"]
    twice = content.execute(
        "SELECT 1 FROM reddit_comments GROUP BY post, author HAVING count(*) > 1"
    )
    assert twice.fetchone() is None


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("new", "created DESC"),
        ("top", "score DESC"),
        ("most_commented", "comments DESC, score DESC"),
    ],
)
def test_a_forum_is_sorted_and_goes_on_over_pages(
    visitor: TestClient, content: sqlite3.Connection, sort: str, order: str
) -> None:
    wanted = [
        row["title"]
        for row in content.execute(
            f"SELECT title FROM reddit_listing WHERE forum = 'books' ORDER BY {order}"
        )
    ]
    first = visitor.get(f"/reddit/f/books/{sort}").text
    second = visitor.get(f"/reddit/f/books/{sort}?page=2").text
    assert titles(first) + titles(second) == wanted
    assert "Next page" in first
    assert "Previous page" in second


def test_pages_are_the_same_bytes_for_every_visitor(visitor: TestClient) -> None:
    for path in ("/reddit/", "/reddit/forums", "/reddit/user/tess_abara"):
        first = visitor.get(path, headers={"x-sandbox-episode": "a"})
        second = visitor.get(path, headers={"x-sandbox-episode": "b"})
        assert first.content == second.content


@pytest.mark.parametrize(
    "path",
    [
        "/f/nothing",
        "/f/books/best",
        "/user/nobody",
        "/f/books/9999/x",
        "/user/tess_abara/edit_biography",
    ],
)
def test_what_is_not_there_is_not_found(visitor: TestClient, path: str) -> None:
    assert visitor.get(f"/reddit{path}").status_code == 404


def test_a_vote_counts_changes_sides_and_is_taken_back(
    visitor: TestClient, content: sqlite3.Connection
) -> None:
    post = some_post(content)

    def vote(choice: int) -> tuple[str, str]:
        html = visitor.post(f"{post['path']}/vote", data={"choice": choice}).text
        return text_of(html, "score"), text_of(html, "upvote")

    assert vote(1) == (f"{post['score'] + 1} points", "Retract upvote")
    assert vote(-1) == (f"{post['score'] - 1} points", "Upvote")
    assert vote(-1) == (f"{post['score']} points", "Upvote")


def test_a_vote_for_nothing_is_refused(visitor: TestClient, content: sqlite3.Connection) -> None:
    response = visitor.post(f"{some_post(content)['path']}/vote", data={"choice": "5"})
    assert response.status_code == 400


def test_a_comment_and_a_reply_appear_under_the_post(
    visitor: TestClient, content: sqlite3.Connection
) -> None:
    post = some_post(content)
    parent = content.execute(
        "SELECT id FROM reddit_comments WHERE post = ? ORDER BY id", (post["id"],)
    ).fetchone()["id"]
    visitor.post(f"{post['path']}/comment", data={"body": "Well put & true"})
    html = visitor.post(f"{post['path']}/comment", data={"body": "Me too", "parent": parent}).text
    assert text_of(html, "count") == f"{post['comments'] + 2} comments"
    assert "Well put &amp; true" in html
    assert re.search(
        rf'data-author="marlow" data-parent="{parent}">\s*.*\s*<p class="text">Me too', html
    )


def test_an_empty_comment_is_refused_with_a_message(
    visitor: TestClient, content: sqlite3.Connection
) -> None:
    post = some_post(content)
    response = visitor.post(f"{post['path']}/comment", data={"body": "  "})
    assert response.status_code == 422
    assert "A comment needs some text." in response.text
    assert text_of(response.text, "count") == f"{post['comments']} comments"


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


def test_subscribing_and_saving_are_switches(
    visitor: TestClient, content: sqlite3.Connection
) -> None:
    before = visitor.get("/reddit/f/cooking").text
    after = visitor.post("/reddit/f/cooking/subscribe").text
    assert text_of(before, "subscribe") == "Subscribe"
    assert text_of(after, "subscribe") == "Unsubscribe"
    count = int(text_of(before, "subscribers").split()[0])
    assert text_of(after, "subscribers") == f"{count + 1} subscribers"
    assert visitor.post("/reddit/f/cooking/subscribe").text == before

    post = some_post(content)
    visitor.post(f"{post['path']}/save")
    assert titles(visitor.get("/reddit/saved").text) == [post["title"]]
    visitor.post(f"{post['path']}/save")
    assert titles(visitor.get("/reddit/saved").text) == []


def test_a_new_forum_can_be_posted_to_and_its_name_is_taken(visitor: TestClient) -> None:
    entered = {"name": "origami", "title": "Folding", "description": "Paper only"}
    html = visitor.post("/reddit/create_forum", data=entered).text
    assert text_of(html, "description") == "Paper only"
    assert "<option>origami</option>" in visitor.get("/reddit/submit").text
    again = visitor.post("/reddit/create_forum", data=entered)
    assert again.status_code == 422
    assert "a forum of this name already" in again.text


def test_the_biography_is_ones_own_to_change(visitor: TestClient) -> None:
    html = visitor.post("/reddit/user/marlow/edit_biography", data={"bio": "Hello <b>"}).text
    assert text_of(html, "bio") == "Hello &lt;b&gt;"
    other = visitor.post("/reddit/user/tess_abara/edit_biography", data={"bio": "Ha"})
    assert other.status_code == 404


def test_search_finds_titles_forums_and_people(
    visitor: TestClient, content: sqlite3.Connection
) -> None:
    post = some_post(content)
    assert post["title"] in titles(visitor.get("/reddit/search", params={"q": post["title"]}).text)
    assert "/reddit/user/tess_abara" in visitor.get("/reddit/search?q=tess_abara").text
    assert "/reddit/f/cooking" in visitor.get("/reddit/search?q=cooking").text
    assert titles(visitor.get("/reddit/search?q=%25").text) == []
    assert "No posts here." in visitor.get("/reddit/search?q=").text
