"""How alike short texts are, by the words that follow each other in them.

Nothing here asks a model: 15,000 intents are compared with each other in seconds.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

WORDS = 3
"""Words in a row that texts are compared by."""

SAMPLE = 300
"""Texts whose nearest neighbour `diversity` looks for, spread evenly over all."""

Gram = tuple[str, ...]


def words(text: str) -> list[str]:
    """The text's words: case and punctuation folded, spellings of the same character made one."""
    return re.findall(r"\w+", unicodedata.normalize("NFKC", text).casefold())


def grams(text: str, count: int = WORDS) -> frozenset[Gram]:
    """Every ``count`` words in a row; of a shorter text all its words, as one."""
    said = words(text)
    last = max(len(said) - count, 0)
    return frozenset(tuple(said[first : first + count]) for first in range(last + 1))


def likeness(one: str, other: str) -> float:
    """Jaccard index of the two texts' `grams`: 1 where they hold the same, 0 where none."""
    return _jaccard(grams(one), grams(other))


class Likeness:
    """Texts among which those that are like a given one are found without comparing all.

    Args:
        threshold: Likeness, above 0 and up to 1, from which a text counts as a copy.
        texts: What to begin with.
    """

    def __init__(self, threshold: float, texts: Iterable[str] = ()) -> None:
        self.threshold = threshold
        self._texts: list[str] = []
        self._grams: list[frozenset[Gram]] = []
        self._same: dict[Gram, Gram] = {}
        self._with: defaultdict[Gram, list[int]] = defaultdict(list)
        for text in texts:
            self.add(text)

    def __len__(self) -> int:
        """How many texts there are."""
        return len(self._texts)

    def add(self, text: str) -> None:
        """Add a text, whether or not there is one like it."""
        # One copy of what many texts have in common.
        made_of = frozenset(self._same.setdefault(gram, gram) for gram in grams(text))
        for gram in made_of:
            self._with[gram].append(len(self._texts))
        self._texts.append(text)
        self._grams.append(made_of)

    def nearest(self, text: str, *, besides: str | None = None) -> tuple[float, str]:
        """The likeness and the words of the most similar text; ``(0.0, "")`` where none is.

        Args:
            text: What to compare with.
            besides: A text that does not count, such as the text itself.
        """
        return self._nearest(text, 0.0, besides)

    def is_new(self, text: str) -> bool:
        """Whether the text's likeness to every other is below the threshold."""
        return self._nearest(text, self.threshold)[0] < self.threshold

    def _nearest(self, text: str, at_least: float, besides: str | None = None) -> tuple[float, str]:
        """As `nearest`, or some other text where none is so much alike."""
        asked, best, compared = grams(text), (0.0, ""), set[int]()
        by_rarity = sorted(asked, key=lambda gram: len(self._with.get(gram, ())))
        for looked_at, gram in enumerate(by_rarity):
            # All that is left is the most that a text not met so far can share.
            if (len(asked) - looked_at) / len(asked) < max(best[0], at_least):
                break
            for index in self._with.get(gram, ()):
                if index not in compared and self._texts[index] != besides:
                    compared.add(index)
                    best = max(best, (_jaccard(asked, self._grams[index]), self._texts[index]))
        return best


@dataclass(frozen=True)
class Diversity:
    """How much texts differ among themselves.

    Attributes:
        distinct_1: Share of their words that are different ones.
        distinct_2: The same of two words in a row.
        distinct_3: The same of three.
        nearest: Mean likeness of a text to the most similar other one.
    """

    distinct_1: float
    distinct_2: float
    distinct_3: float
    nearest: float


def diversity(texts: Sequence[str]) -> Diversity:
    """How much the texts differ, to four decimals; of no texts all is 0."""
    return Diversity(
        distinct_1=round(_distinct(texts, 1), 4),
        distinct_2=round(_distinct(texts, 2), 4),
        distinct_3=round(_distinct(texts, 3), 4),
        nearest=round(_nearest(texts), 4),
    )


def _distinct(texts: Iterable[str], count: int) -> float:
    every = Counter(
        tuple(said[first : first + count])
        for said in map(words, texts)
        for first in range(len(said) - count + 1)
    )
    return len(every) / total if (total := every.total()) else 0.0


def _nearest(texts: Sequence[str]) -> float:
    known, copies = Likeness(1.0, set(texts)), Counter(texts)
    sample = texts[:: math.ceil(len(texts) / SAMPLE)] if texts else []

    def nearest(text: str) -> float:
        return 1.0 if copies[text] > 1 else known.nearest(text, besides=text)[0]

    return sum(map(nearest, sample)) / len(sample) if sample else 0.0


def _jaccard(one: frozenset[Gram], other: frozenset[Gram]) -> float:
    shared = len(one & other)
    return shared / (len(one) + len(other) - shared)
