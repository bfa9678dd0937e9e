"""The few statistics that success rates need."""

from __future__ import annotations

import math
from collections.abc import Iterable

Z_95 = 1.959963984540054
"""Quantile of the normal distribution for a two-sided 95 % interval."""


def wilson_interval(successes: int, n: int, z: float = Z_95) -> tuple[float, float]:
    """Wilson's score interval of a success rate; (0, 1) where nothing was tried.

    Unlike the normal approximation it stays within 0 and 1, and says something when all tasks fail.

    Raises:
        ValueError: Not 0 <= successes <= n.
    """
    if not 0 <= successes <= n:
        raise ValueError(f"{successes} successes of {n}")
    if n == 0:
        return 0.0, 1.0
    rate = successes / n
    weight = z * z / n
    centre = (rate + weight / 2) / (1 + weight)
    half = math.sqrt(rate * (1 - rate) * weight + weight * weight / 4) / (1 + weight)
    # Rounding must not move an end past the rate where the formula puts it exactly there.
    low = 0.0 if successes == 0 else centre - half
    high = 1.0 if successes == n else centre + half
    return low, high


def mean(values: Iterable[float]) -> float | None:
    """The average, or None of nothing."""
    listed = list(values)
    return sum(listed) / len(listed) if listed else None
