"""Follow every link of a sandbox site, as a visitor with nothing but a keyboard could."""

from __future__ import annotations

from collections import deque
from html.parser import HTMLParser
from urllib.parse import urljoin

from starlette.testclient import TestClient


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.targets: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        href = dict(attrs).get("href") or ""
        if tag == "a" and not href.startswith("#"):
            self.targets.append(href)


def crawl(client: TestClient, start: str) -> dict[str, tuple[int, str]]:
    """Status and HTML of every page that links below ``start`` lead to, by path."""
    pages: dict[str, tuple[int, str]] = {}
    waiting = deque([start])
    while waiting:
        path = waiting.popleft()
        if path in pages or not path.startswith(start):
            continue
        response = client.get(path)
        pages[path] = response.status_code, response.text
        links = _Links()
        links.feed(response.text)
        waiting.extend(urljoin(path, target) for target in links.targets)
    return pages
