"""Where the three published scorers differ."""

from __future__ import annotations

from typing import Any

import pytest

from planact.envs.evidence import Ending
from planact.envs.judges import Verdict
from planact.envs.rules import SCORERS

from .parts import BASE, FixedJudge, FixedPage, content, evaluation, place, question, score, task


async def passing(item: Any, ending: Any = None, **given: Any) -> set[str]:
    """The scorers under which the episode scores."""
    return {name for name in SCORERS if await score(item, ending, scorer=name, **given)}


@pytest.mark.parametrize(
    ("references", "answer", "scorers"),
    [
        # Equality, or the same tokens in any order.
        ({"exact_match": "2 July 2025"}, "2 July 2025", {"vab", "browsergym", "release"}),
        ({"exact_match": "2 July 2025"}, "July 2 2025", {"release"}),
        ({"exact_match": "2 July"}, "2 July, 2 July", set()),
        # One token: a token, or any part.
        ({"must_include": ["12"]}, "There are 12.", {"vab", "browsergym", "release"}),
        ({"must_include": ["12"]}, "There are 112.", {"browsergym", "release"}),
        # A single character that is all that is wanted is a token for BrowserGym, too.
        ({"must_include": ["0"]}, "10", {"release"}),
        ({"must_include": ["0", "1"]}, "10", {"browsergym", "release"}),
        # Several tokens: a part as it stands, or the tokens in any order.
        ({"must_include": ["Tess Abara"]}, "tess abara wrote it", {"vab", "browsergym", "release"}),
        ({"must_include": ["Tess Abara"]}, "Abara, Tess", {"release"}),
        # Alternatives, or the reference as it is written.
        ({"must_include": ["red |OR| blue"]}, "It is blue", {"vab", "release"}),
        ({"must_include": ["red |OR| blue"]}, "red |OR| blue", {"vab", "browsergym", "release"}),
        ({"must_exclude": ["red"]}, "It is redder", {"vab", "browsergym", "release"}),
    ],
)
async def test_answers(references: dict[str, Any], answer: str, scorers: set[str]) -> None:
    assert await passing(question(**references), answer) == scorers


@pytest.mark.parametrize(
    ("required", "found", "scorers"),
    [
        ({"must_include": ["0"]}, "10", {"browsergym", "release"}),
        ({"must_include": ["salt |OR| pepper"]}, "peppery", {"browsergym", "release"}),
        ({"exact_match": "pepper salt"}, "salt pepper", {"release"}),
    ],
)
async def test_what_pages_hold(required: dict[str, Any], found: str, scorers: set[str]) -> None:
    assert await passing(content(**required), page=FixedPage(here=found)) == scorers


REPLIES = {
    'exit(message="14")': {"vab", "browsergym", "release"},
    '# Note: it says 14\nexit(message="Done.")': {"release"},
    "# Note: it says 14\nexit()": {"release"},
    "I count 14.\nexit()": {"release"},
    'exit(message="Done.")': set(),
}


@pytest.mark.parametrize("reply", REPLIES)
async def test_the_release_looks_for_the_answer_in_all_that_was_said_last(reply: str) -> None:
    said = {"14": "14", "Done": "Done."}
    answer = next((text for start, text in said.items() if f'"{start}' in reply), None)
    assert await passing(question(must_include=["14"]), Ending(answer, reply)) == REPLIES[reply]


async def test_one_text_must_meet_all_references() -> None:
    ending = Ending("14", '# Note: by tess_abara\nexit(message="fourteen")')
    item = question(must_include=["14", "tess_abara"])
    assert await passing(item, ending) == set()


async def test_the_checks_are_those_of_the_text_that_passed_else_of_the_answer() -> None:
    item = question(exact_match="Note: 14")
    right, wrong = Ending("Done.", "# Note: 14\nexit()"), Ending("Done.", "# Note: 13\nexit()")
    assert (await evaluation(item, right, scorer="release")).checks[0]["found"] == "Note: 14"
    assert (await evaluation(item, wrong, scorer="release")).checks[0]["found"] == "Done."


@pytest.mark.parametrize(
    ("reference", "path", "scorers"),
    [
        ("/search?q=salt", "/search?q=salt", {"vab", "browsergym", "release"}),
        ("/search?q=salt", "/search?q=salt&page=2", {"vab", "browsergym", "release"}),
        ("/search?q=salt", "/search?page=2&q=salt", {"browsergym"}),
        ("/search?q=salt", "/search?q=salty", {"vab", "release"}),
        ("/search?q=salt", "/search/posts?q=salt", {"browsergym"}),
        ("/search?q=salt", "/search?q=pepper", set()),
        ("/f/books", "/f/books/top", {"vab", "browsergym", "release"}),
        ("/f/books", "/f/cats", set()),
    ],
)
async def test_contained_addresses(reference: str, path: str, scorers: set[str]) -> None:
    item = place(f"__REDDIT__{reference}", "GOLD in PRED")
    assert await passing(item, page=FixedPage(BASE + path)) == scorers


async def test_an_address_without_a_note_is_exact_or_contained() -> None:
    below = FixedPage(f"{BASE}/f/books/top")
    assert await passing(place("__REDDIT__/f/books", ""), page=below) == {"browsergym"}


async def test_browsergym_counts_an_address_on_the_way() -> None:
    past = Ending(visited=(f"{BASE}/f/books", f"{BASE}/f/cats"))
    item = place("__REDDIT__/f/books")
    assert await passing(item, past) == {"browsergym"}
    scored = await evaluation(item, past, scorer="browsergym")
    assert scored.checks[0]["found"] == "__REDDIT__/f/books"


async def test_what_asks_for_an_answer_or_a_page_too_is_judged_at_the_end() -> None:
    past = Ending("14", visited=(f"{BASE}/f/books",))
    both = {"reference_answers": {"exact_match": "14"}, "reference_url": "__REDDIT__/f/books"}
    assert await passing(task(eval_types=["string_match", "url_match"], **both), past) == set()


# ---- A judge -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("verdict", "scorers"),
    [
        (Verdict.CORRECT, {"vab", "browsergym", "release"}),
        (Verdict.PARTIAL, {"release"}),
        (Verdict.INCORRECT, set()),
    ],
)
async def test_a_partially_correct_answer(verdict: Verdict, scorers: set[str]) -> None:
    item = question(fuzzy_match=["a long sea voyage"])
    assert await passing(item, "They sail far.", judge=FixedJudge(verdict)) == scorers


@pytest.mark.parametrize(
    ("scorer", "references"),
    [("vab", ["a, b"]), ("browsergym", ["a", "b"]), ("release", ["a, b"])],
)
async def test_references_are_judged_together_or_one_by_one(
    scorer: str, references: list[str]
) -> None:
    judge = FixedJudge()
    scored = await evaluation(question(fuzzy_match=["a", "b"]), "both", scorer=scorer, judge=judge)
    assert [asked.reference for asked in judge.asked] == references
    assert [check["expected"] for check in scored.checks] == references
    assert judge.asked[0].intent == "What is it?"
    assert judge.asked[0].answer == "both"
    assert not judge.asked[0].impossible


@pytest.mark.parametrize("scorer", SCORERS)
async def test_a_page_is_judged_against_all_that_it_must_say(scorer: str) -> None:
    judge = FixedJudge()
    item = content(fuzzy_match=["refund", "it broke"])
    scored = await evaluation(item, page=FixedPage(here="Money back!"), scorer=scorer, judge=judge)
    assert [(asked.reference, asked.answer) for asked in judge.asked] == [
        ("refund, it broke", "Money back!")
    ]
    assert scored.checks[0]["judged"] == {"judge": "fixed", "verdict": "correct"}
    assert await score(item, page=FixedPage(here=" "), scorer=scorer, judge=judge) == 0.0
    assert len(judge.asked) == 1


def impossible(reason: str) -> Any:
    references = {"fuzzy_match": "N/A"}
    return task(eval_types=["string_match"], reference_answers=references, string_note=reason)


@pytest.mark.parametrize("scorer", SCORERS)
@pytest.mark.parametrize("answer", ["N/A", " n/a ", "'N/A'"])
async def test_the_answer_to_an_impossible_task_passes_at_once(scorer: str, answer: str) -> None:
    judge = FixedJudge(Verdict.INCORRECT)
    assert await score(impossible("no such shop"), answer, scorer=scorer, judge=judge) == 1.0
    assert judge.asked == []


@pytest.mark.parametrize("scorer", SCORERS)
async def test_other_words_for_it_are_judged_by_the_reason(scorer: str) -> None:
    judge = FixedJudge()
    item = impossible("no such shop")
    assert await score(item, "I found no shop", scorer=scorer, judge=judge) == 1.0
    asked = judge.asked[0]
    assert (asked.reference, asked.answer, asked.impossible) == (
        "no such shop",
        "I found no shop",
        True,
    )


async def test_without_a_reason_there_is_nothing_to_judge_by() -> None:
    judge = FixedJudge()
    assert await score(impossible(""), "I found no shop", judge=judge) == 0.0
    assert judge.asked == []


async def test_without_a_judge_only_equal_texts_fit_and_the_check_says_so() -> None:
    item = question(fuzzy_match=["A long sea voyage"])
    scored = await evaluation(item, ' "a long sea voyage"')
    assert scored.score == 1.0
    assert scored.checks[0]["judged"] == {"judge": "strict", "verdict": "correct"}
    assert await score(item, "a sea voyage that is long") == 0.0
