"""How answers and page contents are compared with references; WebArena's names for the rules."""

from __future__ import annotations

import re

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


def must_include(reference: str, found: str) -> bool:
    """Whether the reference, or one of its `ALTERNATIVES`, is in the text.

    A reference of one token must be a token of the text, so that ``0`` is not found in ``10``.
    """
    return any(_includes(option, found) for option in reference.split(ALTERNATIVES))


def must_exclude(reference: str, found: str) -> bool:
    """Whether the reference is not in the text, by the rule of `must_include`."""
    return not _includes(reference, found)


_TOKEN = re.compile(r"\w+(?:[-./]\w+|[,:]\d+)*|[^\w\s]")


def _includes(reference: str, found: str) -> bool:
    wanted, text = clean(reference), clean(found)
    if len(tokens(wanted)) == 1:
        return wanted in tokens(text)
    return wanted in text
