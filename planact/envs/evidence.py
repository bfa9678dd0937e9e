"""What an episode is judged by, gathered once: the answer, the addresses, the pages' contents."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Protocol

from planact.core.task import Task
from planact.core.trajectory import Evidence, PageContent, Round
from planact.envs.urls import SiteUrls

KEPT_CHARS = 20_000
"""Longest content of a page that is kept; a whole shop's page would dwarf its episode."""


@dataclass(frozen=True)
class Ending:
    """How an attempt ended, as far as scores depend on it.

    Attributes:
        answer: What was said at the end; None if nothing was.
        reply: The whole text that it was said in, comments included; empty where a limit stopped
            the attempt.
        visited: The page's addresses after each action, in order; the last page's may be left out.
    """

    answer: str | None = None
    reply: str = ""
    visited: tuple[str, ...] = ()

    @classmethod
    def of(cls, rounds: Sequence[Round], answer: str | None) -> Ending:
        """The ending of these rounds."""
        exited = bool(rounds) and (rounds[-1].action or "").startswith("exit(")
        return cls(
            answer=answer,
            reply=rounds[-1].reply if exited else "",
            # A round's page is the one that the action before it led to.
            visited=tuple(taken.url for taken in rounds[1:]),
        )


class Page(Protocol):
    """What evaluators need of a browser."""

    @property
    def url(self) -> str:
        """Address of the page the episode ended on."""
        ...

    async def read(self, locator: str, url: str | None = None) -> str:
        """The locator's value on the current page or, with ``url``, on a page of its own."""
        ...


async def collect_evidence(task: Task, ending: Ending, page: Page, urls: SiteUrls) -> Evidence:
    """All that any scorer needs of an episode that has just ended.

    Args:
        task: What was to be done.
        ending: How the attempt ended.
        page: Where it ended, and how pages are read.
        urls: The sites' addresses, for the placeholders in the task and in the evidence.

    Raises:
        BrowserError: A page that the task looks at could not be opened.
    """
    visited = [urls.abstract(url) for url in (*ending.visited, page.url)]
    looked_at = task.eval.program_html if "program_html" in task.eval.eval_types else ()
    contents = [await page.read(check.locator, _address(check.url, urls)) for check in looked_at]
    return Evidence(
        task_sha=task_sha(task),
        answer=ending.answer,
        reply=ending.reply,
        urls=tuple(url for url, _ in groupby(visited)),
        pages=tuple(PageContent(content=text, chars=len(text)) for text in contents),
    )


def shortened(evidence: Evidence) -> Evidence:
    """The evidence as it is kept, its pages cut at `KEPT_CHARS`."""
    pages = [
        page.model_copy(update={"content": page.content[:KEPT_CHARS]}) for page in evidence.pages
    ]
    return evidence.model_copy(update={"pages": tuple(pages)})


def task_sha(task: Task) -> str:
    """What tells a task from another and from itself with other checks."""
    return hashlib.sha256(task.model_dump_json().encode()).hexdigest()[:12]


def _address(url: str, urls: SiteUrls) -> str | None:
    return None if url == "last" else urls.resolve(url)
