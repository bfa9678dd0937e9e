"""Wilson's interval against its definition, and against published values."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planact.report.statistics import Z_95, mean, wilson_interval

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
