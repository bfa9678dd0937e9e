"""Tasks, pages and judges for tests of scoring, without a browser."""

from __future__ import annotations

from typing import Any

from planact.core.task import Task
from planact.core.trajectory import Evaluation
from planact.envs.evaluators import Scorer
from planact.envs.evidence import Ending
from planact.envs.judges import Question, Verdict
from planact.envs.urls import SiteUrls

BASE = "http://127.0.0.1:8000/reddit"
URLS = SiteUrls({"reddit": BASE})


class FixedPage:
    """A page at an address, whose locators have given values."""

    def __init__(self, url: str = BASE, **contents: str) -> None:
        self.url = url
        self.opened: list[str] = []
        self._contents = contents

    async def read(self, locator: str, url: str | None = None) -> str:
        self.opened += [url] if url else []
        return self._contents.get(locator, "")


class FixedJudge:
    """Gives one verdict, and remembers what it was asked."""

    name = "fixed"

    def __init__(self, verdict: Verdict = Verdict.CORRECT) -> None:
        self.asked: list[Question] = []
        self._verdict = verdict

    async def verdict(self, question: Question) -> Verdict:
        self.asked.append(question)
        return self._verdict

    async def close(self) -> None: ...


def task(**evaluation: Any) -> Task:
    return Task(
        task_id=7,
        sites=("reddit",),
        start_url="__REDDIT__/",
        intent="What is it?",
        intent_template_id=1,
        eval=evaluation,
    )


def question(**references: Any) -> Task:
    return task(eval_types=["string_match"], reference_answers=references)


def place(url: str, note: str = "EXACT") -> Task:
    return task(eval_types=["url_match"], reference_url=url, url_note=note)


def content(**required: Any) -> Task:
    check = {"url": "last", "locator": "here", "required_contents": required}
    return task(eval_types=["program_html"], program_html=[check])


async def evaluation(
    item: Task,
    ending: Ending | str | None = None,
    page: FixedPage | None = None,
    scorer: str = "vab",
    judge: FixedJudge | None = None,
) -> Evaluation:
    given = ending if isinstance(ending, Ending) else Ending(ending)
    return await Scorer(scorer, judge).evaluate(item, given, page or FixedPage(), URLS)


async def score(*given: Any, **named: Any) -> float:
    return (await evaluation(*given, **named)).score
