"""Intervals and tests against their definitions, by brute force, and against published values."""

from __future__ import annotations

import itertools
import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planact.report.statistics import (
    Z_95,
    mean,
    paired_difference,
    repeated_interval,
    sign_flip_p,
    wilson_interval,
)

counts = st.integers(1, 2000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@given(counts)
def test_the_ends_are_the_rates_at_which_the_observed_rate_lies_z_deviations_away(
    counted: tuple[int, int],
) -> None:
    successes, n = counted
    for end in wilson_interval(successes, n):
        deviation = Z_95 * math.sqrt(end * (1 - end) / n)
        assert abs(successes / n - end) == pytest.approx(deviation, abs=1e-9)


@given(counts)
def test_the_interval_holds_the_rate_and_stays_within_0_and_1(counted: tuple[int, int]) -> None:
    successes, n = counted
    low, high = wilson_interval(successes, n)
    assert 0 <= low <= successes / n <= high <= 1


@given(counts)
def test_failures_mirror_successes(counted: tuple[int, int]) -> None:
    successes, n = counted
    low, high = wilson_interval(successes, n)
    assert wilson_interval(n - successes, n) == pytest.approx((1 - high, 1 - low))


@given(counts)
def test_more_tasks_at_the_same_rate_narrow_it(counted: tuple[int, int]) -> None:
    successes, n = counted
    low, high = wilson_interval(successes, n)
    narrower_low, narrower_high = wilson_interval(4 * successes, 4 * n)
    assert narrower_high - narrower_low < high - low


@pytest.mark.parametrize(
    ("successes", "n", "low", "high"),
    # Newcombe (1998), table I.
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_published_values(successes: int, n: int, low: float, high: float) -> None:
    assert wilson_interval(successes, n) == pytest.approx((low, high), abs=5e-5)


def test_of_nothing_nothing_is_known() -> None:
    assert wilson_interval(0, 0) == (0.0, 1.0)
    assert mean([]) is None


def test_more_successes_than_tasks_are_refused() -> None:
    with pytest.raises(ValueError, match="3 successes of 2"):
        wilson_interval(3, 2)


# ---- Several seeds -------------------------------------------------------------------------------

repeated = st.integers(1, 4).flatmap(
    lambda seeds: st.tuples(
        st.lists(st.integers(0, seeds), min_size=1, max_size=200), st.just(seeds)
    )
)


@given(st.lists(st.integers(0, 1), min_size=1, max_size=300))
def test_one_seed_gives_wilsons_interval(solved: list[int]) -> None:
    assert repeated_interval(solved, 1) == pytest.approx(wilson_interval(sum(solved), len(solved)))


@given(repeated)
def test_seeds_narrow_the_interval_at_most_as_much_as_further_tasks_would(
    counted: tuple[list[int], int],
) -> None:
    solved, seeds = counted
    tasks, total = len(solved), sum(solved)
    low, high = repeated_interval(solved, seeds)
    widest, narrowest = wilson_interval(total / seeds, tasks), wilson_interval(total, tasks * seeds)
    assert widest[0] - 1e-9 <= low <= narrowest[0] + 1e-9
    assert narrowest[1] - 1e-9 <= high <= widest[1] + 1e-9


@given(st.lists(st.integers(0, 1), min_size=1, max_size=200), st.integers(1, 5))
def test_seeds_that_agree_on_every_task_tell_nothing_new(solved: list[int], seeds: int) -> None:
    agreeing = [seeds * each for each in solved]
    assert repeated_interval(agreeing, seeds) == pytest.approx(repeated_interval(solved, 1))


@pytest.mark.parametrize(("ease", "hardness"), [(2.0, 3.0), (0.3, 1.2), (0.2, 0.2)])
def test_of_100_intervals_about_95_hold_the_true_rate(ease: float, hardness: float) -> None:
    """Tasks differ in how easy they are (a beta distribution); each is tried under three seeds."""
    chance = random.Random(7)
    truth, held, draws = ease / (ease + hardness), 0, 1500
    for _ in range(draws):
        easiness = [chance.betavariate(ease, hardness) for _ in range(60)]
        solved = [sum(chance.random() < each for _ in range(3)) for each in easiness]
        low, high = repeated_interval(solved, 3)
        held += low <= truth <= high
    assert 0.93 <= held / draws <= 0.97


def test_taking_seeds_for_further_tasks_would_promise_too_much() -> None:
    solved = [3] * 20 + [0] * 40
    low, high = repeated_interval(solved, 3)
    naive_low, naive_high = wilson_interval(60, 180)
    assert high - low > 1.5 * (naive_high - naive_low)


def test_more_successes_than_seeds_are_refused() -> None:
    with pytest.raises(ValueError, match="more than 2 successes"):
        repeated_interval([3], 2)
    assert repeated_interval([], 2) == (0.0, 1.0)


# ---- Pairs ---------------------------------------------------------------------------------------


def binomial_p(gained: int, lost: int) -> float:
    """McNemar's exact test as textbooks have it."""
    tail = sum(math.comb(gained + lost, k) for k in range(min(gained, lost) + 1))
    return min(1.0, 2 * tail / 2 ** (gained + lost))


@given(st.integers(0, 80), st.integers(0, 80), st.integers(0, 50))
def test_with_one_seed_p_is_mcnemars_exact_one(gained: int, lost: int, same: int) -> None:
    differences = [1] * gained + [-1] * lost + [0] * same
    assert sign_flip_p(differences) == pytest.approx(binomial_p(gained, lost), rel=1e-12)


@given(st.lists(st.integers(-3, 3), max_size=10))
def test_p_is_the_share_of_all_signs_that_are_as_extreme(differences: list[int]) -> None:
    observed = abs(sum(differences))
    totals = [
        sum(sign * each for sign, each in zip(signs, differences, strict=True))
        for signs in itertools.product((-1, 1), repeat=len(differences))
    ]
    share = sum(abs(total) >= observed for total in totals) / len(totals)
    assert sign_flip_p(differences) == pytest.approx(share)


@given(st.lists(st.integers(-3, 3), min_size=1, max_size=100))
def test_the_other_way_round_the_difference_has_the_other_sign(differences: list[int]) -> None:
    there, back = paired_difference(differences, 3), paired_difference([-d for d in differences], 3)
    assert (back.rate, back.low, back.high) == pytest.approx((-there.rate, -there.high, -there.low))
    assert back.p == there.p
    assert -1 <= there.low <= there.high <= 1


def test_a_published_p() -> None:
    """Armitage and Berry (1994), p. 127: 50 specimens on two media; exact p as of Liddell."""
    medium_a_only, medium_b_only = 12, 2
    found = paired_difference([1] * medium_a_only + [-1] * medium_b_only + [0] * 36)
    assert found.p == pytest.approx(0.0129, abs=5e-5)
    assert (found.rate, found.tasks) == (pytest.approx(0.2), 50)


@given(st.integers(0, 80), st.integers(0, 80), st.integers(1, 50))
def test_with_one_seed_the_interval_is_bonett_and_prices(gained: int, lost: int, same: int) -> None:
    found = paired_difference([1] * gained + [-1] * lost + [0] * same)
    tasks = gained + lost + same + 2
    more, less = (gained + 1) / tasks, (lost + 1) / tasks
    half = Z_95 * math.sqrt((more + less - (more - less) ** 2) / tasks)
    limits = (max(more - less - half, -1), min(more - less + half, 1))
    assert (found.low, found.high) == pytest.approx(limits)


def test_seeds_that_agree_leave_the_difference_as_it_is() -> None:
    once = [1] * 30 + [-1] * 10 + [0] * 60
    assert paired_difference([3 * each for each in once], 3) == paired_difference(once, 1)


def test_pairs_of_nothing_are_refused() -> None:
    with pytest.raises(ValueError, match="no tasks"):
        paired_difference([])
    with pytest.raises(ValueError, match="beyond the number of seeds"):
        paired_difference([2])
