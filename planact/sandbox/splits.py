"""Which split a name belongs to, and how many tasks each template gives to a split."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping

from planact.core.task import MULTIPLE

SPLITS = ("train", "validation", "test")

SIZES = {
    "train": {
        "gitlab": 202,
        "reddit": 128,
        "shopping_admin": 236,
        "shopping": 304,
        "map": 175,
        MULTIPLE: 68,
    },
    "validation": {
        "gitlab": 22,
        "reddit": 14,
        "shopping_admin": 25,
        "shopping": 33,
        "map": 19,
        MULTIPLE: 7,
    },
    "test": {
        "gitlab": 30,
        "reddit": 19,
        "shopping_admin": 35,
        "shopping": 45,
        "map": 26,
        MULTIPLE: 10,
    },
}
"""Tasks by split and site: WebArena-Lite's 1,113 and 165, the latter as in Figure 4."""

_UP_TO = {"test": 0.25, "validation": 0.4, "train": 1.0}


def split_of(seed: int, names: Iterable[str]) -> str | None:
    """The one split that all the names belong to; None where they belong to several.

    A name's hash alone decides, so that it is in the same split in every template of every site.
    """
    splits = {_split(seed, name) for name in names}
    return splits.pop() if len(splits) == 1 else None


def _split(seed: int, name: str) -> str:
    digest = hashlib.sha256(f"{seed}/{name.lower()}".encode()).digest()
    point = int.from_bytes(digest[:4], "big") / 2**32
    return next(split for split, limit in _UP_TO.items() if point < limit)


def allot(total: int, wanted: Mapping[int, int], available: Mapping[int, int]) -> dict[int, int]:
    """How many tasks each template gives, so that they make the total if they can.

    Args:
        total: Tasks in all.
        wanted: By template, how many it should give.
        available: By template, how many it can give.
    """
    given = {key: min(number, available[key]) for key, number in wanted.items()}
    missing = total - sum(given.values())
    while missing > 0:
        spare = [key for key in given if given[key] < available[key]]
        if not spare:
            break
        count = min(missing, len(spare))
        # Spread evenly, so that it is not always the first who give more.
        for turn in range(count):
            given[spare[turn * len(spare) // count]] += 1
        missing -= count
    return given
