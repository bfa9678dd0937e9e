"""Finding and starting the browser."""

from __future__ import annotations

from pathlib import Path

import pytest

from planact.browser import Browser
from planact.browser.browser import EXECUTABLE_VARIABLE, find_executable
from planact.config.schema import BrowserConfig
from planact.core.errors import UserError


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only folder on the PATH."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv(EXECUTABLE_VARIABLE, raising=False)
    return tmp_path


def program(path: Path) -> str:
    path.write_text("#!/bin/sh\n")
    path.chmod(0o755)
    return str(path)


def test_playwrights_own_browser_comes_before_those_on_the_path(folder: Path) -> None:
    chrome = program(folder / "google-chrome")
    chromium = program(folder / "chromium")
    own = program(folder / "own")
    assert find_executable(BrowserConfig(), own) == own
    assert find_executable(BrowserConfig(), str(folder / "not-installed")) == chromium
    Path(chromium).unlink()
    assert find_executable(BrowserConfig(), str(folder / "not-installed")) == chrome


def test_a_build_for_headless_use_comes_first_unless_there_is_a_window(folder: Path) -> None:
    shell = program(folder / "chromium-headless-shell")
    chromium = program(folder / "chromium")
    assert find_executable(BrowserConfig(), "") == shell
    assert find_executable(BrowserConfig(headless=False), "") == chromium


def test_a_browser_that_is_named_comes_first(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own, chrome, other = (program(folder / name) for name in ("own", "google-chrome", "other"))
    monkeypatch.setenv(EXECUTABLE_VARIABLE, chrome)
    assert find_executable(BrowserConfig(), own) == chrome
    assert find_executable(BrowserConfig(executable=other), own) == other


def test_a_missing_browser_is_said_with_ways_to_get_one(folder: Path) -> None:
    with pytest.raises(UserError, match=r"no browser found: install .* env\.browser\.executable"):
        find_executable(BrowserConfig(), str(folder / "none"))
    with pytest.raises(UserError, match=r"there is no browser at /no/such: install"):
        find_executable(BrowserConfig(executable="/no/such"), "")


async def test_a_program_that_is_no_browser_is_said_in_one_line(tmp_path: Path) -> None:
    executable = program(tmp_path / "chromium")
    with pytest.raises(UserError, match="the browser does not start: ") as caught:
        await Browser.launch(BrowserConfig(executable=executable))
    assert "\n" not in str(caught.value)
