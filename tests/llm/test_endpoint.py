"""An OpenAI-compatible server that misbehaves in every way servers do."""

import asyncio
import logging
import socket
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from planact.config.schema import ServingConfig
from planact.core.errors import UserError
from planact.core.trajectory import Usage
from planact.llm.chat import ChatError, Completion, ContextError, Message
from planact.llm.endpoint import EndpointChat
from planact.llm.grammar import LINE, Grammar, Joined, OneOf
from planact.llm.retry import LONGEST_ASKED, wait_seconds
from tests.llm.chat_server import MODEL, ChatServer, completion, cut, refusal

KEY = "sk-very-secret-0123456789"
QUESTION: list[Message] = [{"role": "user", "content": "Say hello, please"}]


@pytest.fixture
def server() -> Iterator[ChatServer]:
    with ChatServer() as running:
        yield running


def model_at(url: str, **changes: object) -> EndpointChat:
    settings = {"name": "test", "timeout": 5.0, "retries": 2, "concurrency": 2, **changes}
    return EndpointChat(MODEL, url, "TEST_KEY", ServingConfig(**settings), first_pause=0.01)


async def ask(url: str, grammar: Grammar | None = None, **changes: object) -> Completion:
    model = model_at(url, **changes)
    try:
        return await model.chat(QUESTION, max_tokens=9, temperature=0.5, grammar=grammar)
    finally:
        await model.close()


async def test_the_request_says_what_was_asked_and_the_answer_carries_the_servers_counts(
    server: ChatServer,
) -> None:
    answer = await ask(server.url)
    assert server.requests == [
        {"model": MODEL, "messages": QUESTION, "max_tokens": 9, "temperature": 0.5}
    ]
    assert (answer.text, answer.prompt_tokens, answer.completion_tokens) == ("hello", 11, 7)
    assert answer.finish_reason == "stop"
    assert answer.usage == Usage(
        prompt_tokens=11, completion_tokens=7, seconds=round(answer.seconds, 3)
    )
    assert answer.seconds > 0


async def test_counts_that_the_server_leaves_empty_are_estimated(server: ChatServer) -> None:
    empty = {"prompt_tokens": None, "completion_tokens": None, "total_tokens": None}
    server.script = [lambda: completion("hello there", usage=empty)]
    answer = await ask(server.url)
    assert answer.completion_tokens == len("hello there") // 4


@pytest.mark.parametrize(
    "trouble",
    [
        lambda: refusal(429, "slow down"),
        lambda: refusal(500, "oops"),
        lambda: refusal(503, "loading"),
        lambda: completion(choices=[]),
        lambda: completion(choices=[{"index": 0, "message": None, "finish_reason": "stop"}]),
        cut,
    ],
    ids=["429", "500", "503", "no choices", "no message", "cut connection"],
)
async def test_passing_trouble_is_waited_out(server: ChatServer, trouble: object) -> None:
    server.script = [trouble, trouble]  # type: ignore[list-item]
    assert (await ask(server.url)).text == "hello"
    assert len(server.requests) == 3


async def test_lasting_trouble_ends_in_one_line_after_the_last_retry(server: ChatServer) -> None:
    server.script = [lambda: refusal(500, "the engine\nis dead")] * 3
    with pytest.raises(
        ChatError, match=r"^tiny at .*: HTTP 500: the engine is dead \(3 attempts\)$"
    ):
        await ask(server.url)


async def test_the_server_decides_how_long_to_wait(server: ChatServer) -> None:
    server.script = [lambda: refusal(429, "slow down", headers={"retry-after": "0.4"})]
    started = time.monotonic()
    await ask(server.url)
    assert time.monotonic() - started >= 0.4


def test_retry_after_may_be_a_date() -> None:
    date = format_datetime(datetime.now(UTC) + timedelta(seconds=90), usegmt=True)
    assert 80 < wait_seconds(0, date, 0.5) <= 90


def test_a_retry_after_far_ahead_is_bounded_and_an_unreadable_one_is_ignored() -> None:
    assert wait_seconds(0, "99999", 0.5) == LONGEST_ASKED
    assert 0.25 <= wait_seconds(0, "soon", 0.5) <= 0.5


def test_our_own_pauses_double() -> None:
    assert [round(wait_seconds(n, None, 1.0) / 2**n) for n in range(4)] == [1, 1, 1, 1]


async def test_a_server_that_never_answers_is_given_up(server: ChatServer) -> None:
    server.delay = 30.0
    with pytest.raises(ChatError, match=r"no answer within 0\.2 s \(2 attempts\)"):
        await ask(server.url, timeout=0.2, retries=1)


async def test_no_more_requests_at_a_time_than_configured(server: ChatServer) -> None:
    server.delay = 0.05
    model = model_at(server.url, concurrency=2)
    await asyncio.gather(*(model.chat(QUESTION, max_tokens=9) for _ in range(6)))
    await model.close()
    assert server.most_at_once == 2


async def test_an_empty_answer_is_an_answer(server: ChatServer) -> None:
    server.script = [lambda: completion(None), lambda: completion("")]
    assert [(await ask(server.url)).text for _ in range(2)] == ["", ""]


async def test_missing_usage_is_estimated(server: ChatServer) -> None:
    server.script = [lambda: completion("x" * 40, usage=None)]
    answer = await ask(server.url)
    assert (answer.prompt_tokens, answer.completion_tokens) == (4, 10)


async def test_an_unknown_model_cannot_be_retried(server: ChatServer) -> None:
    server.script = [lambda: refusal(404, "The model `tiny` does not exist")]
    with pytest.raises(UserError, match=r"The model `tiny` does not exist; check the model's name"):
        await ask(server.url)
    assert len(server.requests) == 1


async def test_a_refused_key_is_named_by_its_variable_and_never_shown(
    server: ChatServer, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("TEST_KEY", KEY)
    caplog.set_level(logging.DEBUG)
    server.script = [
        lambda: refusal(429, f"too many requests by {KEY}"),
        lambda: refusal(401, f"Incorrect API key provided: {KEY}"),
    ]
    with pytest.raises(UserError, match=r"the key in \$TEST_KEY is refused") as caught:
        await ask(server.url)
    assert KEY not in str(caught.value) + caplog.text


async def test_credentials_in_the_address_are_never_shown(
    server: ChatServer, caplog: pytest.LogCaptureFixture
) -> None:
    server.script = [lambda: refusal(500, "oops"), lambda: refusal(400, "no")]
    url = server.url.replace("://", "://me:pass-word@") + "?token=to-ken"
    model = model_at(url)
    model._client.base_url = server.url  # the server itself knows of no credentials
    with pytest.raises(ChatError) as refused:
        await model.chat(QUESTION, max_tokens=9)
    await model.close()
    assert f"{MODEL} at {server.url}: HTTP 400" in str(refused.value)
    shown = str(refused.value) + caplog.text
    assert "HTTP 500" in shown
    assert "pass-word" not in shown
    assert "to-ken" not in shown


async def test_a_server_that_wants_a_key_says_which_variable_to_set(server: ChatServer) -> None:
    server.script = [lambda: refusal(401, "No key")]
    with pytest.raises(UserError, match=r"\$TEST_KEY is not set"):
        await ask(server.url)


async def test_an_address_where_nothing_listens_is_the_users_to_mend() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with pytest.raises(UserError, match=f"model.base_url=.*{port}.*nothing answers there"):
        await ask(f"http://127.0.0.1:{port}/v1")
    with pytest.raises(UserError, match=rf"base_url=http://127.0.0.1:{port}/v1: nothing"):
        await ask(f"http://me:pass-word@127.0.0.1:{port}/v1")


async def test_a_used_up_quota_is_not_retried(server: ChatServer) -> None:
    server.script = [lambda: refusal(429, "Pay first", code="insufficient_quota")]
    with pytest.raises(UserError, match="quota is used up"):
        await ask(server.url)


async def test_a_prompt_over_the_context_is_told_apart(server: ChatServer) -> None:
    server.script = [lambda: refusal(400, "too long", code="context_length_exceeded")]
    with pytest.raises(ContextError, match="the prompt is too long"):
        await ask(server.url)


async def test_a_bad_request_is_not_repeated(server: ChatServer) -> None:
    server.script = [lambda: refusal(400, "messages must alternate")]
    with pytest.raises(ChatError, match="HTTP 400: messages must alternate"):
        await ask(server.url)
    assert len(server.requests) == 1


async def test_a_server_that_calls_the_limit_max_completion_tokens_gets_that(
    server: ChatServer,
) -> None:
    server.script = [lambda: refusal(400, "Unsupported parameter", param="max_tokens")]
    await ask(server.url)
    assert server.requests[1]["max_completion_tokens"] == 9
    assert "max_tokens" not in server.requests[1]


GREETING = Joined((OneOf(("", f"# {LINE}\n")), "hello"))


async def test_a_grammar_goes_to_the_server_as_vllm_takes_it(server: ChatServer) -> None:
    server.script = [lambda: completion("# to all\nhello")]
    assert (await ask(server.url, GREETING)).text == "# to all\nhello"
    assert server.requests[0]["structured_outputs"] == {"regex": r"(|# [^\n]+\n)hello"}


async def test_a_server_that_takes_no_grammar_is_named_in_one_line(server: ChatServer) -> None:
    server.script = [lambda: refusal(400, "Unknown argument:\nstructured_outputs")]
    with pytest.raises(
        ChatError,
        match=r"HTTP 400: Unknown argument: structured_outputs; serving\.constrain=true needs a "
        r"server that keeps to structured_outputs, .*choose serving\.constrain=false.*$",
    ):
        await ask(server.url, GREETING)
    assert len(server.requests) == 1


async def test_a_server_that_does_not_keep_to_the_grammar_is_found_out(server: ChatServer) -> None:
    server.script = [lambda: completion("Well, hello")]
    with pytest.raises(ChatError, match=r"none of those allowed: serving\.constrain=true needs"):
        await ask(server.url, GREETING)


async def test_an_answer_that_was_cut_off_is_given_as_it_is(server: ChatServer) -> None:
    choice = {"index": 0, "finish_reason": "length"}
    choice["message"] = {"role": "assistant", "content": "# to al"}
    server.script = [lambda: completion(choices=[choice])]
    assert (await ask(server.url, GREETING)).finish_reason == "length"
