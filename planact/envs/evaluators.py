"""WebArena's evaluators: a task's score from the evidence that its episode left."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from planact.core.errors import UserError
from planact.core.task import HtmlCheck, Task
from planact.core.trajectory import Evaluation, Evidence, PageContent
from planact.envs import text_match
from planact.envs.evidence import Ending, Page, collect_evidence, shortened
from planact.envs.judges import Judge, Question, StrictJudge, Verdict
from planact.envs.rules import SCORERS, Comparison
from planact.envs.urls import SiteUrls

Check = dict[str, Any]
References = Mapping[str, Any]
"""For the name of a comparison, the text or the texts to compare with."""

FUZZY = "fuzzy_match"
"""The comparison that a judge makes."""

IMPOSSIBLE = "N/A"
"""The answer to a task that cannot be done."""

_EVALUATORS = ("string_match", "url_match", "program_html")
# The evidence has the whole of it.
_SHOWN_CHARS = 500


class EvidenceError(ValueError):
    """The evidence does not say how the episode ended; the text says what is missing."""


class Scorer:
    """Scores episodes under one rule set.

    Args:
        name: The rule set's name, a key of `SCORERS`.
        judge: Who judges answers in free words; without one only texts equal to a reference fit.

    Raises:
        UserError: There is no rule set of that name.
    """

    def __init__(self, name: str, judge: Judge | None = None) -> None:
        if name not in SCORERS:
            known = ", ".join(SCORERS)
            raise UserError(f"env.scorer={name} is not known: use one of {known}")
        self._name = name
        self._rules = SCORERS[name]
        self._judge = judge or StrictJudge()

    def check(self, task: Task) -> None:
        """See to it that the task can be scored, before anybody works on it.

        Raises:
            UserError: The task asks for something that the scorer does not know or cannot do.
        """
        for fault in self._faults(task):
            raise UserError(f"task {task.task_id} cannot be scored: {fault}")

    async def evaluate(self, task: Task, ending: Ending, page: Page, urls: SiteUrls) -> Evaluation:
        """Gather the evidence of an episode that has just ended, and score it.

        Args:
            task: What was to be done.
            ending: How the attempt ended.
            page: Where it ended, and how pages are read.
            urls: The sites' addresses, for the placeholders in the task.

        Raises:
            UserError: As `check`, or as `Judge.verdict`.
            BrowserError: A page that a check looks at could not be opened.
            JudgeError: A verdict is needed and cannot be had.
        """
        self.check(task)
        return await self.score(task, await collect_evidence(task, ending, page, urls))

    async def score(self, task: Task, evidence: Evidence) -> Evaluation:
        """The score, 1.0 if every check passes, with each check and the evidence as it is kept.

        Raises:
            UserError: As `check`, or as `Judge.verdict`.
            EvidenceError: A page was cut before what decides the check.
            JudgeError: A verdict is needed and cannot be had.
        """
        self.check(task)
        checks: list[Check] = []
        for kind in task.eval.eval_types:
            if kind == "string_match":
                checks += await self._string_match(task, evidence)
            elif kind == "url_match":
                checks.append(self._url_match(task, evidence))
            else:
                checks += await self._program_html(task, evidence)
        return Evaluation(
            score=float(_all_pass(checks)),
            scorer=self._name,
            checks=tuple(checks),
            evidence=shortened(evidence),
        )

    async def close(self) -> None:
        """Release what the judge holds."""
        await self._judge.close()

    # ---- What cannot be scored -------------------------------------------------------------------

    def _faults(self, task: Task) -> Iterable[str]:
        evaluation = task.eval
        for kind in evaluation.eval_types:
            if kind not in _EVALUATORS:
                yield f"unknown evaluator '{kind}'"
        if "string_match" in evaluation.eval_types:
            yield from _reference_faults(evaluation.reference_answers or {}, self._rules.answers)
        if "url_match" in evaluation.eval_types:
            if self._url_note(task) not in self._rules.urls:
                yield f"unknown url_note '{self._url_note(task)}'"
            for url in _addresses(task):
                if not url.startswith("__"):
                    yield f"reference_url '{url}' must begin as __SHOPPING__/cart does"
        if "program_html" in evaluation.eval_types:
            for check in evaluation.program_html:
                yield from _html_faults(check)
                yield from _reference_faults(check.required_contents, self._rules.contents)

    def _url_note(self, task: Task) -> str:
        return task.eval.url_note or self._rules.url_note

    # ---- The evaluators --------------------------------------------------------------------------

    async def _string_match(self, task: Task, evidence: Evidence) -> list[Check]:
        """The checks of the first text that passes them all, else of the answer itself."""
        references = task.eval.reference_answers or {}
        said = [text for text in self._rules.texts(evidence) if text.strip()]
        tried = [
            # Without an answer nothing is answered, whatever the references would let through.
            {"rule": rule, "expected": wanted, "found": "", "passed": False}
            for rule, wanted in references.items()
        ]
        for number, text in enumerate(dict.fromkeys(said)):
            checks = await self._compare_answer(task, references, text)
            if number == 0 or _all_pass(checks):
                tried = checks
            if _all_pass(checks):
                break
        return [{"evaluator": "string_match", **check} for check in tried]

    def _url_match(self, task: Task, evidence: Evidence) -> Check:
        note = self._url_note(task)
        fits, references = self._rules.urls[note], _addresses(task)
        alone = task.eval.eval_types == ("url_match",)
        counted = evidence.urls if self._rules.every_step and alone else evidence.urls[-1:]
        reached = next((url for url in counted if fits(references, url)), None)
        return {
            "evaluator": "url_match",
            "rule": note,
            "expected": task.eval.reference_url,
            "found": reached or evidence.urls[-1],
            "passed": reached is not None,
        }

    async def _program_html(self, task: Task, evidence: Evidence) -> list[Check]:
        looked_at = zip(task.eval.program_html, evidence.pages, strict=True)
        return [await self._content(task, check, page) for check, page in looked_at]

    async def _content(self, task: Task, check: HtmlCheck, page: PageContent) -> Check:
        required, rules = check.required_contents, self._rules.contents
        # What is missing from a page that was cut may have stood in the rest.
        if page.is_cut and set(required) != {"must_include"}:
            raise _cut(page)
        results = _compare(required, page.content, rules)
        if FUZZY in required:
            reference = ", ".join(_texts(required[FUZZY]))
            results.append(await self._judged(task, reference, page.content))
        if page.is_cut and not _all_pass(results):
            raise _cut(page)
        verdicts = [result["judged"] for result in results if "judged" in result]
        return {
            "evaluator": "program_html",
            "url": check.url,
            "locator": check.locator,
            "expected": required,
            "found": page.content[:_SHOWN_CHARS],
            "passed": _all_pass(results),
            **({"judged": verdicts[0]} if verdicts else {}),
        }

    # ---- Comparing -------------------------------------------------------------------------------

    async def _compare_answer(self, task: Task, references: References, text: str) -> list[Check]:
        """One check a reference."""
        checks = _compare(references, text, self._rules.answers)
        if FUZZY not in references:
            return checks
        wanted = references[FUZZY]
        if wanted == IMPOSSIBLE:
            return [*checks, await self._impossible(task, text)]
        joined = [", ".join(_texts(wanted))] if self._rules.joins else _texts(wanted)
        return [*checks, *[await self._judged(task, reference, text) for reference in joined]]

    async def _impossible(self, task: Task, text: str) -> Check:
        """``N/A`` passes at once; what else is said must give the reason why it cannot be done."""
        passed = text_match.exact_match(IMPOSSIBLE, text)
        reason = (task.eval.model_extra or {}).get("string_note")
        if reason and not passed:
            return await self._judged(task, reason, text, impossible=True)
        return {"rule": FUZZY, "expected": IMPOSSIBLE, "found": text, "passed": passed}

    async def _judged(
        self, task: Task, reference: str, text: str, *, impossible: bool = False
    ) -> Check:
        question = Question(task.intent, reference, text, impossible)
        verdict = await self._judge.verdict(question) if text.strip() else Verdict.INCORRECT
        partial = self._rules.partial and verdict is Verdict.PARTIAL
        return {
            "rule": FUZZY,
            "expected": reference,
            "found": text,
            "judged": {"judge": self._judge.name, "verdict": verdict.value},
            "passed": verdict is Verdict.CORRECT or partial,
        }


def _compare(references: References, found: str, rules: Mapping[str, Comparison]) -> list[Check]:
    """One check a reference; those for a judge are left out."""
    return [
        {"rule": rule, "expected": text, "found": found, "passed": passed}
        for rule, wanted in references.items()
        if rule != FUZZY
        for text, passed in zip(_texts(wanted), rules[rule](_texts(wanted), found), strict=True)
    ]


def _all_pass(checks: Sequence[Check]) -> bool:
    return bool(checks) and all(check["passed"] for check in checks)


def _texts(wanted: Any) -> list[Any]:
    return wanted if isinstance(wanted, list) else [wanted]


def _addresses(task: Task) -> list[str]:
    return (task.eval.reference_url or "").split(text_match.ALTERNATIVES)


def _cut(page: PageContent) -> EvidenceError:
    return EvidenceError(
        f"{len(page.content)} of a page's {page.chars} characters were kept, and they do not "
        "decide the check: run the task again"
    )


def _reference_faults(references: References, rules: Mapping[str, Comparison]) -> Iterable[str]:
    for rule, wanted in references.items():
        if rule not in (*rules, FUZZY):
            yield f"unknown comparison '{rule}'"
        elif not all(isinstance(text, str) for text in _texts(wanted)):
            yield f"{rule} compares with a text or a list of texts, not with {wanted!r}"


def _html_faults(check: HtmlCheck) -> Iterable[str]:
    """What WebArena's own program_html runs in Python or in the page, and we do not."""
    for text in (check.url, check.locator):
        if text.startswith(("func:", "lambda:")):
            yield f"program_html helper functions are not supported: {text}"
    if (check.model_extra or {}).get("prep_actions"):
        yield "program_html with prep_actions is not supported"
