"""WebArena's evaluators: a task's score from its answer, its last address and the sites' pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from planact.core.errors import UserError
from planact.core.task import HtmlCheck, Task
from planact.core.trajectory import Evaluation
from planact.envs import text_match
from planact.envs.urls import SiteUrls, holds_url, same_url

Check = dict[str, Any]
References = Mapping[str, Any]
"""For the name of a comparison, the text or the texts to compare with."""


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
    """What the published scorers disagree about.

    Attributes:
        texts: By the name of a comparison, whether a reference fits a text.
        urls: By a task's ``url_note``, whether one of the references fits an address.
    """

    texts: Mapping[str, Callable[[str, str], bool]]
    urls: Mapping[str, Callable[[Sequence[str], str], bool]]


SCORERS = {
    "vab": Rules(
        texts={
            "exact_match": text_match.exact_match,
            "must_include": text_match.must_include,
            "must_exclude": text_match.must_exclude,
        },
        urls={"EXACT": same_url, "GOLD in PRED": holds_url},
    ),
}

_EVALUATORS = ("string_match", "url_match", "program_html")

# A whole page as evidence would dwarf the episode it belongs to.
_EVIDENCE_CHARS = 2000


class Scorer:
    """Scores episodes under one rule set.

    Args:
        name: The rule set's name, a key of `SCORERS`.

    Raises:
        UserError: There is no rule set of that name.
    """

    def __init__(self, name: str) -> None:
        if name not in SCORERS:
            known = ", ".join(sorted(SCORERS))
            raise UserError(f"env.scorer={name} is not known: use one of {known}")
        self._name = name
        self._rules = SCORERS[name]

    def check(self, task: Task) -> None:
        """See to it that the task can be scored, before anybody works on it.

        Raises:
            UserError: The task asks for something that the scorer does not know or cannot do.
        """
        for fault in self._faults(task):
            raise UserError(f"task {task.task_id} cannot be scored: {fault}")

    async def evaluate(
        self, task: Task, answer: str | None, page: Page, urls: SiteUrls
    ) -> Evaluation:
        """The score, 1.0 if every check passes, with the evidence of each.

        Args:
            task: What was to be done.
            answer: What the agent said at the end.
            page: Where it was at the end.
            urls: The sites' addresses, for the placeholders in the task.

        Raises:
            UserError: As `check`.
            BrowserError: A page that a check looks at could not be opened.
        """
        self.check(task)
        checks: list[Check] = []
        for kind in task.eval.eval_types:
            if kind == "string_match":
                checks += self._string_match(task, answer or "")
            elif kind == "url_match":
                checks.append(self._url_match(task, page.url, urls))
            else:
                checks += [
                    await self._program_html(check, page, urls) for check in task.eval.program_html
                ]
        score = float(bool(checks) and all(check["passed"] for check in checks))
        return Evaluation(score=score, scorer=self._name, checks=tuple(checks))

    # ---- What cannot be scored -------------------------------------------------------------------

    def _faults(self, task: Task) -> Iterable[str]:
        evaluation = task.eval
        for kind in evaluation.eval_types:
            if kind not in _EVALUATORS:
                yield f"unknown evaluator '{kind}'"
        if "string_match" in evaluation.eval_types:
            yield from self._reference_faults(evaluation.reference_answers or {})
        if "url_match" in evaluation.eval_types and _url_note(task) not in self._rules.urls:
            yield f"unknown url_note '{_url_note(task)}'"
        if "program_html" in evaluation.eval_types:
            for check in evaluation.program_html:
                yield from _html_faults(check)
                yield from self._reference_faults(check.required_contents)

    def _reference_faults(self, references: References) -> Iterable[str]:
        for rule, wanted in references.items():
            if rule == "fuzzy_match":
                yield "fuzzy_match needs a judge, and judged tasks are not supported yet"
            elif rule not in self._rules.texts:
                yield f"unknown comparison '{rule}'"
            elif not all(isinstance(text, str) for text in _texts(wanted)):
                yield f"{rule} compares with a text or a list of texts, not with {wanted!r}"

    # ---- The evaluators --------------------------------------------------------------------------

    def _string_match(self, task: Task, answer: str) -> list[Check]:
        checks = self._compare(task.eval.reference_answers or {}, answer)
        # Without an answer nothing is answered, whatever the references would let through.
        unanswered = {} if answer.strip() else {"passed": False}
        return [{"evaluator": "string_match", **check, **unanswered} for check in checks]

    def _url_match(self, task: Task, url: str, urls: SiteUrls) -> Check:
        reference, note = urls.resolve(task.eval.reference_url or ""), _url_note(task)
        options = reference.split(text_match.ALTERNATIVES)
        return {
            "evaluator": "url_match",
            "rule": note,
            "expected": urls.abstract(reference),
            "found": urls.abstract(url),
            "passed": bool(reference) and self._rules.urls[note](options, url),
        }

    async def _program_html(self, check: HtmlCheck, page: Page, urls: SiteUrls) -> Check:
        url = None if check.url == "last" else urls.resolve(check.url)
        content = await page.read(check.locator, url)
        results = self._compare(check.required_contents, content)
        return {
            "evaluator": "program_html",
            "url": check.url,
            "locator": check.locator,
            "expected": check.required_contents,
            "found": content[:_EVIDENCE_CHARS],
            "passed": bool(results) and all(result["passed"] for result in results),
        }

    def _compare(self, references: References, found: str) -> list[Check]:
        """One check a reference."""
        return [
            {
                "rule": rule,
                "expected": text,
                "found": found,
                "passed": self._rules.texts[rule](text, found),
            }
            for rule, wanted in references.items()
            for text in _texts(wanted)
        ]


def _texts(wanted: Any) -> list[Any]:
    return wanted if isinstance(wanted, list) else [wanted]


def _url_note(task: Task) -> str:
    return task.eval.url_note or "EXACT"


def _html_faults(check: HtmlCheck) -> Iterable[str]:
    """What WebArena's own program_html runs in Python or in the page, and we do not."""
    for text in (check.url, check.locator):
        if text.startswith(("func:", "lambda:")):
            yield f"program_html helper functions are not supported: {text}"
    if (check.model_extra or {}).get("prep_actions"):
        yield "program_html with prep_actions is not supported"
