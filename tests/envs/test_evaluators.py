"""The evaluators: what scores, what does not, and the evidence that is kept."""

from __future__ import annotations

import re
from typing import Any

import pytest

from planact.core.errors import UserError
from planact.core.task import Task
from planact.envs.evaluators import Scorer
from planact.envs.urls import SiteUrls

URLS = SiteUrls({"reddit": "http://127.0.0.1:8000/reddit"})


class FixedPage:
    """A page at an address, whose locators have given values."""

    def __init__(self, url: str = "", **contents: str) -> None:
        self.url = url
        self._contents = contents

    async def read(self, locator: str, url: str | None = None) -> str:
        return self._contents.get(locator, "")


def task(**evaluation: Any) -> Task:
    return Task(
        task_id=7,
        sites=("reddit",),
        start_url="__REDDIT__/",
        intent="What is it?",
        intent_template_id=1,
        eval=evaluation,
    )


def question(**references: Any) -> Task:
    return task(eval_types=["string_match"], reference_answers=references)


def place(url: str, note: str) -> Task:
    return task(eval_types=["url_match"], reference_url=url, url_note=note)


async def score(item: Task, answer: str | None, page: FixedPage | None = None) -> float:
    return (await Scorer("vab").evaluate(item, answer, page or FixedPage(), URLS)).score


async def test_an_answer_scores_where_all_references_are_met() -> None:
    item = question(must_include=["tess_abara", "14"], must_exclude=["15"])
    assert await score(item, "tess_abara wrote 14") == 1.0
    assert await score(item, "tess_abara wrote 13") == 0.0
    assert await score(item, "tess_abara wrote 14 or 15") == 0.0


@pytest.mark.parametrize("answer", [None, "", "   "])
async def test_no_answer_never_scores(answer: str | None) -> None:
    assert await score(question(must_exclude=["cats"]), answer) == 0.0
    assert await score(question(exact_match=""), answer) == 0.0


async def test_the_evidence_says_what_was_expected_and_what_was_found() -> None:
    evaluation = await Scorer("vab").evaluate(question(exact_match="14"), "15", FixedPage(), URLS)
    assert evaluation.scorer == "vab"
    assert evaluation.checks == (
        {
            "evaluator": "string_match",
            "rule": "exact_match",
            "expected": "14",
            "found": "15",
            "passed": False,
        },
    )


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://127.0.0.1:8000/reddit/f/books", 1.0),
        ("http://127.0.0.1:8000/reddit/f/books/", 1.0),
        ("http://127.0.0.1:8000/reddit/f/books/top", 0.0),
        ("http://127.0.0.1:8000/reddit/f/cats", 1.0),
        ("http://127.0.0.1:8000/reddit/", 0.0),
    ],
)
async def test_an_exact_address_allows_no_more_than_a_slash(url: str, expected: float) -> None:
    item = place("__REDDIT__/f/books |OR| __REDDIT__/f/cats", "EXACT")
    assert await score(item, None, FixedPage(url)) == expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/search?q=salt", 1.0),
        ("/search?q=salt&page=2", 1.0),
        ("/search?q=salty", 1.0),
        ("/search?page=2&q=salt", 0.0),
        ("/search/posts?q=salt", 0.0),
        ("/search?q=pepper", 0.0),
        ("/search", 0.0),
        ("/f/books?q=salt", 0.0),
    ],
)
async def test_a_contained_address_is_looked_for_as_it_is_written(
    path: str, expected: float
) -> None:
    item = place("__REDDIT__/search?q=salt", "GOLD in PRED")
    assert await score(item, None, FixedPage(f"http://127.0.0.1:8000/reddit{path}")) == expected


async def test_addresses_are_kept_with_placeholders() -> None:
    page = FixedPage("http://127.0.0.1:8000/reddit/f/cats")
    evaluation = await Scorer("vab").evaluate(place("__REDDIT__/f/cats", "EXACT"), None, page, URLS)
    assert evaluation.checks[0]["found"] == "__REDDIT__/f/cats"
    assert evaluation.checks[0]["expected"] == "__REDDIT__/f/cats"


@pytest.mark.parametrize(
    ("required", "content", "expected"),
    [
        ({"exact_match": "Unsave"}, "unsave", 1.0),
        ({"exact_match": "Save"}, "Unsave", 0.0),
        ({"must_include": ["Thanks", "well done"]}, "Thanks a lot, well done!", 1.0),
        ({"must_include": ["Thanks", "well done"]}, "Thanks", 0.0),
        ({"must_include": []}, "anything", 0.0),
    ],
)
async def test_page_contents_are_compared_by_the_same_rules(
    required: dict[str, Any], content: str, expected: float
) -> None:
    item = task(
        eval_types=["program_html"],
        program_html=[{"url": "last", "locator": "here", "required_contents": required}],
    )
    assert await score(item, None, FixedPage(here=content)) == expected


async def test_every_evaluator_of_a_task_must_pass() -> None:
    item = task(
        eval_types=["string_match", "url_match"],
        reference_answers={"exact_match": "14"},
        reference_url="__REDDIT__/f/cats",
    )
    there = FixedPage("http://127.0.0.1:8000/reddit/f/cats")
    assert await score(item, "14", there) == 1.0
    assert await score(item, "14", FixedPage("http://127.0.0.1:8000/reddit")) == 0.0
    assert await score(item, "13", there) == 0.0


async def test_a_task_without_a_check_does_not_score() -> None:
    assert await score(task(eval_types=[]), "anything") == 0.0


def page_check(**given: Any) -> Task:
    check = {"url": "last", "locator": "", "required_contents": {"must_include": ["x"]}, **given}
    return task(eval_types=["program_html"], program_html=[check])


UNSCORABLE = {
    "unknown evaluator 'by_magic'": task(eval_types=["by_magic"]),
    "unknown comparison 'sounds_like'": question(sounds_like="x"),
    "unknown url_note 'NEARLY'": place("__REDDIT__/", "NEARLY"),
    "judged tasks are not supported yet": question(fuzzy_match=["a long sea voyage"]),
    "exact_match compares with a text or a list of texts, not with 14": question(exact_match=14),
    "not supported: func:last()": page_check(url="func:last()"),
    "not supported: func:content": page_check(locator="func:content(__page__)"),
    "not supported: lambda:": page_check(locator="lambda: document.title"),
    "prep_actions is not supported": page_check(prep_actions=["document.querySelector('a')"]),
    "unknown comparison 'looks_like'": page_check(required_contents={"looks_like": "x"}),
}


@pytest.mark.parametrize("fault", UNSCORABLE)
async def test_a_task_that_cannot_be_scored_is_refused_with_its_number(fault: str) -> None:
    item = UNSCORABLE[fault]
    with pytest.raises(UserError, match=f"^task 7 cannot be scored: .*{re.escape(fault)}"):
        Scorer("vab").check(item)
    with pytest.raises(UserError):
        await score(item, "x", FixedPage("http://127.0.0.1:8000/reddit"))


def test_only_what_an_evaluator_uses_must_make_sense() -> None:
    item = question(exact_match="14").model_copy(deep=True)
    unused = item.eval.model_copy(update={"url_note": "NEARLY"})
    Scorer("vab").check(item.model_copy(update={"eval": unused}))


def test_an_unknown_scorer_is_refused_with_the_known_ones() -> None:
    with pytest.raises(UserError, match=r"env\.scorer=best is not known: use one of vab"):
        Scorer("best")
