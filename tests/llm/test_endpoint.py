"""An OpenAI-compatible server that misbehaves in every way servers do."""

import asyncio
import json
import logging
import math
import socket
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from starlette.responses import JSONResponse, Response

from planact.config.schema import ServingConfig
from planact.core.errors import UserError
from planact.core.trajectory import Usage
from planact.llm.chat import ChatError, Completion, ContextError, Message, UnanswerableError
from planact.llm.endpoint import EndpointChat
from planact.llm.grammar import LINE, Grammar, Joined, OneOf
from planact.llm.retry import LONGEST_ASKED, asked_seconds, pause_seconds
from tests.llm.chat_server import (
    MODEL,
    ChatServer,
    completion,
    cut,
    refusal,
    reply,
    stuck,
    truncated,
)

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
        lambda: Response("{", media_type="application/json"),
        lambda: Response("<html>gateway</html>", media_type="text/html"),
        lambda: completion(choices="none"),
        lambda: completion(choices=[{"index": 0, "message": None, "finish_reason": "stop"}]),
        cut,
    ],
    ids=[
        "429",
        "500",
        "503",
        "no choices",
        "no JSON",
        "a page",
        "another shape",
        "no message",
        "cut connection",
    ],
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
    assert 80 < (asked_seconds(date) or 0) <= 90


def test_a_retry_after_far_ahead_is_bounded_and_an_unreadable_one_is_ignored() -> None:
    assert asked_seconds("99999") == LONGEST_ASKED
    assert asked_seconds("soon") is None
    assert asked_seconds(None) is None


def test_our_own_pauses_double() -> None:
    for attempt in range(4):
        assert 2**attempt / 2 <= pause_seconds(attempt, 1.0) <= 2**attempt


async def test_a_server_that_never_answers_is_given_up(server: ChatServer) -> None:
    server.delay = 30.0
    with pytest.raises(ChatError, match=r"no answer within 0\.2 s \(2 attempts\)"):
        await ask(server.url, timeout=0.2, retries=1)


async def test_an_answer_that_never_ends_is_given_up(server: ChatServer) -> None:
    server.script = [stuck]
    assert (await ask(server.url, timeout=0.2)).text == "hello"


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
    server.script = [lambda: truncated("# to al")]
    assert (await ask(server.url, GREETING)).finish_reason == "length"


def judged(*tokens: tuple[str, float], word: str = "YES") -> Response:
    """An answer with the probabilities of its first token."""
    likely = [{"token": token, "logprob": math.log(share)} for token, share in tokens]
    position = {"token": word, "logprob": likely[0]["logprob"], "top_logprobs": likely}
    message = {"role": "assistant", "content": word}
    choice = {"message": message, "finish_reason": "stop", "logprobs": {"content": [position]}}
    return completion(word, choices=[choice])


async def ask_for_yes(url: str) -> Completion:
    model = model_at(url)
    try:
        return await model.chat(QUESTION, max_tokens=9, yes_or_no=True)
    finally:
        await model.close()


async def test_the_probability_of_a_yes_is_that_beside_the_noes(server: ChatServer) -> None:
    server.script = [lambda: judged(("YES", 0.5), (" yes", 0.1), ("NO", 0.2), ("Maybe", 0.2))]
    assert (await ask_for_yes(server.url)).yes == pytest.approx(0.75)
    assert (server.requests[0]["logprobs"], server.requests[0]["top_logprobs"]) == (True, 5)


async def test_probabilities_are_asked_for_only_where_they_are_wanted(server: ChatServer) -> None:
    server.script = [lambda: judged(("YES", 0.9), ("NO", 0.1))]
    assert (await ask(server.url)).yes is None
    assert "logprobs" not in server.requests[0]


@pytest.mark.parametrize(
    "answer",
    [
        lambda: judged(("Perhaps", 0.9), ("NO", 0.1), word="Perhaps"),
        lambda: completion("YES"),
        lambda: completion("YES", choices=[{"message": {"content": "YES"}, "logprobs": {}}]),
    ],
    ids=["another word", "none are given", "they are empty"],
)
async def test_where_there_is_no_probability_of_a_yes_there_is_an_answer(
    server: ChatServer, answer: Callable[[], Response]
) -> None:
    server.script = [answer]
    given = await ask_for_yes(server.url)
    assert given.text
    assert given.yes is None


async def test_brackets_and_spaces_before_the_word_are_passed_over(server: ChatServer) -> None:
    first = {"token": "[", "logprob": -0.1, "top_logprobs": []}
    second = {"token": "NO", "logprob": math.log(0.8), "top_logprobs": []}
    choice = {"message": {"content": "[NO]"}, "logprobs": {"content": [first, second]}}
    server.script = [lambda: completion(choices=[choice])]
    assert (await ask_for_yes(server.url)).yes == 0.0


@pytest.mark.parametrize(
    "refused",
    [
        lambda: refusal(400, "logprobs are not supported with reasoning models."),
        lambda: refusal(400, "Unsupported parameter", param="logprobs"),
        lambda: JSONResponse({"detail": [{"loc": ["body", "top_logprobs"]}]}, status_code=422),
    ],
)
async def test_a_server_that_refuses_log_probabilities_is_asked_without_from_then_on(
    server: ChatServer, refused: Callable[[], Response]
) -> None:
    server.script = [refused]
    model = model_at(server.url, retries=0)
    for _ in range(2):
        assert (await model.chat(QUESTION, max_tokens=9, yes_or_no=True)).text == "hello"
    await model.close()
    assert ["logprobs" in asked for asked in server.requests] == [True, False, False]


async def test_halves_of_characters_do_not_reach_a_file(server: ChatServer) -> None:
    server.script = [lambda: Response(json.dumps(reply("smile \ud83d!")))]
    assert (await ask(server.url)).text == "smile ?!"


async def test_a_refusal_of_the_model_is_its_answer(server: ChatServer) -> None:
    message = {"role": "assistant", "content": None, "refusal": "I cannot help with that."}
    choice = {"index": 0, "message": message, "finish_reason": "stop"}
    server.script = [lambda: completion(choices=[choice])]
    assert (await ask(server.url)).text == "I cannot help with that."


async def test_a_prompt_that_is_filtered_out_is_told_apart(server: ChatServer) -> None:
    server.script = [lambda: refusal(400, "flagged", code="content_filter")]
    with pytest.raises(UnanswerableError, match="the prompt is refused: flagged"):
        await ask(server.url)


async def test_requests_that_fail_together_are_one_line_of_the_log(
    server: ChatServer, caplog: pytest.LogCaptureFixture
) -> None:
    server.script = [lambda: refusal(429, "slow down")] * 8
    model = model_at(server.url, concurrency=8)
    server.delay = 0.1
    await asyncio.gather(*(model.chat(QUESTION, max_tokens=9) for _ in range(8)))
    await model.close()
    assert [record.getMessage() for record in caplog.records] == [
        f"tiny at {server.url}: HTTP 429: slow down; 4 at a time for now"
    ]
