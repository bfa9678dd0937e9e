"""The forum site as its readers see it."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from planact.sandbox.app import create_app
from planact.sandbox.sites.reddit.people import NAMES
from planact.sandbox.sites.reddit.topics import TOPICS
from planact.sandbox.state import EpisodeStates, initial_database, open_database

from .crawl import crawl
from .reddit_pages import authors, titles


@pytest.fixture
def visitor() -> Iterator[TestClient]:
    with TestClient(create_app(EpisodeStates(0))) as client:
        yield client


@pytest.fixture(scope="module")
def content() -> sqlite3.Connection:
    return open_database(initial_database(0))


def following(visitor: TestClient, path: str) -> list[str]:
    """The page and all that its 'Next page' links lead to."""
    pages = [visitor.get(path).text]
    while found := re.search(r'href="([^"]+)">Next page', pages[-1]):
        pages.append(visitor.get(found[1].replace("&amp;", "&")).text)
    return pages


def test_the_first_page_of_a_list_has_one_address(visitor: TestClient) -> None:
    for path in ("/reddit/f/runners", "/reddit/f/runners/top?t=year"):
        *_, second = following(visitor, path)[:2]
        assert f'href="{path}">Previous page' in second


def longest_thread(content: sqlite3.Connection) -> sqlite3.Row:
    row: sqlite3.Row = content.execute(
        "SELECT * FROM reddit_listing ORDER BY comments DESC, id"
    ).fetchone()
    return row


def test_there_is_enough_to_read(content: sqlite3.Connection) -> None:
    def count(table: str) -> int:
        return int(content.execute(f"SELECT count(*) FROM {table}").fetchone()[0])

    assert count("reddit_forums") == 18
    assert 400 < count("reddit_posts") < 500
    assert count("reddit_users") == 32
    assert count("reddit_comments") > 1500


def test_no_name_is_the_name_of_two_things() -> None:
    names = [*NAMES, *(topic.name for topic in TOPICS)]
    assert len(set(names)) == len(names)
    titles = [title.format(thing=thing) for t in TOPICS for title in t.titles for thing in t.things]
    assert len(set(titles)) == len(titles)


def test_what_tasks_ask_for_has_one_answer(content: sqlite3.Connection) -> None:
    unique = content.execute(
        "SELECT count(*), count(DISTINCT title), count(DISTINCT score), count(DISTINCT created)"
        " FROM reddit_posts"
    ).fetchone()
    assert len(set(unique)) == 1
    for (forum,) in content.execute("SELECT name FROM reddit_forums"):
        first, second = content.execute(
            "SELECT comments FROM reddit_listing WHERE forum = ? ORDER BY comments DESC LIMIT 2",
            (forum,),
        )
        assert first["comments"] > second["comments"]
    for key in ("author", "score", "created"):
        twice = content.execute(
            f"SELECT 1 FROM reddit_comments GROUP BY post, {key} HAVING count(*) > 1"
        )
        assert twice.fetchone() is None


def test_the_newest_comment_of_a_post_is_never_a_reply(content: sqlite3.Connection) -> None:
    newest = content.execute(
        "SELECT parent, max(created) FROM reddit_comments GROUP BY post"
    ).fetchall()
    assert len(newest) > 350
    assert all(comment["parent"] is None for comment in newest)


@pytest.mark.parametrize(
    ("address", "condition", "order"),
    [
        ("new", "1", "created DESC"),
        ("top", "1", "score DESC"),
        ("most_commented", "1", "comments DESC, score DESC"),
        ("top?t=month", "created >= '2025-05-17 10:30'", "score DESC"),
        ("most_commented?t=year", "created >= '2024-06-16 10:30'", "comments DESC, score DESC"),
    ],
)
def test_a_forum_is_sorted_and_goes_on_over_pages(
    visitor: TestClient, content: sqlite3.Connection, address: str, condition: str, order: str
) -> None:
    wanted = content.execute(
        f"SELECT title FROM reddit_listing WHERE forum = 'books' AND {condition} ORDER BY {order}"
    )
    pages = following(visitor, f"/reddit/f/books/{address}")
    assert [title for page in pages for title in titles(page)] == [row["title"] for row in wanted]
    assert all("Previous page" in page for page in pages[1:])


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("", "score DESC"),
        ("?sort=new", "created DESC"),
        ("?sort=old", "created"),
        ("?sort=worst", "score"),
    ],
)
def test_a_long_thread_is_sorted_and_goes_on_over_pages(
    visitor: TestClient, content: sqlite3.Connection, sort: str, order: str
) -> None:
    post = longest_thread(content)
    wanted = content.execute(
        f"SELECT author FROM reddit_comments WHERE post = ? AND parent IS NULL ORDER BY {order}",
        (post["id"],),
    )
    pages = following(visitor, post["path"] + sort)
    assert len(pages) > 1
    assert [name for page in pages for name in authors(page)] == [row["author"] for row in wanted]
    assert sum(page.count("Reply to ") for page in pages) == post["comments"]


def test_a_profile_lists_all_that_somebody_has_written(
    visitor: TestClient, content: sqlite3.Connection
) -> None:
    posts = content.execute(
        "SELECT title FROM reddit_posts WHERE author = 'ruth_delgado' ORDER BY created DESC"
    )
    pages = following(visitor, "/reddit/user/ruth_delgado")
    assert [title for page in pages for title in titles(page)] == [row["title"] for row in posts]
    comments = content.execute(
        "SELECT score FROM reddit_comments WHERE author = 'ruth_delgado' ORDER BY score"
    )
    pages = following(visitor, "/reddit/user/ruth_delgado/comments?sort=worst")
    scores = [int(score) for page in pages for score in re.findall(r"(-?\d+) points?,", page)]
    assert scores == [row["score"] for row in comments]


def test_search_wants_every_word_as_it_is_written(visitor: TestClient) -> None:
    def found(words: str, **more: str) -> list[str]:
        return titles(visitor.get("/reddit/search", params={"q": words, **more}).text)

    assert found("Short STORIES, (reading group)") == ["Our reading group voted for short stories"]
    assert found("story") == []
    assert found("short stories hedgewitch") == []
    assert found("%") == found("_") == found("") == []
    assert len(found("first time")) > len(found("first time", forum="astronomy")) > 0
    assert "No title has all of these words." in visitor.get("/reddit/search?q=storybook").text


def test_search_finds_forums_and_people_by_parts_of_their_names(visitor: TestClient) -> None:
    assert "/reddit/user/tess_abara" in visitor.get("/reddit/search?q=abara").text
    assert "/reddit/f/cooking" in visitor.get("/reddit/search?q=cook").text
    inside = visitor.get("/reddit/search?q=cook&forum=books").text
    assert "/reddit/f/cooking" not in inside


def test_every_link_leads_somewhere(visitor: TestClient, content: sqlite3.Connection) -> None:
    starts = ["/reddit/f/cats", "/reddit/user/marlow", longest_thread(content)["path"]]
    for start in [*starts, "/reddit/messages", "/reddit/subscriptions", "/reddit/forums"]:
        pages = crawl(visitor, start)
        assert {path: status for path, (status, _) in pages.items() if status != 200} == {}


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
        "/f/books/hot",
        "/f/books/top?t=decade",
        "/f/books/new?t=week",
        "/f/books?page=99",
        "/user/nobody",
        "/user/nobody/comments",
        "/user/marlow/comments?sort=hot",
        "/user/marlow/comments?sort=new",
        "/user/marlow/message",
        "/f/books/9999/x",
        f"/f/books/{'9' * 40}/x",
        "/search?q=salt&forum=nothing",
        "/user/tess_abara/edit_biography",
    ],
)
def test_what_is_not_there_is_not_found(visitor: TestClient, path: str) -> None:
    assert visitor.get(f"/reddit{path}").status_code == 404


def test_a_post_has_one_address(visitor: TestClient, content: sqlite3.Connection) -> None:
    path = longest_thread(content)["path"]
    assert visitor.get(f"{path}-more").status_code == 404
    assert visitor.get(path.replace("/f/", "/f/x")).status_code == 404


def test_a_query_of_any_length_is_answered(visitor: TestClient) -> None:
    assert visitor.get("/reddit/search", params={"q": "word " * 5000}).status_code == 200
