"""Random choices of one split: names that training never sees, and wordings likewise."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from random import Random
from typing import Literal, TypeVar

Split = Literal["train", "words", "held"]
"""``words`` draws names that ``train`` never draws; ``held`` also labels, phrasings and layouts."""

T = TypeVar("T")

_FOLDER = Path(__file__).parent / "words"
_HELD_IN = 6
"""Of so many texts, one is kept from training."""

_PLAIN = 0.5
"""Share of the words that are drawn from all of English."""


class Draw:
    """A random generator that keeps to its split.

    Args:
        rng: Where the randomness comes from.
        split: What may be drawn.
    """

    def __init__(self, rng: Random, split: Split) -> None:
        self.rng = rng
        self.split = split

    def chance(self, probability: float) -> bool:
        """True that often."""
        return self.rng.random() < probability

    def count(self, low: int, high: int) -> int:
        """A whole number, both ends included."""
        return self.rng.randint(low, high)

    def one(self, things: Sequence[T]) -> T:
        """Any of the things, whatever the split."""
        return self.rng.choice(things)

    def some(self, things: Sequence[T], count: int) -> list[T]:
        """Several different ones in random order; all of them where there are no more."""
        return self.rng.sample(things, min(count, len(things)))

    def say(self, wordings: Sequence[str]) -> str:
        """One wording; the split ``held`` draws those that the others never do."""
        return self.rng.choice(_of_split(tuple(wordings), self.split == "held"))

    def says(self, wordings: Sequence[str], count: int) -> list[str]:
        """Several different wordings."""
        mine = _of_split(tuple(wordings), self.split == "held")
        chosen = self.some(mine, count)
        rest = [wording for wording in wordings if wording not in chosen]
        return chosen + (self.some(rest, count - len(chosen)) if self.split == "held" else [])

    def layout(self, variants: int) -> int:
        """A layout's number; the highest of three or more is kept for the split ``held``."""
        held = self.split == "held" or variants < 3
        return self.rng.randrange(variants if held else variants - 1)

    def word(self, kind: Literal["nouns", "adjectives", "verbs"]) -> str:
        """An English word; the evaluation splits draw words that training never does.

        Often it is one of any kind: only what is copied often is copied well, and names that
        nobody has seen are made of pieces of every word.
        """
        drawn = "plain" if self.chance(_PLAIN) else kind
        return self.rng.choice(_of_split(words(drawn), self.split != "train"))

    def syllables(self, low: int = 1, high: int = 3) -> str:
        """An invented word in lower case, never one of another split."""
        while True:
            text = "".join(self._syllable() for _ in range(self.rng.randint(low, high)))
            if len(text) > 2 and _is_held(text) == (self.split != "train"):
                return text

    def _syllable(self) -> str:
        coda = self.rng.choice(words("codas")) if self.rng.random() < 0.4 else ""
        return self.rng.choice(words("onsets")) + self.rng.choice(words("nuclei")) + coda


@cache
def words(kind: str) -> tuple[str, ...]:
    """The whole list of a kind of words, or of the parts of syllables."""
    return tuple((_FOLDER / f"{kind}.txt").read_text(encoding="utf-8").split())


@cache
def _of_split(texts: tuple[str, ...], held: bool) -> tuple[str, ...]:
    """The texts of one side; all of them where that side has none."""
    return tuple(text for text in texts if _is_held(text) == held) or texts


@cache
def _is_held(text: str) -> bool:
    return hashlib.md5(text.encode()).digest()[0] % _HELD_IN == 0
