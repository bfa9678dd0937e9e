"""Whatever a teacher's server does, a stage gets its dataset, or says in one line why not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from starlette.responses import Response

from planact.core.errors import UserError
from planact.data.grounded_plans import GroundedPlan
from planact.data.stage import read_dataset
from planact.store import Artifact
from tests.data.over_http import GOOD, annotate, over_http, question_of
from tests.llm.chat_server import ChatServer, completion, cut, refusal, stuck, truncated

AT_ONCE = {"retry-after": "0.01"}


@pytest.fixture
def server() -> Iterator[ChatServer]:
    with ChatServer() as running:
        running.answer = lambda asked: completion(GOOD)
        yield running


def tasks_in(artifact: Artifact) -> list[int]:
    return [row.task_id for row in read_dataset(artifact, GroundedPlan)]


@pytest.mark.parametrize(
    "storm",
    [
        [lambda: refusal(429, "slow down", headers=AT_ONCE)] * 40,
        [lambda: refusal(500, "oops", headers=AT_ONCE)] * 40,
        [lambda: refusal(503, "loading", headers=AT_ONCE)] * 40,
        [cut] * 3,
        [stuck] * 3,
        [lambda: Response('{"choices": [', media_type="application/json")] * 3,
        [lambda: Response("<html>Bad Gateway</html>", status_code=502, headers=AT_ONCE)] * 3,
        [lambda: completion(choices=[])] * 3,
        [
            lambda: refusal(429, "slow down", headers=AT_ONCE),
            cut,
            lambda: refusal(500, "oops", headers=AT_ONCE),
            stuck,
        ],
    ],
    ids=["429", "500", "503", "cut", "stuck", "no JSON", "a page", "no answer", "all of them"],
)
def test_a_storm_of_faults_is_ridden_out_and_no_answer_is_asked_twice(
    tmp_path: Path, server: ChatServer, storm: list[Callable[[], Response]]
) -> None:
    server.script = list(storm)
    artifact = annotate(over_http(tmp_path, server.url, tasks=6, timeout=0.5, retries=12))
    assert tasks_in(artifact) == list(range(6))
    assert artifact.summary["answers"] == 6
    assert len(server.requests) == len(storm) + 6


def test_an_empty_answer_is_sent_back(tmp_path: Path, server: ChatServer) -> None:
    server.script = [lambda: completion(""), lambda: completion(None)]
    assert annotate(over_http(tmp_path, server.url)).summary["answers"] == 3
    assert "no '## Step 1' header found" in server.requests[1]["messages"][-1]["content"]


def test_an_answer_that_was_cut_off_is_sent_back(tmp_path: Path, server: ChatServer) -> None:
    server.script = [lambda: truncated(GOOD)]
    assert annotate(over_http(tmp_path, server.url)).summary["answers"] == 2
    assert "cut off; write a shorter one" in server.requests[1]["messages"][-1]["content"]


def without(section: str) -> str:
    return "\n".join(line for line in GOOD.split("\n") if not line.startswith(f"{section}:"))


MALFORMED = {
    "in words": ("First open the reports, then read the price.", "no '## Step 1' header found"),
    "JSON": ('{"steps": ["Open the reports"]}', "no '## Step 1' header found"),
    "numbered from 0": (GOOD.replace("Step 1", "Step 0"), "stands where '## Step 1' belongs"),
    "a number left out": (GOOD.replace("## Step 2", "## Step 3"), "'## Step 3' stands where"),
    "no reasoning": (without("Reasoning"), "step 1 has no 'Reasoning:' section"),
    "no description": (without("Description"), "step 1 has no 'Description:' section"),
    "no step": (without("Step"), "step 1 has no 'Step:' section"),
    "no actions": (without("Actions"), "step 1 has no 'Actions:' section"),
    "no list": (GOOD.replace("[0]", "the first"), "'Actions:' must be a list of indices"),
    "unknown action": (GOOD.replace("[1]", "[1, 2]"), "action indices [2] are not in the"),
    "action left out": (GOOD.replace("[1]", "[]"), "action indices [1] belong to no step"),
    "action twice": (GOOD.replace("[1]", "[0, 1]"), "action indices [0, 0, 1] are not in order"),
}


@pytest.mark.parametrize(("answer", "reason"), MALFORMED.values(), ids=MALFORMED)
def test_a_malformed_plan_is_sent_back_with_what_is_wrong(
    tmp_path: Path, server: ChatServer, answer: str, reason: str
) -> None:
    server.script = [lambda: completion(answer)]
    artifact = annotate(over_http(tmp_path, server.url))
    assert tasks_in(artifact) == [0]
    *_, said, complaint = server.requests[1]["messages"]
    assert (said["role"], said["content"]) == ("assistant", answer)
    assert (complaint["role"], reason in complaint["content"]) == ("user", True)


def test_a_model_that_will_not_answer_leaves_out_that_row_alone(
    tmp_path: Path, server: ChatServer
) -> None:
    def answer(asked: dict[str, object]) -> Response:
        return completion("I'm sorry, I can't." if "item 3" in question_of(asked) else GOOD)

    server.answer = answer
    artifact = annotate(over_http(tmp_path, server.url, tasks=6))
    assert tasks_in(artifact) == [0, 1, 2, 4, 5]
    (refused,) = artifact.summary["refused_answers"].items()
    assert refused == ("no '## Step N' header found; start the plan with it", 3)


@pytest.mark.parametrize("code", ["context_length_exceeded", "content_filter"])
def test_a_prompt_that_the_server_will_not_take_leaves_out_that_row_alone(
    tmp_path: Path, server: ChatServer, code: str
) -> None:
    def answer(asked: dict[str, object]) -> Response:
        return refusal(400, "no", code=code) if "item 3" in question_of(asked) else completion(GOOD)

    server.answer = answer
    artifact = annotate(over_http(tmp_path, server.url, tasks=6))
    assert tasks_in(artifact) == [0, 1, 2, 4, 5]
    assert artifact.summary["answers"] == 5
    assert len(server.requests) == 6


def test_when_the_server_is_down_for_good_it_is_said_and_what_came_is_kept(
    tmp_path: Path, server: ChatServer
) -> None:
    down = [lambda: refusal(503, "down", headers=AT_ONCE)] * 100
    server.script = [lambda: completion(GOOD)] * 2 + down
    with pytest.raises(UserError, match=r"HTTP 503: down \(3 attempts\); its answers so far are"):
        annotate(over_http(tmp_path, server.url, tasks=6, concurrency=1, retries=2))
    server.script, before = [], len(server.requests)
    artifact = annotate(over_http(tmp_path, server.url, tasks=6))
    assert tasks_in(artifact) == list(range(6))
    assert len(server.requests) - before == 4


def test_the_limit_on_the_cost_stops_in_time_and_loses_no_answer(
    tmp_path: Path, server: ChatServer
) -> None:
    # An answer takes 11 tokens and 7: 18 cents. At its dearest it might take 64 of an answer alone.
    prices = {"price_in": 10_000.0, "price_out": 10_000.0, "max_tokens": 64}
    limited = over_http(tmp_path, server.url, tasks=6, max_cost=2.5, concurrency=4, **prices)
    server.delay = 0.05
    with pytest.raises(UserError, match=r"teacher\.max_cost=2\.5: .* raise it and run the same"):
        annotate(limited)
    assert 0 < limited.budget.spent <= 2.5
    paid = len(server.requests)
    assert limited.budget.spent == pytest.approx(0.18 * paid)

    artifact = annotate(over_http(tmp_path, server.url, tasks=6, **prices))
    assert len(server.requests) == 6
    spent = artifact.summary["spent"]["plan_annotator"]
    assert spent == {
        "requests": 6,
        "prompt_tokens": 66,
        "completion_tokens": 42,
        "cost": pytest.approx(1.08),
    }


WORDS = "naïve 東京 العربية 👩‍🚀 \u2028 \u0000 \\ud83d"


def test_every_character_survives_the_way_to_the_teacher_and_back(
    tmp_path: Path, server: ChatServer
) -> None:
    given = over_http(tmp_path, server.url)
    first = given.environment.all_tasks[0]  # type: ignore[attr-defined]
    given.environment.all_tasks[0] = first.model_copy(update={"intent": WORDS})  # type: ignore[attr-defined]
    plan = GOOD.replace("Open the reports", f"Open {WORDS.split()[0]} 東京 👩‍🚀")
    server.answer = lambda asked: completion(plan)
    (row,) = read_dataset(annotate(given), GroundedPlan)
    assert question_of(server.requests[0]) == row.intent == WORDS
    assert row.text == plan


def test_a_prompt_of_32_thousand_tokens_arrives_whole(tmp_path: Path, server: ChatServer) -> None:
    page = "".join(f"<p> row {number} of many </p>\n" for number in range(6000))
    given = over_http(tmp_path, server.url, tasks=6)
    (tmp_path / "prompts/test/plan_annotator/system.md").write_text(page)
    artifact = annotate(given)
    assert tasks_in(artifact) == list(range(6))
    assert len(page) / 4 > 32_000
    for asked in server.requests:
        assert asked["messages"][0]["content"] == page.rstrip("\n")
