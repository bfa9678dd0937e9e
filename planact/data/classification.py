"""Which class of failures a query and its plan belong to (4.3, A.7), as a teacher sees it."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import partial

from planact.data.answers import AnswerError
from planact.data.asking import Asker
from planact.data.failure_classes import OTHER, FailureClass
from planact.data.question import Question

ROLE = "failure_classifier"


def classification(
    key: str,
    site: str,
    classes: Sequence[FailureClass],
    intent: str,
    plan: str | None,
    *,
    failed: bool = False,
) -> Question[str]:
    """The question for the class; the answer is its id, or `OTHER`.

    Args:
        key: The question's key.
        site: The site, or group of sites.
        classes: Its classes.
        intent: The query.
        plan: Its plan; None where a planner made none.
        failed: Whether the plan is a planner's, which failed. Else it is right, and asked is which
            failures it would help to avoid.
    """
    return Question(
        key=key,
        role=ROLE,
        values={"site": site, "classes": classes, "intent": intent, "plan": plan, "failed": failed},
        read=partial(read_classification, ids=[known.id for known in classes]),
    )


def read_classification(text: str, ids: Collection[str]) -> str:
    """The id of the class that the answer names, or `OTHER`.

    Takes ``Class B``, ``[Class B: its name]``, a bold label, the bare letter, and reasoning before
    and remarks after it.

    Raises:
        AnswerError: It names no class, several, or one that there is not; the text says what to do.
    """
    headers = list(_HEADER.finditer(text))
    below = text[headers[-1].end() :].splitlines() if headers else []
    lines = [line for line in below if re.search(r"\w", line)]
    if not lines:
        raise AnswerError("there is no '## Classification' section with a class in it")
    bare = _BARE.match(lines[0])
    named = [bare[1]] if bare else [a or b for a, b in _LABEL.findall(lines[0])]
    labels = list(dict.fromkeys(OTHER if len(label) > 1 else label.upper() for label in named))
    allowed = ", ".join([*(f"'Class {one}'" for one in ids), f"'{OTHER}'"])
    if len(labels) != 1:
        what = "names several classes" if labels else "names no class"
        raise AnswerError(f"the '## Classification' section {what}: write one of {allowed}")
    if labels[0] != OTHER and labels[0] not in ids:
        raise AnswerError(f"there is no class {labels[0]}: write one of {allowed}")
    return labels[0]


async def classify(asker: Asker, questions: Sequence[Question[str]]) -> dict[str, str]:
    """The answers by the questions' keys; `OTHER` where no acceptable one was given."""
    given = await asker.accepted(questions)
    return {question.key: given.get(question.key, OTHER) for question in questions}


_HEADER = re.compile(
    r"^[ \t]*(?:#{1,4}[ \t]*\**|\*\*)?Classification\**[ \t]*(?::[ \t]*\**|$)", re.I | re.M
)
_LABEL = re.compile(r"\bClass[ \t]+\W?([A-Z])\b|\b(Other)\b", re.I)
_BARE = re.compile(r"\W*([A-Z])\W*(?:$|[:.)-])")
