"""The few statistics that success rates need, by exact formulas and without a package."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

Z_95 = 1.959963984540054
"""Quantile of the normal distribution for a two-sided 95 % interval."""


def wilson_interval(successes: float, n: float, z: float = Z_95) -> tuple[float, float]:
    """Wilson's score interval of a success rate; (0, 1) where nothing was tried.

    Unlike the normal approximation it stays within 0 and 1, and says something when all tasks fail.
    Counts are whole, but for the effective ones of `repeated_interval`.

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


def repeated_interval(solved: Sequence[int], repeats: int) -> tuple[float, float]:
    """95 % interval of the mean success rate when every task was tried under several seeds.

    Seeds of one task resemble each other, so their episodes are fewer than they look. This is
    Wilson's interval on the effective number of episodes: as many independent ones as would give
    the mean the variance that it has with tasks as clusters (Dean and Pagano, "Evaluating
    confidence interval methods for binomial proportions in clustered surveys", 2015). It lies
    between the number of tasks (all seeds agree) and that of episodes (seeds of a task are as
    different as tasks), and with one seed it is Wilson's interval itself.

    Args:
        solved: By task, how many of its episodes succeeded.
        repeats: Episodes of each task: the number of seeds.

    Raises:
        ValueError: A task has more successes than episodes, or fewer than none.
    """
    if any(not 0 <= count <= repeats for count in solved):
        raise ValueError(f"a task has less than 0 or more than {repeats} successes")
    tasks = len(solved)
    if tasks == 0:
        return 0.0, 1.0
    # In whole numbers, so that one seed gives Wilson's interval to the last digit.
    total, episodes = sum(solved), tasks * repeats
    spread = sum((tasks * count - total) ** 2 for count in solved)
    if spread == 0 or tasks == 1:
        effective = float(tasks)
    else:
        effective = min(total * (episodes - total) * tasks**2 / spread, float(episodes))
    return wilson_interval(effective * total / episodes, effective)


@dataclass(frozen=True)
class Difference:
    """How far one success rate lies above another on the same tasks.

    Attributes:
        rate: The difference, from -1 to 1.
        low: Lower end of its 95 % interval.
        high: Upper end.
        p: Two-sided p of no difference; McNemar's exact one where there is one seed.
        tasks: How many tasks both have.
    """

    rate: float
    low: float
    high: float
    p: float
    tasks: int


def paired_difference(differences: Sequence[int], repeats: int = 1) -> Difference:
    """Compare two cells over the tasks that both have.

    The interval is Wald's with Bonett and Price's adjustment (2012): two imagined tasks are added,
    one that only the first solves and one that only the second does. Tasks are what is counted,
    however many seeds each has.

    Args:
        differences: By task, successes of the one minus successes of the other, over all seeds.
        repeats: Number of seeds.

    Raises:
        ValueError: There is no task, or a difference is larger than the number of seeds.
    """
    if not differences or any(abs(each) > repeats for each in differences):
        raise ValueError("no tasks, or a difference beyond the number of seeds")
    tasks = len(differences)
    squares = sum((each / repeats) ** 2 for each in differences)
    centre = sum(differences) / repeats / (tasks + 2)
    half = Z_95 * math.sqrt(((squares + 2) / (tasks + 2) - centre**2) / (tasks + 2))
    return Difference(
        rate=sum(differences) / repeats / tasks,
        low=max(centre - half, -1.0),
        high=min(centre + half, 1.0),
        p=sign_flip_p(differences),
        tasks=tasks,
    )


def sign_flip_p(differences: Sequence[int]) -> float:
    """Exact two-sided p that the differences are as likely positive as negative.

    If two cells are alike, each task's difference could as well have had the other sign. This is
    the share of all ways to choose the signs whose sum is at least as far from 0 as that observed.
    Where every difference is -1, 0 or 1, as with one seed, it is McNemar's exact test.
    """
    ways = {0: 1}
    for size in (abs(each) for each in differences if each):
        flipped: dict[int, int] = {}
        for total, count in ways.items():
            for moved in (total - size, total + size):
                flipped[moved] = flipped.get(moved, 0) + count
        ways = flipped
    observed = abs(sum(differences))
    extreme = sum(count for total, count in ways.items() if abs(total) >= observed)
    return extreme / sum(ways.values())


def mean(values: Iterable[float]) -> float | None:
    """The average, or None of nothing."""
    listed = list(values)
    return sum(listed) / len(listed) if listed else None
