"""One set of evidence for every scorer: what it holds, and that it is enough to score again."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planact.core.task import Task
from planact.core.trajectory import Evidence, Round
from planact.envs.evaluators import EvidenceError, Scorer
from planact.envs.evidence import KEPT_CHARS, Ending, collect_evidence, task_sha
from planact.envs.rules import SCORERS

from .parts import BASE, URLS, FixedPage, content, evaluation, place, question, task


def taken(reply: str, action: str | None, url: str) -> Round:
    return Round(observation="", reply=reply, action=action, url=url)


CLICK = taken("# Element: a\ndo(...)", 'do(action="Click", element="1")', "__REDDIT__/")
EXIT = taken("# Note: 14\nexit()", "exit()", "__REDDIT__/f/books")


def test_an_ending_has_the_reply_that_ended_it_and_where_each_action_led() -> None:
    assert Ending.of([CLICK, EXIT], "14") == Ending(
        answer="14", reply="# Note: 14\nexit()", visited=("__REDDIT__/f/books",)
    )


def test_what_a_limit_stopped_said_nothing_at_the_end() -> None:
    assert Ending.of([EXIT, CLICK], None) == Ending(visited=("__REDDIT__/",))
    assert Ending.of([], None) == Ending()


async def test_the_evidence_holds_all_that_scorers_ask_for_and_no_port() -> None:
    item = task(
        eval_types=["program_html"],
        program_html=[
            {"url": "last", "locator": "here", "required_contents": {"exact_match": "a"}},
            {"url": "__REDDIT__/u", "locator": "there", "required_contents": {"exact_match": "b"}},
        ],
    )
    page = FixedPage(f"{BASE}/f/cats", here="A", there="B")
    ending = Ending("14", "exit(...)", (f"{BASE}/", f"{BASE}/f/cats", f"{BASE}/f/cats"))
    evidence = await collect_evidence(item, ending, page, URLS)
    assert page.opened == [f"{BASE}/u"]
    assert (evidence.answer, evidence.reply) == ("14", "exit(...)")
    assert evidence.urls == ("__REDDIT__/", "__REDDIT__/f/cats")
    assert [(found.content, found.is_cut) for found in evidence.pages] == [
        ("A", False),
        ("B", False),
    ]
    assert "8000" not in evidence.model_dump_json()


async def test_pages_are_looked_at_only_for_the_evaluator_that_compares_them() -> None:
    check = {"url": "last", "locator": "here", "required_contents": {"exact_match": "a"}}
    item = task(eval_types=[], program_html=[check])
    evidence = await collect_evidence(item, Ending(), FixedPage(here="a"), URLS)
    assert evidence.pages == ()


def test_a_task_with_other_checks_is_another_task() -> None:
    assert task_sha(question(exact_match="14")) == task_sha(question(exact_match="14"))
    assert task_sha(question(exact_match="14")) != task_sha(question(exact_match="15"))


TASKS = [
    question(must_include=["14", "tess |OR| abara"], must_exclude=["15"]),
    question(exact_match="July 2"),
    place("__REDDIT__/f/books", "GOLD in PRED"),
    place("__REDDIT__/f/cats"),
    content(must_include=["14"]),
    content(exact_match="2 July"),
]
said = st.sampled_from(["", "14", "Tess, 14", "2 July", "July 2", "exit()", "# Note: tess 14"])
somewhere = st.sampled_from([f"{BASE}{path}" for path in ("", "/f/books", "/f/cats", "/f/cats/")])


@given(st.sampled_from(TASKS), said, said, st.lists(somewhere), somewhere, said)
@settings(max_examples=200)
async def test_scoring_again_gives_what_scoring_at_the_end_gives(
    item: Task, answer: str, reply: str, visited: list[str], last: str, found: str
) -> None:
    ending = Ending(answer or None, reply, tuple(visited))
    page = FixedPage(last, here=found)
    stored: dict[str, Any] = json.loads((await evaluation(item, ending, page)).model_dump_json())
    for name in SCORERS:
        again = await Scorer(name).score(item, Evidence.model_validate(stored["evidence"]))
        assert again == await evaluation(item, ending, page, scorer=name)


LONG = "x" * KEPT_CHARS


async def kept(item: Task, found: str) -> Evidence:
    evidence = (await evaluation(item, page=FixedPage(here=found))).evidence
    assert evidence is not None
    return evidence


async def test_a_page_is_judged_whole_and_kept_cut_with_its_length() -> None:
    item = content(must_include=["end"])
    scored = await evaluation(item, page=FixedPage(here=f"{LONG} end"))
    assert scored.score == 1.0
    assert scored.evidence is not None
    (page,) = scored.evidence.pages
    assert (page.content, page.chars, page.is_cut) == (LONG, KEPT_CHARS + 4, True)


@pytest.mark.parametrize(
    "required", [{"must_include": ["end"]}, {"must_exclude": ["end"]}, {"exact_match": "end"}]
)
async def test_what_was_cut_off_may_decide(required: dict[str, Any]) -> None:
    item = content(**required)
    with pytest.raises(EvidenceError, match=f"20000 of a page's {KEPT_CHARS + 4} characters"):
        await Scorer("vab").score(item, await kept(item, f"{LONG} end"))


async def test_what_stands_in_the_kept_part_is_there_whatever_was_cut_off() -> None:
    item = content(must_include=["start"])
    assert (await Scorer("release").score(item, await kept(item, f"start {LONG}"))).score == 1.0
