"""The check that a plan names nothing that the site does not have (4.3, A.6).

What a plan puts into quotes is the name of an interface element, or a value. A value comes from the
query; a name must stand on a page of the site that some trajectory has seen.
"""

from __future__ import annotations

import html
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from planact.core.plan import Plan
from planact.core.task import site_group
from planact.core.trajectory import Trajectory

LONGEST_NAME = 6
"""Words of a name at most: a longer quotation is something to be written or read."""

Index = Mapping[str, Sequence[str]]
"""By word, the texts that hold it, each as `_plain` leaves it."""

_QUOTED = re.compile(
    r"(?<!\w)'((?:[^'\n]|(?<=\w)'(?=\w))+)'(?!\w)"  # an apostrophe inside a word ends nothing
    r'|(?<!\w)"([^"\n]+)"(?!\w)'
    r"|[‘‚]([^‘’\n]+)’(?!\w)"
    r"|[“„]([^“”\n]+)[“”]"
    r"|`([^`\n]+)`"
)
_ON_PAGE = re.compile(r'(?:^|>)([^<>]+)|="([^"]*)"', re.M)
_ELEMENT_ID = re.compile(r"\[\d+\]")
_LETTERS = re.compile(r"[^\W\d_]{2}")
_WORD = re.compile(r"\w+")


class SeenPages:
    """What the pages in the given trajectories say, by the group of sites.

    Args:
        trajectories: Where pages were observed.
    """

    def __init__(self, trajectories: Iterable[Trajectory]) -> None:
        texts: defaultdict[str, set[str]] = defaultdict(set)
        for trajectory in trajectories:
            of_group = texts[site_group(trajectory.sites)]
            for round in trajectory.rounds:
                of_group.update(
                    text or value for text, value in _ON_PAGE.findall(round.observation)
                )
        self._indices = {group: _index(of_group) for group, of_group in texts.items()}

    def unknown_names(self, plan: Plan, intent: str, sites: Sequence[str]) -> list[str]:
        """Names in the plan that neither the query nor any page of these sites mentions.

        Args:
            plan: The plan.
            intent: The query it is for.
            sites: The query's sites.
        """
        asked = set(_plain(intent).split())
        indices = [
            self._indices[group]
            for group in dict.fromkeys([site_group(sites), *sites])
            if group in self._indices
        ]
        return [
            name
            for name in _names(plan)
            if not _is_value(name, asked) and not any(_shows(index, name) for index in indices)
        ]


def _names(plan: Plan) -> list[str]:
    """What the plan quotes, each once, but for numbers, signs and whole sentences."""
    text = "\n".join(f"{step.reasoning}\n{step.step}" for step in plan.steps)
    quoted = ("".join(match.groups("")) for match in _QUOTED.finditer(text))
    return [
        name
        for name in dict.fromkeys(quoted)
        if _LETTERS.search(_plain(name)) and len(_plain(name).split()) <= LONGEST_NAME
    ]


def _is_value(name: str, asked: set[str]) -> bool:
    """Whether most of its words are the query's, as in 'park near Old Mill'."""
    words = _plain(name).split()
    return 2 * sum(word in asked for word in words) > len(words)


def _shows(index: Index, name: str) -> bool:
    """Whether the words of the name follow each other in one of the texts."""
    plain = _plain(name)
    rarest = min((index.get(word, ()) for word in plain.split()), key=len)
    return any(plain in text for text in rarest)


def _index(texts: Iterable[str]) -> Index:
    index: defaultdict[str, list[str]] = defaultdict(list)
    # Sorted, since a set's order is another in every process.
    for text in sorted({_plain(_ELEMENT_ID.sub(" ", text)) for text in texts}):
        if _LETTERS.search(text):
            for word in set(text.split()):
                index[word].append(text)
    return dict(index)


def _plain(text: str) -> str:
    """The words alone, in lower case, with a space before and after each."""
    return f" {' '.join(_WORD.findall(html.unescape(text).casefold()))} "
