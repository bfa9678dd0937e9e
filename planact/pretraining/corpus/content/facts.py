"""Properties of things: how they are called, asked for and sorted by."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial

from planact.pretraining.corpus.content.values import Kind, Source, Value
from planact.pretraining.corpus.draw import Draw


@dataclass(frozen=True)
class Fact:
    """A property.

    Attributes:
        said: What instructions and plans call it.
        labels: What pages call it.
        kind: Makes its values.
        questions: Questions that mean it without naming it; ``{x}`` is the thing.
        extremes: How the one with the most and the one with the least are called, for properties
            that have an order; ``{one}`` is the kind of thing.
        orders: Labels of sorting by it, most first and least first.
        options: All the values it may have; none where there are too many to list.
    """

    said: str
    labels: tuple[str, ...]
    kind: Kind
    questions: tuple[str, ...] = ()
    extremes: tuple[tuple[str, ...], tuple[str, ...]] | None = None
    orders: tuple[tuple[str, ...], tuple[str, ...]] | None = None
    options: tuple[str, ...] = ()


@dataclass(frozen=True)
class SiteFact:
    """A property as one site has it."""

    fact: Fact
    label: str
    value: Source = field(compare=False)
    options: tuple[str, ...] = ()
    orders: tuple[str, str] | None = None

    @property
    def said(self) -> str:
        """What instructions call it."""
        return self.fact.said


def on_site(fact: Fact, draw: Draw) -> SiteFact:
    """The property as a new site has it."""
    label = draw.say(fact.labels)
    orders = None
    if fact.orders is not None:
        orders = (draw.say(fact.orders[0]), draw.say(fact.orders[1]))
    if fact.options:
        options = tuple(draw.some(fact.options, draw.count(2, 5)))
        return SiteFact(fact, label, partial(_option, options), options, orders)
    return SiteFact(fact, label, fact.kind(draw), (), orders)


def _option(options: tuple[str, ...], draw: Draw) -> Value:
    chosen = draw.one(options)
    return Value(chosen, options.index(chosen))
