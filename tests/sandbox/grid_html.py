"""What a person reads off a page of the back office."""

from __future__ import annotations

import re


def shown(html: str) -> str:
    """What a person reads: the text without markup, white space collapsed."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def column(html: str, position: int) -> list[str]:
    """The cells of a column of the first table, without its header."""
    rows = re.findall(r"<tr>(.*?)</tr>", html.split("<table")[1].split("</table>")[0], re.S)
    return [shown(re.findall(r"<td.*?</td>", row)[position]).strip() for row in rows[1:]]


def found(html: str) -> int:
    """How many records a grid says it has found."""
    return int(re.search(r'id="found">(\d+)', html)[1])  # type: ignore[index]
