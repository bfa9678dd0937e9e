"""The Batch API: requests in files, answers hours later, nothing sent twice."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterator
from typing import Any

import pytest

from planact.config.schema import TeacherConfig, TeacherKind
from planact.core.errors import UserError
from planact.llm import batch_api
from planact.llm.batch_api import BatchChat
from planact.llm.chat import ChatError, ContextError
from tests.llm.batch_endpoint import BatchEndpoint, Line, failed, succeeded
from tests.llm.chat_server import MODEL, ChatServer


@pytest.fixture
def api() -> BatchEndpoint:
    return BatchEndpoint()


@pytest.fixture
def url(api: BatchEndpoint) -> Iterator[str]:
    with ChatServer(api.routes) as server:
        yield server.url


def model_at(url: str, **changes: Any) -> BatchChat:
    settings: dict[str, Any] = {"retries": 2, "timeout": 5.0, **changes}
    config = TeacherConfig(name=MODEL, kind=TeacherKind.endpoint, base_url=url, **settings)
    return BatchChat(config, quiet=0.05, poll=0.02)


async def ask(model: BatchChat, *questions: str, **how: Any) -> list[Any]:
    """The answers' texts, and what went wrong where there is none."""
    asked = (
        model.chat([{"role": "user", "content": question}], max_tokens=9, **how)
        for question in questions
    )
    given = await asyncio.gather(*asked, return_exceptions=True)
    return [one if isinstance(one, BaseException) else one.text for one in given]


async def ask_at(url: str, *questions: str) -> list[Any]:
    model = model_at(url)
    try:
        return await ask(model, *questions)
    finally:
        await model.close()


async def test_requests_that_come_together_go_in_one_batch(api: BatchEndpoint, url: str) -> None:
    assert await ask_at(url, "a", "b", "c") == ["answer to a", "answer to b", "answer to c"]
    assert api.asked() == [["a", "b", "c"]]


async def test_a_request_in_a_batch_says_what_was_asked(api: BatchEndpoint, url: str) -> None:
    lines: list[Line] = []
    api.answer = lambda line: lines.append(line) or succeeded(line)
    model = model_at(url)
    await ask(model, "a", temperature=0.5, yes_or_no=True)
    await model.close()
    assert (lines[0]["method"], lines[0]["url"]) == ("POST", "/v1/chat/completions")
    assert lines[0]["body"] == {
        "model": MODEL,
        "messages": [{"role": "user", "content": "a"}],
        "temperature": 0.5,
        "max_tokens": 9,
        "logprobs": True,
        "top_logprobs": 5,
    }


async def test_the_same_question_twice_is_two_requests(api: BatchEndpoint, url: str) -> None:
    assert await ask_at(url, "a", "a") == ["answer to a"] * 2
    assert api.asked() == [["a", "a"]]


async def test_a_batch_holds_no_more_than_the_server_takes(
    api: BatchEndpoint, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batch_api, "MOST_LINES", 2)
    await ask_at(url, "a", "b", "c")
    assert sorted(map(len, api.asked())) == [1, 2]


async def test_how_far_a_batch_is_is_logged(
    api: BatchEndpoint, url: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "planact")
    await ask_at(url, "a", "b")
    said = [record.getMessage() for record in caplog.records]
    assert said == [
        "batch batch_0: 2 requests sent",
        "batch batch_0: in_progress, 0 of 0 answered",
        "batch batch_0: completed, 2 of 2 answered",
    ]


async def test_only_the_requests_that_failed_go_into_another_batch(
    api: BatchEndpoint, url: str
) -> None:
    def answer(line: Line) -> Line:
        is_first = len(api.batches) == 1
        content = line["body"]["messages"][-1]["content"]
        return failed(line, 500, "oops") if is_first and content == "b" else succeeded(line)

    api.answer = answer
    assert await ask_at(url, "a", "b", "c") == ["answer to a", "answer to b", "answer to c"]
    assert api.asked() == [["a", "b", "c"], ["b"]]


async def test_what_an_expired_batch_has_answered_counts(api: BatchEndpoint, url: str) -> None:
    api.endings = [{"status": "expired"}]

    def answer(line: Line) -> Line | None:
        is_first = len(api.batches) == 1
        content = line["body"]["messages"][-1]["content"]
        return None if is_first and content == "b" else succeeded(line)

    api.answer = answer
    assert await ask_at(url, "a", "b") == ["answer to a", "answer to b"]
    assert api.asked() == [["a", "b"], ["b"]]


async def test_a_request_that_always_fails_is_given_up(api: BatchEndpoint, url: str) -> None:
    api.answer = lambda line: failed(line, 500, "oops")
    (trouble,) = await ask_at(url, "a")
    assert isinstance(trouble, ChatError)
    assert "HTTP 500: oops (3 attempts)" in str(trouble)


async def test_a_request_that_cannot_be_answered_is_told_apart(
    api: BatchEndpoint, url: str
) -> None:
    api.answer = lambda line: (
        failed(line, 400, "too long", code="context_length_exceeded")
        if line["body"]["messages"][-1]["content"] == "b"
        else succeeded(line)
    )
    first, second = await ask_at(url, "a", "b")
    assert first == "answer to a"
    assert isinstance(second, ContextError)


async def test_a_server_that_calls_the_limit_otherwise_gets_that(
    api: BatchEndpoint, url: str
) -> None:
    def answer(line: Line) -> Line:
        if "max_tokens" in line["body"]:
            return failed(line, 400, "Unsupported parameter", param="max_tokens")
        return succeeded(line)

    api.answer = answer
    assert await ask_at(url, "a") == ["answer to a"]


async def test_a_refused_batch_says_why(api: BatchEndpoint, url: str) -> None:
    fault = {"code": "invalid_json", "message": "line 1 is no JSON"}
    api.endings = [{"status": "failed", "errors": {"data": [fault]}}]
    (trouble,) = await ask_at(url, "a")
    assert "batch batch_0 failed: line 1 is no JSON" in str(trouble)


async def test_a_full_queue_is_waited_for(api: BatchEndpoint, url: str) -> None:
    fault = {"code": "token_limit_exceeded", "message": "Enqueued token limit reached"}
    api.endings = [{"status": "failed", "errors": {"data": [fault]}}]
    assert await ask_at(url, "a") == ["answer to a"]


@pytest.mark.parametrize("is_ended", [False, True], ids=["under way", "ended meanwhile"])
async def test_another_process_finds_what_a_killed_one_sent(
    api: BatchEndpoint, url: str, is_ended: bool
) -> None:
    api.looks = 10_000
    killed = model_at(url)
    asking = asyncio.create_task(ask(killed, "a", "b"))
    while not api.batches:
        await asyncio.sleep(0.01)
    await killed.close()
    asking.cancel()

    api.looks = 0
    if is_ended:
        api._end(api.batches["batch_0"])
    # What the first has journaled is not asked again, and there may be more to ask.
    assert await ask_at(url, "b", "c") == ["answer to b", "answer to c"]
    assert api.asked() == [["a", "b"], ["c"]]


async def test_the_batches_of_others_and_of_long_ago_are_left_alone(
    api: BatchEndpoint, url: str
) -> None:
    await ask_at(url, "a")
    await ask_at(url, "b")
    api.batches["batch_0"]["metadata"] = {"made_by": "somebody"}
    api.batches["batch_1"]["created_at"] -= 3 * 24 * 3600
    await ask_at(url, "a", "b")
    assert api.asked() == [["a"], ["b"], ["a", "b"]]


async def test_a_long_list_of_batches_is_read_to_its_end(api: BatchEndpoint, url: str) -> None:
    for question in "abc":
        await ask_at(url, question)
    api.page = 1
    assert await ask_at(url, "a") == ["answer to a"]
    assert len(api.batches) == 3


async def test_an_endpoint_without_a_batch_api_is_refused_in_one_line() -> None:
    with ChatServer() as server:
        (trouble,) = await ask_at(server.url, "a")
    assert isinstance(trouble, UserError)
    assert "has no Batch API: choose teacher.batch=false" in str(trouble)
