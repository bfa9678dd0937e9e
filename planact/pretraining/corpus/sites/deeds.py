"""The buttons of a record's page, with the choices that they come with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from planact.pretraining.corpus.content import names
from planact.pretraining.corpus.content.domains.domain import Deed
from planact.pretraining.corpus.content.records import different
from planact.pretraining.corpus.draw import Draw
from planact.pretraining.corpus.pages.blocks import Block, Button, Effect, Field, Naming, Select

QUANTITY = "quantity"

_QUANTITIES = ("Quantity", "Qty", "Pieces", "How many", "Amount", "Number")
_CHOICES = ("Size", "Style", "Version", "Pack", "Model", "Set", "Width", "Scent", "Edition")


@dataclass(frozen=True)
class SiteDeed:
    """Something that can be done to a record, as one site words it."""

    deed: Deed
    label: str

    @property
    def key(self) -> str:
        """How scripts name its button."""
        return f"deed:{self.label}"


class Deeds:
    """What can be done to a listing's records.

    Args:
        possible: What can be done to such things at all.
        draw: Where the choice of them and the looks come from.

    Attributes:
        offered: What this site's buttons do.
        choices: Drop-down lists beside them: label to options.
        quantity: Label of a field for a number; None where there is no such field.
    """

    def __init__(self, possible: tuple[Deed, ...], draw: Draw) -> None:
        self.offered = _offered(possible, draw)
        self.choices = _choices(draw) if self.offered else {}
        self.quantity = draw.say(_QUANTITIES) if self.offered and draw.chance(0.25) else None

    def blocks(self, naming: Naming, doing: Callable[[SiteDeed], Effect]) -> list[Block]:
        """The fields and buttons; ``doing`` is the effect of each."""
        blocks: list[Block] = [
            Select(label, choice_key(label), options=(f"{label}?", *options), naming=naming)
            for label, options in self.choices.items()
        ]
        if self.quantity is not None:
            blocks.append(Field(self.quantity, QUANTITY, value="1", naming=naming))
        return [*blocks, *(Button(deed.label, deed.key, doing(deed)) for deed in self.offered)]


def _offered(possible: tuple[Deed, ...], draw: Draw) -> list[SiteDeed]:
    labels: dict[str, SiteDeed] = {}
    for deed in draw.some(possible, draw.count(1, 3)):
        label = draw.say(deed.labels)
        labels.setdefault(label, SiteDeed(deed, label))
    return list(labels.values())


def _choices(draw: Draw) -> dict[str, tuple[str, ...]]:
    labels = draw.says(_CHOICES, draw.one((0, 0, 0, 1, 1, 2)))
    return {label: tuple(different(lambda: names.term(draw), draw.count(2, 5))) for label in labels}


def choice_key(label: str) -> str:
    """How scripts name a drop-down list of a deed."""
    return f"choice:{label}"
