"""Likeness of short texts: what counts as a copy, and what a set of texts is worth."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planact.data.likeness import (
    Likeness,
    diversity,
    likeness,
)

INTENT = "How much did I spend on food in March 2023?"
TEXTS = st.lists(
    st.lists(st.sampled_from(["how", "much", "is", "the", "tea", "pot"]), max_size=8).map(" ".join),
    max_size=12,
)


def test_likeness_is_the_share_of_word_triples_in_common() -> None:
    assert likeness("show me the way home", "show me the way back") == 2 / 4
    assert likeness("open the red box", "close a blue bag") == 0


@pytest.mark.parametrize(
    "spelt",
    [
        "how much did I SPEND on food, in march 2023",
        " How much did i spend\non food in (March) 2023? ",
    ],
)
def test_case_and_punctuation_do_not_tell_texts_apart(spelt: str) -> None:
    assert likeness(INTENT, spelt) == 1


def test_a_text_of_fewer_than_three_words_is_like_its_equal_alone() -> None:
    assert likeness("Log out", "log out!") == 1
    assert likeness("Log out", "Log in") == 0
    assert likeness("", "") == 1
    assert likeness("", "Log in") == 0


def test_words_of_every_script_count() -> None:
    assert likeness("покажи мне все заказы", "ПОКАЖИ мне все заказы!") == 1
    assert likeness("покажи мне все заказы", "Wähle die größte Größe") == 0


def test_nearest_names_the_most_similar_text() -> None:
    known = Likeness(0.8, ["show me the way back", "show me the red box", "log out"])
    assert known.nearest("show me the way home") == (2 / 4, "show me the way back")
    assert known.nearest("nothing of the kind") == (0.0, "")
    assert Likeness(0.8).nearest("anything") == (0.0, "")
    assert known.nearest("log out", besides="log out") == (0.0, "")


def test_a_text_is_new_until_it_or_its_like_was_added() -> None:
    known = Likeness(0.8)
    assert known.is_new(INTENT)
    known.add(INTENT)
    assert not known.is_new(INTENT.upper())
    assert known.is_new(INTENT.replace("food", "tea"))
    assert len(known) == 1


def test_the_threshold_itself_is_a_copy() -> None:
    one, other = "show me the way home", "show me the way back"
    assert not Likeness(0.5, [one]).is_new(other)
    assert Likeness(0.51, [one]).is_new(other)


@given(TEXTS, TEXTS, st.sampled_from([0.1, 0.3, 0.5, 0.7, 0.8, 0.9, 1.0]))
def test_the_index_finds_what_comparing_with_every_text_finds(
    known: list[str], asked: list[str], threshold: float
) -> None:
    index = Likeness(threshold, known)
    for text in asked:
        best = max((likeness(text, other) for other in known), default=0.0)
        assert index.nearest(text)[0] == best
        assert index.is_new(text) == (best < threshold)


@given(TEXTS, TEXTS)
def test_likeness_is_symmetric_and_between_0_and_1(one: list[str], other: list[str]) -> None:
    for left, right in zip(one, other, strict=False):
        assert 0 <= likeness(left, right) == likeness(right, left) <= 1
        assert likeness(left, left) == 1


def test_texts_that_repeat_themselves_are_less_diverse() -> None:
    same = diversity(["open the red box"] * 4)
    assert (same.distinct_1, same.distinct_2, same.distinct_3) == (4 / 16, 3 / 12, 2 / 8)
    assert same.nearest == 1
    different = diversity(["open the red box", "close my blue bag"])
    assert (different.distinct_1, different.nearest) == (1, 0)


def test_diversity_of_nothing_is_0() -> None:
    assert diversity([]).nearest == diversity([""]).distinct_1 == 0


def test_thousands_of_texts_from_one_template_are_compared_without_delay() -> None:
    texts = [f"how much is item {number} of the shop in euros" for number in range(5000)]
    known = Likeness(0.8)
    for text in texts:
        assert known.is_new(text)
        known.add(text)
    assert not known.is_new(texts[-1])
