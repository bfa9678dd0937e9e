"""Lists of queries as models really write them, and answers that say YES or NO."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planact.data.answers import AnswerError
from planact.data.query_format import Query, read_queries
from planact.data.yes_no import read_yes_no

SITES = {"shopping", "map", "shopping_admin"}
PRICE = Query("How much is the kettle?", ("shopping",))
CLOSING = Query("When does it close?", ("map",))


def read(text: str, at_most: int = 10) -> tuple[Query, ...]:
    return read_queries(text, SITES, at_most)


@pytest.mark.parametrize(
    "text",
    [
        "1. [shopping] How much is the kettle?\n2. [map] When does it close?",
        "1.[shopping]How much is the kettle?\n2.[map]When does it close?",
        "1) [shopping] How much is the kettle?\r\n2) [map] When does it close?\r\n",
        "- [Shopping] How much is the kettle?\n* [Map]: When does it close?",
        "1. **[shopping]** How much is the kettle?\n2. **[map] When does it close?**",
        '1. [shopping] "How much is the kettle?"\n2. (map) When does it close?',
        "[shopping] How much is the kettle?\n\n[map] - When does it close?",
        "Sure, here they are:\n\n```\n1. [shopping] How much is the kettle?\n"
        "2. [map] When does it close?\n```\nLet me know if you need more.",
    ],
)
def test_a_list_is_read_however_it_is_laid_out(text: str) -> None:
    assert read(text) == (PRICE, CLOSING)


def test_a_query_may_be_for_several_sites() -> None:
    for named in ("map, shopping_admin", "map + shopping_admin", "map and shopping_admin"):
        (query,) = read(f"1. [{named}] In which town does Ann live?")
        assert query.sites == ("map", "shopping_admin")


def test_quotation_marks_inside_a_query_stay() -> None:
    (query,) = read('1. [map] "Old Mill" or "New Mill"')
    assert query.intent == '"Old Mill" or "New Mill"'


def test_an_entry_without_known_sites_is_left_out() -> None:
    text = "1. How much is it?\n2. [casino] Who wins?\n3. [map, casino] Where?\n4. [map] Why?"
    assert read(text) == (Query("Why?", ("map",)),)


def test_a_single_site_need_not_be_named() -> None:
    assert read_queries("1. When?\n2. Where?", {"map"}, 10) == (
        Query("When?", ("map",)),
        Query("Where?", ("map",)),
    )


def test_of_too_many_the_first_are_taken_and_each_once() -> None:
    text = "\n".join(f"{number}. [map] Query {number // 2}?" for number in range(13))
    assert [query.intent for query in read(text, 5)] == [f"Query {n}?" for n in range(5)]


@pytest.mark.parametrize("text", ["", "I cannot do that.", "1. How much?", "[casino] Who wins?"])
def test_an_answer_without_any_query_is_refused_with_the_form_of_one(text: str) -> None:
    with pytest.raises(AnswerError, match=r"1\. \[site\] query.*map, shopping, shopping_admin"):
        read(text)


@given(st.text(), st.integers(1, 12))
def test_whatever_is_said_is_read_or_refused(text: str, at_most: int) -> None:
    try:
        queries = read(text, at_most)
    except AnswerError:
        return
    assert 1 <= len(queries) <= at_most
    for query in queries:
        assert query.intent.strip()
        assert set(query.sites) <= SITES


INTENTS = st.from_regex(r"[A-Z][a-z0-9 ,'\"$-]{0,60}[a-z0-9?.]", fullmatch=True)


@given(st.lists(st.tuples(INTENTS, st.sampled_from(sorted(SITES))), min_size=1, unique=True))
def test_what_is_written_in_the_form_asked_for_is_read_back(written: list[tuple[str, str]]) -> None:
    text = "\n".join(f"{n}. [{site}] {intent}" for n, (intent, site) in enumerate(written, 1))
    assert [(query.intent, *query.sites) for query in read(text, len(written))] == written


@pytest.mark.parametrize(
    ("text", "yes", "reason"),
    [
        ("YES\nIt shows the price.", True, "It shows the price."),
        ("NO\nThere is no such page.", False, "There is no such page."),
        ("[NO] - there is none", False, "there is none"),
        ("**Yes.** All done.", True, "All done."),
        ("no", False, ""),
        ("Verdict: YES\nbecause", True, "because"),
        ("## Verdict\nNO: it stops early", False, "it stops early"),
        ("```\nYES\n```", True, ""),
        ("# YES\nIt is there.", True, "It is there."),
        ("## Verdict\nNO\nIt is not.", False, "It is not."),
        ("`NO`", False, ""),
        ("<think>no, yes, no</think>\nYES", True, ""),
        ("The page is missing.\nSo my verdict is: NO", False, "The page is missing."),
        ("The agent did all of it.\n\n**YES**", True, "The agent did all of it."),
    ],
)
def test_a_verdict_is_read_with_its_reason(text: str, yes: bool, reason: str) -> None:
    said = read_yes_no(text)
    assert (said.yes, said.reason) == (yes, reason)


@pytest.mark.parametrize(
    "text",
    ["", "Perhaps.", "Nothing is known.", "Yesterday it was.", "No-one knows", "I say yes I"],
)
def test_what_is_no_verdict_is_refused(text: str) -> None:
    with pytest.raises(AnswerError, match="YES or NO"):
        read_yes_no(text)


@given(st.sampled_from(["YES", "NO"]), st.text())
def test_an_answer_that_begins_with_the_word_alone_is_always_read(word: str, reason: str) -> None:
    assert read_yes_no(f"{word}\n{reason}").yes is (word == "YES")


@given(st.text())
def test_any_other_answer_is_read_or_refused(text: str) -> None:
    try:
        read_yes_no(text)
    except AnswerError as error:
        assert str(error)
