"""Data pairs as generators write them (A.6, A.8): read tolerantly, section by section."""

from __future__ import annotations

import re
from dataclasses import dataclass

from planact.data.answers import AnswerError


@dataclass(frozen=True)
class Draft:
    """A pair as it was written; a section that is missing is empty.

    Attributes:
        intent: The text under ``User Query``.
        page: The text under ``Initial HTML State``: which example's page it begins on.
        plan: The text under ``Global Plan``.
    """

    intent: str
    page: str
    plan: str


def read_drafts(text: str) -> list[Draft]:
    """Every pair of the answer, in its order, whatever numbers they bear.

    Takes a missing space after ``##``, bold or differently cased labels, values on the label's line
    or below it, code fences, CRLF, and text before the first pair and between pairs; what a model
    thought first (``</think>``) is left out.

    Raises:
        AnswerError: There is no pair.
    """
    said = text.rpartition("</think>")[2]
    lines = said.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    clean = "\n".join(line for line in lines if not line.lstrip().startswith("```"))
    headers = list(_HEADER.finditer(clean))
    if not headers:
        raise AnswerError("no '## Data Pair 1' header found; start each data pair with its own")
    ends = [header.start() for header in headers[1:]] + [len(clean)]
    return [_draft(clean[header.end() : end]) for header, end in zip(headers, ends, strict=True)]


_HEADER = re.compile(
    r"^[ \t]*(?:#{1,4}[ \t]*\**[ \t]*Data[ \t]+Pair\b.*"
    r"|\**[ \t]*Data[ \t]+Pair[ \t]*[{\[]*\d+[}\]]*[ \t]*:?\**:?[ \t]*)$",
    re.I | re.M,
)
_LABEL = re.compile(
    r"^[ \t]*(?:#{1,4}[ \t]*|[-*][ \t]+)?\**(User Query|Initial HTML State|Global Plan)\**"
    r"[ \t]*(?::[ \t]*\**|$)[ \t]*",
    re.I | re.M,
)


def _draft(body: str) -> Draft:
    labels = list(_LABEL.finditer(body))
    ends = [label.start() for label in labels[1:]] + [len(body)]
    sections: dict[str, str] = {}
    for label, end in zip(labels, ends, strict=True):
        sections.setdefault(label[1].lower(), body[label.end() : end].strip())
    return Draft(
        intent=_unquoted(" ".join(sections.get("user query", "").split())),
        page=sections.get("initial html state", ""),
        plan=sections.get("global plan", ""),
    )


def _unquoted(text: str) -> str:
    """The text without quotation marks around the whole of it."""
    inside = text[1:-1]
    return inside.strip() if text == f'"{inside}"' and '"' not in inside else text
