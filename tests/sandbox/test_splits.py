"""Which split a name is in, and how tasks are shared out among templates."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from planact.sandbox.splits import SIZES, allot, split_of

NAMES = [f"name {number}" for number in range(2000)]


def test_a_quarter_of_all_names_is_kept_for_testing() -> None:
    shares = Counter(split_of(0, [name]) for name in NAMES)
    assert 0.22 < shares["test"] / len(NAMES) < 0.28
    assert 0.12 < shares["validation"] / len(NAMES) < 0.18
    assert set(shares) == set(SIZES)


@given(st.integers(0, 99))
def test_capital_letters_do_not_make_another_name(seed: int) -> None:
    assert split_of(seed, ["Copper Pan"]) == split_of(seed, ["copper pan"])


@given(st.lists(st.sampled_from(NAMES), min_size=1, max_size=3))
def test_names_together_are_in_a_split_only_if_each_of_them_is(names: list[str]) -> None:
    alone = {split_of(0, [name]) for name in names}
    assert split_of(0, names) == (alone.pop() if len(alone) == 1 else None)


counts = st.dictionaries(st.integers(1, 9), st.integers(0, 20), min_size=1)


@given(st.integers(0, 60), counts, st.data())
def test_the_total_is_reached_wherever_there_are_enough_values(
    total: int, wanted: dict[int, int], data: st.DataObject
) -> None:
    available = {key: data.draw(st.integers(0, 20)) for key in wanted}
    given = allot(total, wanted, available)
    assert all(0 <= given[key] <= available[key] for key in wanted)
    enough = min(total, sum(available.values()))
    assert sum(given.values()) >= min(enough, sum(map(min, wanted.values(), available.values())))
    if sum(wanted.values()) <= total:
        assert sum(given.values()) == enough


def test_a_template_that_is_short_of_values_is_helped_out_by_the_others() -> None:
    assert allot(30, {1: 10, 2: 10, 3: 10}, {1: 4, 2: 99, 3: 99}) == {1: 4, 2: 13, 3: 13}
