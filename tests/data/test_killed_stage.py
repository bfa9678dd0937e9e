"""A stage that is killed again and again makes the same dataset, and pays for no answer twice."""

from __future__ import annotations

import json
import os
import random
import signal
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.responses import Response

from planact.data.answers import JOURNAL, Answer
from planact.data.stage import DATASET
from planact.store import read_jsonl
from tests.data.over_http import GOOD, STAGE, annotate, over_http, question_of
from tests.llm.chat_server import ChatServer, completion
from tests.store.processes import start

TASKS = 120
KILLS = 10


def answer(asked: dict[str, Any]) -> Response:
    """The same to the same request, always; every third question takes two answers."""
    question = question_of(asked)
    number = int(question.split("item ")[1].rstrip("?"))
    if number % 3 == 0 and len(asked["messages"]) == 1:
        return completion(f"Sure, the plan for '{question}' is to look.")
    return completion(GOOD.replace("Open the reports", f"Open report {number}"))


@pytest.fixture
def server() -> Iterator[ChatServer]:
    with ChatServer() as running:
        running.answer = answer
        running.delay = 0.01
        yield running


def journal(folder: Path) -> list[Answer]:
    found = list(folder.glob(f"store/datasets/*{STAGE}*/{JOURNAL}"))
    return read_jsonl(found[0], Answer) if found else []


def conversations(server: ChatServer) -> list[str]:
    return [json.dumps(asked["messages"]) for asked in server.requests]


def kill_after(server: ChatServer, folder: Path, requests: int) -> None:
    """Run the stage in a process of its own and kill it when it has sent so many more requests."""
    process = start(annotate, over_http(folder, server.url, tasks=TASKS, concurrency=4))
    wanted = len(server.requests) + requests
    while len(server.requests) < wanted and process.is_alive():
        time.sleep(0.001)
    time.sleep(random.uniform(0, 0.03))
    assert process.pid is not None
    os.kill(process.pid, signal.SIGKILL)
    process.join()


def test_killed_at_ten_random_points_it_ends_as_if_it_had_been_left_alone(
    tmp_path: Path, server: ChatServer
) -> None:
    undisturbed = annotate(over_http(tmp_path / "a", server.url, tasks=TASKS))
    asked_in_peace = Counter(conversations(server))
    assert set(asked_in_peace.values()) == {1}
    server.requests.clear()

    settled: set[tuple[str, str]] = set()
    for _ in range(KILLS):
        kill_after(server, tmp_path / "b", random.randint(3, 12))
        seen = journal(tmp_path / "b")
        answered = {(one.key, one.text) for one in seen}
        assert len(answered) == len(seen), "an answer was journaled twice"
        assert settled <= answered, "an answer was lost"
        settled = answered
    asked_before_the_end = len(server.requests)
    assert 0 < len(settled) < TASKS

    resumed = annotate(over_http(tmp_path / "b", server.url, tasks=TASKS))
    assert (resumed.folder / DATASET).read_bytes() == (undisturbed.folder / DATASET).read_bytes()

    # What was journaled at the last kill is not asked for again.
    asked_after = len(server.requests) - asked_before_the_end
    assert asked_after == len(asked_in_peace) - len(settled)
    # Only what was under way at a kill, at most as many as run at a time, was asked again.
    counts = Counter(conversations(server))
    assert counts.keys() == asked_in_peace.keys()
    assert counts.total() - len(counts) <= KILLS * 4
    accepted = Counter(one.key for one in journal(tmp_path / "b") if one.refusal is None)
    assert accepted == dict.fromkeys(accepted, 1)
    assert len(accepted) == TASKS
