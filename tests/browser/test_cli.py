"""python -m planact.browser."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from .conftest import Site

PAGES = Path(__file__).parent / "pages"


def run(*arguments: str, actions: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "planact.browser", *arguments],
        input=actions,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_observe_prints_what_a_model_sees_of_a_file_with_its_size_and_time() -> None:
    page = str(PAGES / "06_long_scroll.html")
    result = run("observe", page, "--style", "compact", "--scroll", "900")
    assert result.returncode == 0
    lines = result.stdout.splitlines()
    assert lines[0] == "<scroll>more above</scroll>"
    assert lines[2] == "<tr>#1038 | Order 38 [1] | Complete</tr>"
    size = rf"{len(result.stdout) - 1} characters, 610 nodes, \d+\.\d ms, status none, file://\S+"
    assert re.search(f"^{size}$", result.stderr, re.MULTILINE)


def test_act_shows_the_page_after_each_action_and_says_what_went_wrong(
    site: Site, other_site: Site
) -> None:
    site.page("/", f'<a href="/next">Next</a><img src="{other_site.url}/image.png">')
    site.page("/next", "<h1>Next page</h1>")
    actions = (
        '\ndo(action="Jump")\ndo(action="Click", element="9")\ndo(action="Click", element="0")\n'
    )
    result = run("act", site.url, "--style", "compact", actions=actions + 'exit(message="42")\n')
    assert result.returncode == 0
    first = "<a>Next [0]</a>"
    assert result.stdout.splitlines() == [first, first, "<h1>Next page</h1>", "answer: 42"]
    assert "error: unknown action 'Jump'" in result.stderr
    assert "error: element 9 is not on the page: ids go from 0 to 0" in result.stderr
    assert f"refused: {other_site.host} (only" in result.stderr
    assert other_site.paths() == []


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["no-such.html"], "no page at 'no-such.html': give an http(s) address"),
        (["http://127.0.0.1:9"], "http://127.0.0.1:9 cannot be opened: ERR_"),
        (["ftp://host/page"], "no page at 'ftp://host/page'"),
        (
            [str(PAGES / "05_map.html"), "--executable", "/no/such"],
            "there is no browser at /no/such",
        ),
    ],
)
def test_bad_input_is_one_clear_line(arguments: list[str], line: str) -> None:
    result = run("observe", *arguments)
    assert result.returncode == 2
    assert result.stdout == ""
    assert result.stderr.startswith(f"error: {line}")
    assert result.stderr.count("\n") == 1
