"""The evaluators: what scores, what does not, and what is refused, under any rules."""

from __future__ import annotations

import re
from typing import Any

import pytest

from planact.core.errors import UserError
from planact.core.task import Task
from planact.envs.evaluators import Scorer
from planact.envs.rules import SCORERS

from .parts import BASE, FixedPage, content, evaluation, place, question, score, task

anyones = pytest.mark.parametrize("scorer", SCORERS)


@anyones
async def test_an_answer_scores_where_all_references_are_met(scorer: str) -> None:
    item = question(must_include=["tess_abara", "14"], must_exclude=["15"])
    assert await score(item, "tess_abara wrote 14", scorer=scorer) == 1.0
    assert await score(item, "tess_abara wrote 13", scorer=scorer) == 0.0
    assert await score(item, "tess_abara wrote 14 or 15", scorer=scorer) == 0.0


@anyones
@pytest.mark.parametrize("answer", [None, "", "   "])
async def test_no_answer_never_scores(answer: str | None, scorer: str) -> None:
    assert await score(question(must_exclude=["cats"]), answer, scorer=scorer) == 0.0
    assert await score(question(exact_match=""), answer, scorer=scorer) == 0.0
    assert await score(question(fuzzy_match=[""]), answer, scorer=scorer) == 0.0


async def test_a_check_says_what_was_expected_and_what_was_found() -> None:
    scored = await evaluation(question(exact_match="14"), "15")
    assert scored.scorer == "vab"
    assert scored.checks == (
        {
            "evaluator": "string_match",
            "rule": "exact_match",
            "expected": "14",
            "found": "15",
            "passed": False,
        },
    )


@anyones
@pytest.mark.parametrize(
    ("path", "expected"),
    [("/f/books", 1.0), ("/f/books/", 1.0), ("/f/books/top", 0.0), ("/f/cats", 1.0), ("/", 0.0)],
)
async def test_an_exact_address_allows_no_more_than_a_slash(
    path: str, expected: float, scorer: str
) -> None:
    item = place("__REDDIT__/f/books |OR| __REDDIT__/f/cats")
    assert await score(item, None, FixedPage(BASE + path), scorer=scorer) == expected


async def test_addresses_are_recorded_with_placeholders() -> None:
    scored = await evaluation(place("__REDDIT__/f/cats"), None, FixedPage(f"{BASE}/f/cats"))
    assert scored.checks[0]["found"] == scored.checks[0]["expected"] == "__REDDIT__/f/cats"


@anyones
@pytest.mark.parametrize(
    ("required", "found", "expected"),
    [
        ({"exact_match": "Unsave"}, "unsave", 1.0),
        ({"exact_match": "Save"}, "Unsave", 0.0),
        ({"must_include": ["Thanks", "well done"]}, "Thanks a lot, well done!", 1.0),
        ({"must_include": ["Thanks", "well done"]}, "Thanks", 0.0),
        ({"must_include": ["salt |OR| pepper"]}, "a pinch of pepper", 1.0),
        ({"must_include": []}, "anything", 0.0),
    ],
)
async def test_what_pages_hold_is_compared(
    required: dict[str, Any], found: str, expected: float, scorer: str
) -> None:
    page = FixedPage(here=found)
    assert await score(content(**required), None, page, scorer=scorer) == expected


@anyones
async def test_every_evaluator_of_a_task_must_pass(scorer: str) -> None:
    item = task(
        eval_types=["string_match", "url_match"],
        reference_answers={"exact_match": "14"},
        reference_url="__REDDIT__/f/cats",
        url_note="GOLD in PRED",
    )
    there = FixedPage(f"{BASE}/f/cats")
    assert await score(item, "14", there, scorer=scorer) == 1.0
    assert await score(item, "14", FixedPage(), scorer=scorer) == 0.0
    assert await score(item, "13", there, scorer=scorer) == 0.0


async def test_a_task_without_a_check_does_not_score() -> None:
    assert await score(task(eval_types=[]), "anything") == 0.0


def page_check(**given: Any) -> Task:
    check = {"url": "last", "locator": "", "required_contents": {"must_include": ["x"]}, **given}
    return task(eval_types=["program_html"], program_html=[check])


UNSCORABLE = {
    "unknown evaluator 'by_magic'": task(eval_types=["by_magic"]),
    "unknown comparison 'sounds_like'": question(sounds_like="x"),
    "unknown url_note 'NEARLY'": place("__REDDIT__/", "NEARLY"),
    "reference_url 'http://127.0.0.1/f' must begin as": place("__REDDIT__ |OR| http://127.0.0.1/f"),
    "reference_url '' must begin as": place(""),
    "exact_match compares with a text or a list of texts, not with 14": question(exact_match=14),
    "fuzzy_match compares with a text or a list of texts": question(fuzzy_match=[14]),
    "not supported: func:last()": page_check(url="func:last()"),
    "not supported: func:content": page_check(locator="func:content(__page__)"),
    "not supported: lambda:": page_check(locator="lambda: document.title"),
    "prep_actions is not supported": page_check(prep_actions=["document.querySelector('a')"]),
    "unknown comparison 'looks_like'": page_check(required_contents={"looks_like": "x"}),
}


@anyones
@pytest.mark.parametrize("fault", UNSCORABLE)
async def test_a_task_that_cannot_be_scored_is_refused_with_its_number(
    fault: str, scorer: str
) -> None:
    item = UNSCORABLE[fault]
    with pytest.raises(UserError, match=f"^task 7 cannot be scored: .*{re.escape(fault)}"):
        Scorer(scorer).check(item)
    with pytest.raises(UserError):
        await score(item, "x", scorer=scorer)


def test_only_what_an_evaluator_uses_must_make_sense() -> None:
    item = question(exact_match="14").model_copy(deep=True)
    unused = item.eval.model_copy(update={"url_note": "NEARLY"})
    Scorer("vab").check(item.model_copy(update={"eval": unused}))


def test_an_unknown_scorer_is_refused_with_the_known_ones() -> None:
    known = "vab, browsergym, release"
    with pytest.raises(UserError, match=rf"env\.scorer=best is not known: use one of {known}"):
        Scorer("best")
