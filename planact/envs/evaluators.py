"""WebArena's evaluators: a task's score from its answer, its last address and the sites' pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol
from urllib.parse import parse_qs, urlsplit

from planact.core.errors import UserError
from planact.core.task import HtmlCheck, Task
from planact.core.trajectory import Evaluation
from planact.envs import text_match
from planact.envs.judge import Judge
from planact.envs.urls import SiteUrls

Check = dict[str, Any]


class Page(Protocol):
    """What evaluators need of a browser session."""

    @property
    def url(self) -> str:
        """Address of the page the episode ended on."""
        ...

    async def read(self, locator: str, url: str | None = None) -> str:
        """The locator's value on the current page or, with ``url``, on a page of its own."""
        ...


@dataclass(frozen=True)
class Rules:
    """What the published scorers disagree about."""

    exact_match: Callable[[str, str], bool]
    must_include: Callable[[str, str], bool]
    must_exclude: Callable[[str, str], bool]


SCORERS = {
    "vab": Rules(text_match.exact_match, text_match.must_include, text_match.must_exclude),
}


class Scorer:
    """Scores episodes under one rule set.

    Args:
        name: The rule set's name, a key of `SCORERS`.
        urls: The sites' addresses, for the placeholders in tasks.
        judge: Compares by meaning, for tasks that ask for ``fuzzy_match``.

    Raises:
        UserError: There is no rule set of that name.
    """

    def __init__(self, name: str, urls: SiteUrls, judge: Judge | None = None) -> None:
        if name not in SCORERS:
            known = ", ".join(sorted(SCORERS))
            raise UserError(f"env.scorer={name} is not known: use one of {known}")
        self._name = name
        self._rules = SCORERS[name]
        self._urls = urls
        self._judge = judge

    async def evaluate(self, task: Task, answer: str | None, page: Page) -> Evaluation:
        """The score, 1.0 if every check passes, with the evidence of each.

        Raises:
            UserError: The task asks for an evaluator that is not there.
            BrowserError: A page that a check looks at could not be opened.
        """
        checks: list[Check] = []
        for kind in task.eval.eval_types:
            if kind == "string_match":
                checks += await self._string_match(task, answer or "")
            elif kind == "url_match":
                checks.append(self._url_match(task, page.url))
            elif kind == "program_html":
                checks += [
                    await self._program_html(check, page) for check in task.eval.program_html
                ]
            else:
                raise UserError(f"task {task.task_id} asks for the unknown evaluator '{kind}'")
        score = float(bool(checks) and all(check["passed"] for check in checks))
        return Evaluation(score=score, scorer=self._name, checks=tuple(checks))

    async def _string_match(self, task: Task, answer: str) -> list[Check]:
        checks = []
        for rule, references in (task.eval.reference_answers or {}).items():
            if rule == "fuzzy_match":
                found = [await self._fuzzy_match(task, references, answer)]
            else:
                found = self._compare(task, rule, references, answer)
            checks += [{"evaluator": "string_match", **check} for check in found]
        if not answer.strip():
            # Without an answer nothing is answered, whatever the references would let through.
            checks = [check | {"passed": False} for check in checks]
        return checks

    async def _fuzzy_match(self, task: Task, references: Any, answer: str) -> Check:
        wanted = references if isinstance(references, str) else ", ".join(references)
        check: Check = {"rule": "fuzzy_match", "expected": wanted, "found": answer}
        if text_match.exact_match(wanted, answer):
            return check | {"passed": True}
        if self._judge is None:
            raise UserError(
                f"task {task.task_id} needs a judge model (fuzzy_match) and none is configured"
            )
        meaning = (
            wanted if wanted != "N/A" else str((task.eval.model_extra or {}).get("string_note"))
        )
        passed, words = await self._judge.agrees(task.intent, meaning, answer)
        return check | {"passed": passed, "judge": words}

    def _url_match(self, task: Task, url: str) -> Check:
        reference = self._urls.resolve(task.eval.reference_url or "")
        note = task.eval.url_note or "EXACT"
        if note not in _URL_RULES:
            raise UserError(f"task {task.task_id} has the unknown url_note '{note}'")
        options = reference.split(text_match.ALTERNATIVES)
        return {
            "evaluator": "url_match",
            "rule": note,
            "expected": self._urls.abstract(reference),
            "found": self._urls.abstract(url),
            "passed": bool(reference) and _URL_RULES[note](options, url),
        }

    async def _program_html(self, check: HtmlCheck, page: Page) -> Check:
        if check.url.startswith("func:") or check.locator.startswith("func:"):
            raise UserError(f"program_html helper functions are not supported: {check.url}")
        url = None if check.url == "last" else self._urls.resolve(check.url)
        content = await page.read(check.locator, url)
        results = [
            result
            for rule, references in check.required_contents.items()
            for result in self._compare(None, rule, references, content)
        ]
        return {
            "evaluator": "program_html",
            "url": check.url,
            "locator": check.locator,
            "expected": check.required_contents,
            "found": content[:_EVIDENCE_CHARS],
            "passed": bool(results) and all(result["passed"] for result in results),
        }

    def _compare(self, task: Task | None, rule: str, references: Any, found: str) -> list[Check]:
        """One check per reference of a rule that needs no judge."""
        if rule not in ("exact_match", "must_include", "must_exclude"):
            raise UserError(f"{_where(task)} uses the unknown comparison '{rule}'")
        compare = getattr(self._rules, rule)
        wanted = [references] if isinstance(references, str) else list(references)
        return [
            {"rule": rule, "expected": text, "found": found, "passed": compare(text, found)}
            for text in wanted
        ]


# A whole page as evidence would dwarf the episode it belongs to.
_EVIDENCE_CHARS = 2000


def _where(task: Task | None) -> str:
    return "a program_html check" if task is None else f"task {task.task_id}"


def _without_slash(url: str) -> str:
    return url.replace("localhost", "127.0.0.1").rstrip("/")


def _same_url(references: list[str], url: str) -> bool:
    return _without_slash(url) in [_without_slash(reference) for reference in references]


def _holds_url(references: list[str], url: str) -> bool:
    """WebArena's ``GOLD in PRED``: a reference's host and path are in the address's, and for every
    query parameter of the references the address has one of their values."""
    place, query = _parts(url)
    parsed = [_parts(reference) for reference in references]
    wanted: dict[str, set[str]] = {}
    for _, parameters in parsed:
        for name, values in parameters.items():
            wanted.setdefault(name, set()).update(values)
    return any(path in place for path, _ in parsed) and all(
        values & set(query.get(name, ())) for name, values in wanted.items()
    )


def _parts(url: str) -> tuple[str, dict[str, list[str]]]:
    parsed = urlsplit(_without_slash(url))
    return parsed.netloc + parsed.path.rstrip("/"), parse_qs(parsed.query)


_URL_RULES = {"EXACT": _same_url, "GOLD in PRED": _holds_url}
