"""What evaluation draws and training never does: names of things, and in ``held`` wordings too."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from random import Random

import pytest

from planact.pretraining.corpus.content import values
from planact.pretraining.corpus.content.facts import SiteFact
from planact.pretraining.corpus.draw import Draw, Split, words
from planact.pretraining.corpus.sites.listing import Listing
from planact.pretraining.corpus.world import World
from tests.pretraining.source import CORPUS, source_texts

WEBSITES = 60
IN_WORDS = {
    *(values.PERSON, values.USER, values.EMAIL, values.TOWN, values.STREET),
    *(values.TERM, values.PHRASE, values.SENTENCE),
}
evaluations = pytest.mark.parametrize("evaluation", ["words", "held"])


@cache
def names_of_things(split: Split) -> frozenset[str]:
    """What the split's websites call records, groups, people, towns, ...: all but numbers."""
    worlds = (World(Random(f"names/{number}"), split) for number in range(WEBSITES))
    sections = [section for world in worlds for section in world.site.sections]
    found = [n for section in sections if isinstance(section, Listing) for n in _names(section)]
    return frozenset(name for name in found if re.search("[a-z]{3}", name))


def _names(listing: Listing) -> Iterator[str]:
    yield from listing.groups
    for record in listing.records:
        yield record.name
        yield from (record.text(fact) for fact in listing.facts if _is_in_words(fact))
        for part in listing.stock.parts:
            for row in record.rows[part.title]:
                pairs = zip(part.facts, row, strict=True)
                yield from (value.text for fact, value in pairs if _is_in_words(fact))


def _is_in_words(fact: SiteFact) -> bool:
    return not fact.options and fact.fact.kind in IN_WORDS


def words_in(texts: frozenset[str] | set[str]) -> set[str]:
    return {word for text in texts for word in re.findall("[a-z]{3,}", text.lower())}


@evaluations
def test_nothing_has_a_name_that_something_has_in_training(evaluation: Split) -> None:
    assert len(names_of_things("train")) > 5000
    assert len(names_of_things(evaluation)) > 5000
    assert names_of_things("train") & names_of_things(evaluation) == set()


@evaluations
def test_names_share_no_word_but_those_of_their_patterns(evaluation: Split) -> None:
    patterns = words_in(source_texts(CORPUS / "content"))
    shared = words_in(names_of_things("train")) & words_in(names_of_things(evaluation))
    assert shared - patterns == set()


@evaluations
def test_no_word_and_no_syllables_are_drawn_in_both(evaluation: Split) -> None:
    train, other = (Draw(Random(0), split) for split in ("train", evaluation))
    for kind in ("nouns", "adjectives", "verbs"):
        drawn = [{draw.word(kind) for _ in range(60_000)} for draw in (train, other)]
        assert drawn[0] & drawn[1] == set()
        assert drawn[0] | drawn[1] == {*words(kind), *words("plain")}
    drawn = [{draw.syllables(1, 1) for _ in range(10_000)} for draw in (train, other)]
    assert drawn[0] & drawn[1] == set()
    assert min(map(len, drawn)) > 500


def test_held_alone_draws_its_wordings_and_layouts() -> None:
    wordings = [f"wording {number}" for number in range(60)]
    drawn = {
        split: {Draw(Random(seed), split).say(wordings) for seed in range(2000)}
        for split in ("train", "words", "held")
    }
    assert drawn["train"] == drawn["words"]
    assert drawn["train"] | drawn["held"] == set(wordings)
    assert drawn["train"] & drawn["held"] == set()
    assert {Draw(Random(seed), "train").layout(4) for seed in range(100)} == {0, 1, 2}
    assert {Draw(Random(seed), "held").layout(4) for seed in range(100)} == {0, 1, 2, 3}
