"""How answers and page contents are compared with references; WebArena's names for the rules."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

ALTERNATIVES = " |OR| "


def clean(text: str) -> str:
    """The text without surrounding space and one pair of quotes, in lower case."""
    text = text.strip()
    for quote in ("'", '"'):
        if len(text) >= 2 and text.startswith(quote) and text.endswith(quote):
            text = text[1:-1]
            break
    return text.lower()


def tokens(text: str) -> list[str]:
    """Words and punctuation, split as the Penn Treebank does for what answers hold.

    A number keeps its commas, points and colons (``1,299.00``, ``10:30``), a word its hyphens,
    points and slashes; quotes, currency signs, brackets and closing punctuation stand alone.
    """
    return _TOKEN.findall(text)


def exact_match(reference: str, found: str) -> bool:
    """Whether both are the same once cleaned."""
    return clean(found) == clean(reference)


def same_tokens(reference: str, found: str) -> bool:
    """The paper's release: whether both have the same tokens, in whatever order."""
    return Counter(tokens(clean(found))) == Counter(tokens(clean(reference)))


def must_include(reference: str, found: str) -> bool:
    """VisualAgentBench: whether the reference, or one of its `ALTERNATIVES`, is in the text.

    A reference of one token must be a token of the text, so that ``0`` is not found in ``10``.
    """
    return any(_includes(option, found) for option in reference.split(ALTERNATIVES))


def must_include_literally(references: Sequence[str], found: str) -> list[bool]:
    """BrowserGym, of answers: whether each reference, as it is written, is a part of the text.

    Where a single character is all that is wanted, it must be a token of the text.
    """
    text, wanted = clean(found), [clean(reference) for reference in references]
    if [len(reference) for reference in wanted] == [1]:
        return [wanted[0] in tokens(text)]
    return [reference in text for reference in wanted]


def must_include_one(reference: str, found: str) -> bool:
    """BrowserGym, of pages: whether one of the `ALTERNATIVES` is a part of the text."""
    return any(clean(option) in clean(found) for option in reference.split(ALTERNATIVES))


def must_include_tokens(reference: str, found: str) -> bool:
    """The paper's release: whether the reference, or all its tokens in any order, is in the text.

    So is one of its `ALTERNATIVES`.
    """
    text = clean(found)
    words = Counter(tokens(text))
    return any(
        clean(option) in text or Counter(tokens(clean(option))) <= words
        for option in reference.split(ALTERNATIVES)
    )


def must_exclude(reference: str, found: str) -> bool:
    """Whether the reference is not in the text, as `must_include` looks for it; any scorer's."""
    return not _includes(reference, found)


_TOKEN = re.compile(r"\w+(?:[-./]\w+|[,:]\d+)*|[^\w\s]")


def _includes(reference: str, found: str) -> bool:
    wanted, text = clean(reference), clean(found)
    if len(tokens(wanted)) == 1:
        return wanted in tokens(text)
    return wanted in text
