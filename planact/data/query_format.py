"""Queries as a generator writes them: a numbered list, each with its sites in brackets."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from planact.data.answers import AnswerError


@dataclass(frozen=True)
class Query:
    """An instruction for a web agent, and the sites it is meant for."""

    intent: str
    sites: tuple[str, ...]


def read_queries(text: str, sites: Collection[str], at_most: int) -> tuple[Query, ...]:
    """The queries of the list, the first ``at_most`` of them, each once.

    Takes any numbers or bullets, emphasis, quotation marks around a query, and other text before
    and after the list. An entry without its sites, or with sites that are not there, is left out;
    where there is one site alone, it need not be named.

    Raises:
        AnswerError: Nothing is left; the text says what an entry looks like.
    """
    found = [_query(line, sites) for line in text.splitlines()]
    queries = tuple(dict.fromkeys(query for query in found if query is not None))
    if not queries:
        known = ", ".join(sorted(sites))
        raise AnswerError(
            "there is no line such as '1. [site] query', where the site is one of "
            f"{known}, or several of them with commas between"
        )
    return queries[:at_most]


_ENTRY = re.compile(r"\s*(?:[-*•]\s+)?(?P<number>\d+\s*[.):]\s*)?(?P<text>.*\S)\s*")
_TAGGED = re.compile(r"[\[(](?P<sites>[\w\s,+&/-]+)[\])]\s*[:–-]?\s*(?P<intent>.+)")
_BETWEEN_SITES = re.compile(r"\s*(?:[,+&/]|\band\b)\s*")


def _query(line: str, sites: Collection[str]) -> Query | None:
    """The query of a line; None where it holds none."""
    entry = _ENTRY.fullmatch(line.replace("**", ""))
    if entry is None:
        return None
    tagged = _TAGGED.fullmatch(entry["text"])
    if tagged is None:
        alone = len(sites) == 1 and entry["number"]
        return Query(_unquoted(entry["text"]), tuple(sites)) if alone else None
    named = tuple(dict.fromkeys(_BETWEEN_SITES.split(tagged["sites"].strip().lower())))
    return Query(_unquoted(tagged["intent"]), named) if set(named) <= set(sites) else None


def _unquoted(text: str) -> str:
    """The text without quotation marks around the whole of it."""
    inside = text[1:-1]
    return inside.strip() if text == f'"{inside}"' and '"' not in inside else text
