"""Addresses of a benchmark's sites, their placeholders in task files, and comparing addresses."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from urllib.parse import parse_qs, urlparse, urlsplit


class SiteUrls:
    """Where the sites are: ``__REDDIT__`` in a task stands for the base address of ``reddit``."""

    def __init__(self, addresses: Mapping[str, str]) -> None:
        self._addresses = {
            f"__{site.upper()}__": address.rstrip("/") for site, address in addresses.items()
        }
        longest_first = sorted(self._addresses.items(), key=lambda item: -len(item[1]))
        self._patterns = [(_pattern(address), name) for name, address in longest_first]

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
        for pattern, placeholder in self._patterns:
            text = pattern.sub(placeholder, text)
        return text


def same_url(references: Sequence[str], url: str) -> bool:
    """``EXACT``: the address is one of the references, but for a last slash."""
    return _plain(url) in map(_plain, references)


def holds_url(references: Sequence[str], url: str) -> bool:
    """VisualAgentBench's ``GOLD in PRED``: a reference is, as it is written, a part of the address.

    See `covers_url` for WebArena's own rule of that name.
    """
    return any(_plain(reference) in _plain(url) for reference in references)


def covers_url(references: Sequence[str], url: str) -> bool:
    """WebArena's and BrowserGym's ``GOLD in PRED``: a reference's path is a part of the address's.

    Of each query parameter that references name, the address must have one of their values; other
    parameters, and their order, do not matter.
    """
    path, given = _parts(url)
    paths, wanted = [], dict[str, set[str]]()
    for reference in references:
        of_reference, parameters = _parts(reference)
        paths.append(of_reference)
        for name, values in parameters.items():
            wanted.setdefault(name, set()).update(values)
    return any(part in path for part in paths) and all(
        values & set(given.get(name, ())) for name, values in wanted.items()
    )


def _pattern(address: str) -> re.Pattern[str]:
    """Finds the address, by whichever name of loopback; a longer port or folder is another one."""
    named = re.escape(address.replace("//localhost", "//127.0.0.1"))
    either = named.replace(r"//127\.0\.0\.1", r"//(?:localhost|127\.0\.0\.1)")
    return re.compile(rf"{either}(?![\w.:-])")


def _plain(url: str) -> str:
    return url.removesuffix("/")


def _parts(url: str) -> tuple[str, dict[str, list[str]]]:
    """Host with path, and the parameters of the query."""
    parts = urlparse(url.rstrip("/"))
    return parts.netloc + parts.path, parse_qs(parts.query)
