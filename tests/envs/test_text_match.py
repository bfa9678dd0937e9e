"""How answers are compared with references."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planact.envs.text_match import (
    clean,
    exact_match,
    must_exclude,
    must_include,
    must_include_literally,
    must_include_one,
    must_include_tokens,
    same_tokens,
    tokens,
)

words = st.text(st.characters(categories=["L", "N"], max_codepoint=591), min_size=1, max_size=12)


@pytest.mark.parametrize(
    ("answer", "cleaned"),
    [
        ("  Blue Harbor \n", "blue harbor"),
        ("'Blue Harbor'", "blue harbor"),
        ('"Blue Harbor"', "blue harbor"),
        ("\"Blue Harbor'", "\"blue harbor'"),
        ('"', '"'),
    ],
)
def test_cleaning_drops_space_one_pair_of_quotes_and_case(answer: str, cleaned: str) -> None:
    assert clean(answer) == cleaned


def test_exact_match_compares_the_whole_cleaned_text() -> None:
    assert exact_match("Blue Harbor", ' "blue harbor" ')
    assert not exact_match("Blue Harbor", "It is Blue Harbor")


@pytest.mark.parametrize(
    ("reference", "answer", "included"),
    [
        ("0", "10", False),
        ("0", "There are 0 of them.", True),
        ("12.99", "It costs $12.99.", True),
        ("1,299.00", "1,299.00 dollars", True),
        ("12.99", "112.99", False),
        ("$12.99", "It costs $12.99 today", True),
        ("tess_abara", "The author is tess_abara, I think", True),
        ("tess", "tess_abara", False),
        ("2018-10-15", "since 2018-10-15", True),
        ("short stories", "Why I gave up on Short Stories", True),
        ("short stories", "stories that are short", False),
        ("yes |OR| no", "No.", True),
        ("yes |OR| no", "Nobody knows", False),
    ],
)
def test_must_include_wants_one_token_as_a_token_and_more_as_a_part(
    reference: str, answer: str, included: bool
) -> None:
    assert must_include(reference, answer) is included


@given(words, st.lists(words, max_size=5))
def test_a_word_is_included_exactly_where_it_is_one_of_the_words(
    reference: str, answer: list[str]
) -> None:
    lowered = [word.lower() for word in answer]
    assert must_include(reference, " ".join(answer)) is (reference.lower() in lowered)


@given(words, st.text(max_size=30))
def test_excluding_is_the_opposite_of_including(reference: str, answer: str) -> None:
    assert must_exclude(reference, answer) is not must_include(reference, answer)


@given(st.text(max_size=40))
def test_tokens_keep_every_character_that_is_not_space(text: str) -> None:
    assert "".join(tokens(text)) == "".join(text.split())


@given(st.text(max_size=30))
def test_a_text_matches_itself_exactly(text: str) -> None:
    assert exact_match(text, text)


@given(st.lists(words, max_size=6), st.randoms())
def test_the_release_does_not_look_at_the_order_of_tokens(text: list[str], order: Random) -> None:
    shuffled = list(text)
    order.shuffle(shuffled)
    assert same_tokens(" ".join(text), " ".join(shuffled))
    assert must_include_tokens(" ".join(text), " ".join([*shuffled, "more"]))


@given(st.lists(words, min_size=1, max_size=6))
def test_the_release_looks_at_how_often_a_token_is_there(text: list[str]) -> None:
    assert not same_tokens(" ".join(text), " ".join([*text, text[0]]))


@given(st.text(max_size=12), st.text(max_size=30))
def test_what_visualagentbench_finds_the_others_find(reference: str, found: str) -> None:
    if must_include(reference, found):
        assert must_include_one(reference, found)
        assert must_include_tokens(reference, found)
        assert must_include_literally([reference, reference], found) == [True, True]


@given(st.lists(st.text(max_size=5), max_size=4), st.text(max_size=30))
def test_browsergym_looks_for_each_reference_by_itself(references: list[str], found: str) -> None:
    one_by_one = [must_include_literally([each, "x"], found)[0] for each in references]
    if len(references) != 1:
        assert must_include_literally(references, found) == one_by_one
