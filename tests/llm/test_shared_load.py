"""Several servers of one model share the load, and stand in for one that fails."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Iterator
from typing import Any

import pytest

from planact.config.schema import TeacherConfig, TeacherKind
from planact.core.errors import UserError
from planact.llm import shared_load
from planact.llm.batch_api import BatchChat
from planact.llm.chat import ChatError, ChatModel, Message
from planact.llm.endpoint import endpoints
from tests.llm.chat_server import MODEL, ChatServer, cut, refusal

QUESTION: list[Message] = [{"role": "user", "content": "Say hello, please"}]


@pytest.fixture
def servers() -> Iterator[tuple[ChatServer, ChatServer]]:
    with ChatServer() as first, ChatServer() as second:
        yield first, second


@pytest.fixture
def nowhere() -> str:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return f"http://127.0.0.1:{free.getsockname()[1]}/v1"


def teacher(*urls: str, **changes: Any) -> TeacherConfig:
    settings: dict[str, Any] = {"timeout": 5.0, "retries": 2, **changes}
    return TeacherConfig(
        name=MODEL,
        kind=TeacherKind.endpoint,
        base_url=urls[0],
        more_urls=list(urls[1:]),
        **settings,
    )


async def ask(model: ChatModel, times: int) -> list[str]:
    try:
        asked = (model.chat(QUESTION, max_tokens=9) for _ in range(times))
        return [given.text for given in await asyncio.gather(*asked)]
    finally:
        await model.close()


async def test_each_request_goes_to_the_server_that_has_least_to_do(
    servers: tuple[ChatServer, ChatServer],
) -> None:
    first, second = servers
    first.delay = second.delay = 0.1
    await ask(endpoints(teacher(first.url, second.url)), 6)
    assert [len(server.requests) for server in servers] == [3, 3]


async def test_a_slow_server_gets_less(servers: tuple[ChatServer, ChatServer]) -> None:
    slow, fast = servers
    slow.delay, fast.delay = 0.3, 0.01
    model = endpoints(teacher(slow.url, fast.url))
    busy = asyncio.create_task(model.chat(QUESTION, max_tokens=9))
    await asyncio.sleep(0.1)
    for _ in range(5):
        await model.chat(QUESTION, max_tokens=9)
    await busy
    await model.close()
    assert [len(server.requests) for server in servers] == [1, 5]


async def test_the_requests_of_a_server_that_fails_go_to_the_others_and_it_rests(
    servers: tuple[ChatServer, ChatServer], caplog: pytest.LogCaptureFixture
) -> None:
    failing, well = servers
    failing.script = [cut] * 9
    model = endpoints(teacher(failing.url, well.url))
    for _ in range(4):
        assert (await model.chat(QUESTION, max_tokens=9)).text == "hello"
    await model.close()
    assert [len(server.requests) for server in servers] == [1, 4]
    assert f"{failing.url} is left out for 30 s: the connection was cut" in caplog.text


async def test_a_server_that_has_rested_is_asked_again(
    servers: tuple[ChatServer, ChatServer], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shared_load, "REST", 0.2)
    failing, well = servers
    failing.script = [lambda: refusal(500, "oops")]
    model = endpoints(teacher(failing.url, well.url))
    await model.chat(QUESTION, max_tokens=9)
    await asyncio.sleep(0.3)
    well.delay = 0.2
    await asyncio.gather(*(model.chat(QUESTION, max_tokens=9) for _ in range(2)))
    await model.close()
    assert len(failing.requests) == 2


async def test_a_server_that_wants_a_pause_is_not_waited_for(
    servers: tuple[ChatServer, ChatServer],
) -> None:
    paused, well = servers
    paused.script = [lambda: refusal(429, "slow down", headers={"retry-after": "60"})]
    assert await ask(endpoints(teacher(paused.url, well.url)), 1) == ["hello"]


async def test_an_address_where_nothing_listens_is_left_out(
    servers: tuple[ChatServer, ChatServer], nowhere: str
) -> None:
    well, _ = servers
    assert await ask(endpoints(teacher(nowhere, well.url)), 3) == ["hello"] * 3


async def test_where_nothing_listens_anywhere_the_user_has_to_mend_it(nowhere: str) -> None:
    with pytest.raises(UserError, match=r"teacher\.base_url=.*nothing answers there"):
        await ask(endpoints(teacher(nowhere, nowhere.replace("127.0.0.1", "localhost"))), 1)


async def test_when_all_servers_fail_the_retries_are_counted_together(
    servers: tuple[ChatServer, ChatServer],
) -> None:
    for server in servers:
        server.script = [lambda: refusal(500, "oops")] * 9
    with pytest.raises(ChatError, match=r"HTTP 500: oops \(3 attempts\)"):
        await ask(endpoints(teacher(*(server.url for server in servers))), 1)
    assert sum(len(server.requests) for server in servers) == 3


def test_an_endpoint_without_a_url_is_refused() -> None:
    with pytest.raises(UserError, match=r"teacher\.base_url is missing"):
        endpoints(TeacherConfig(name="gpt-4o", kind=TeacherKind.endpoint))


def test_the_batch_api_is_a_choice(nowhere: str) -> None:
    assert isinstance(endpoints(teacher(nowhere, batch=True)), BatchChat)
