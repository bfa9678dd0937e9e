"""Addresses of a benchmark's sites, their placeholders in task files, and comparing addresses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit


class SiteUrls:
    """Where the sites are: ``__REDDIT__`` in a task stands for the base address of ``reddit``."""

    def __init__(self, addresses: Mapping[str, str]) -> None:
        self._addresses = {
            f"__{site.upper()}__": address.rstrip("/") for site, address in addresses.items()
        }

    @property
    def hosts(self) -> tuple[str, ...]:
        """The ``host:port`` of every site, each once: all that an episode may reach."""
        return tuple(
            dict.fromkeys(urlsplit(address).netloc for address in self._addresses.values())
        )

    def resolve(self, text: str) -> str:
        """The text with every placeholder replaced by its address."""
        for placeholder, address in self._addresses.items():
            text = text.replace(placeholder, address)
        return text

    def abstract(self, text: str) -> str:
        """The text with placeholders for addresses, for records that outlive a port."""
        longest_first = sorted(self._addresses.items(), key=lambda item: -len(item[1]))
        for placeholder, address in longest_first:
            text = text.replace(address, placeholder)
        return text


def same_url(references: Sequence[str], url: str) -> bool:
    """VisualAgentBench's ``EXACT``: the address is one of the references, but for a last slash."""
    return _plain(url) in map(_plain, references)


def holds_url(references: Sequence[str], url: str) -> bool:
    """VisualAgentBench's ``GOLD in PRED``: a reference is, as it is written, a part of the address.

    WebArena's own rule of that name compares paths and query parameters instead.
    """
    return any(_plain(reference) in _plain(url) for reference in references)


def _plain(url: str) -> str:
    return url.replace("localhost", "127.0.0.1").removesuffix("/")
