"""What tests read off the forum site's pages."""

from __future__ import annotations

import re


def titles(html: str) -> list[str]:
    """The titles of the posts that a page lists."""
    return re.findall(r"<h3><a[^>]*>([^<]+)</a>", html)


def text_of(html: str, element: str) -> str:
    """The text at the beginning of the element with this id."""
    match = re.search(rf'id="{element}"[^>]*>([^<]*)<', html)
    assert match is not None, element
    return match[1]


def first_comment(html: str) -> tuple[str, str]:
    """Author and text of the page's first comment."""
    match = re.search(r'data-author="(\w+)">.*?<p class="text">([^<]*)<', html, re.DOTALL)
    assert match is not None
    return match[1], match[2]


def authors(html: str) -> list[str]:
    """Who wrote the page's comments that are no replies."""
    return re.findall(r'class="comment depth0" data-author="(\w+)"', html)
