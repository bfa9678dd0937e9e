"""The rules of the three published scorers, side by side: a number means nothing without its own.

``vab`` is VisualAgentBench's, ``browsergym`` that of BrowserGym's WebArena-Lite, ``release`` what
came with the paper.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from planact.core.action import parse_action
from planact.core.errors import ActionError
from planact.core.trajectory import Evidence
from planact.envs import text_match
from planact.envs.urls import covers_url, holds_url, same_url

Comparison = Callable[[Sequence[str], str], list[bool]]
"""Whether each of the references fits a text."""


@dataclass(frozen=True)
class Rules:
    """What the published scorers disagree about.

    Attributes:
        answers: By the name of a comparison, how answers are compared.
        contents: The same for what pages hold.
        urls: By a task's ``url_note``, whether one of the references fits an address.
        url_note: The note of a task that has none.
        texts: Where in an episode's end the answer is looked for; one text must meet everything.
        joins: Whether a judge is shown all references of an answer at once.
        partial: Whether a partially correct answer passes.
        every_step: Whether an address counts that was reached on the way. Pages' contents are
            known at the end alone, and an answer ends the episode: a task that asks for those too
            is judged at the end under any rules.
    """

    answers: Mapping[str, Comparison]
    contents: Mapping[str, Comparison]
    urls: Mapping[str, Callable[[Sequence[str], str], bool]]
    url_note: str
    texts: Callable[[Evidence], Sequence[str]]
    joins: bool = True
    partial: bool = False
    every_step: bool = False


def _each(fits: Callable[[str, str], bool]) -> Comparison:
    return lambda references, text: [fits(reference, text) for reference in references]


def _answer(evidence: Evidence) -> Sequence[str]:
    return [evidence.answer or ""]


def _anything_said(evidence: Evidence) -> Sequence[str]:
    """The answer, the last reply's comments, and that reply as a whole."""
    try:
        comments = parse_action(evidence.reply).comments
    except ActionError:
        comments = ()
    return [evidence.answer or "", "\n".join(comments), evidence.reply]


_EXACT = _each(text_match.exact_match)
_EXCLUDE = _each(text_match.must_exclude)
_VAB = {
    "exact_match": _EXACT,
    "must_include": _each(text_match.must_include),
    "must_exclude": _EXCLUDE,
}
_RELEASE = {
    "exact_match": _each(text_match.same_tokens),
    "must_include": _each(text_match.must_include_tokens),
    "must_exclude": _EXCLUDE,
}

SCORERS = {
    "vab": Rules(
        answers=_VAB,
        contents=_VAB,
        urls={"EXACT": same_url, "GOLD in PRED": holds_url},
        url_note="EXACT",
        texts=_answer,
    ),
    "browsergym": Rules(
        answers={
            "exact_match": _EXACT,
            "must_include": text_match.must_include_literally,
            "must_exclude": _EXCLUDE,
        },
        contents={
            "exact_match": _EXACT,
            "must_include": _each(text_match.must_include_one),
            "must_exclude": _EXCLUDE,
        },
        urls={"EXACT": same_url, "GOLD in PRED": covers_url},
        url_note="GOLD in PRED",
        texts=_answer,
        joins=False,
        every_step=True,
    ),
    "release": Rules(
        answers=_RELEASE,
        contents=_RELEASE,
        urls={"EXACT": same_url, "GOLD in PRED": holds_url},
        url_note="EXACT",
        texts=_anything_said,
        partial=True,
    ),
}
