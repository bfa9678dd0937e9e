"""How instructions name things."""

from __future__ import annotations

from planact.pretraining.corpus.content.records import Record
from planact.pretraining.corpus.draw import Draw
from planact.pretraining.corpus.sites.listing import Listing


def quoted(draw: Draw, text: str) -> str:
    """The text as an instruction may quote it."""
    return draw.one((f"'{text}'", f"'{text}'", f'"{text}"', text))


def named(listing: Listing, record: Record, where: str, draw: Draw) -> str:
    """The record as instructions name it."""
    return tidy(f"{quoted_one(listing, record.name, draw)} {where}")


def quoted_one(listing: Listing, name: str, draw: Draw) -> str:
    """A name as instructions quote it, with or without what it is the name of."""
    said = quoted(draw, name)
    return draw.one((said, f"the {listing.domain.one} {said}", said))


def tidy(text: str) -> str:
    """The text without the gaps that empty slots leave."""
    return " ".join(text.split()).replace(" ?", "?").replace(" .", ".").replace(" :", ":")
