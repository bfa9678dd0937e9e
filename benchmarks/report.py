"""How long the report of a run takes to write and to open, beside the limit of 2 seconds.

    python benchmarks/report.py [--cells N ...] [--json]

Runs are made up: 165 episodes of 12 rounds, each round with a page of 2,000 characters. A report is
open when the browser has loaded it from the disk and drawn it with all its rows; an episode is open
when its last round is drawn. Both are the median of several times.
"""

from __future__ import annotations

import argparse
import json
import statistics
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright
from rich.console import Console
from rich.table import Table

from planact.browser.browser import find_executable
from planact.config.compose import compose_config
from planact.config.schema import BrowserConfig
from planact.core.errors import UserError
from planact.core.trajectory import Episode, Evaluation, PlanMade, Round, Usage
from planact.report.finished import FinishedRun
from planact.report.html import write_report
from planact.report.results import score_run

LIMIT = 2.0
TASKS, ROUNDS, LINES, TIMES = 165, 12, 60, 5

PAGE = "\n".join(f"<a>Entry {line} of a long list [{line}]</a>" for line in range(LINES))
PLAN = "\n\n".join(f"## Step {n}\nReasoning: It helps.\nStep: Open 'Entry {n}'" for n in (1, 2, 3))
SITES = ("gitlab", "map", "reddit", "shopping", "shopping_admin")

_DRAWN = """async () => {
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  return document.querySelectorAll("#list tbody tr").length;
}"""


def main(cells: list[int]) -> list[dict[str, float]]:
    """Measure reports of so many cells; a row of figures each.

    Raises:
        UserError: There is no browser.
    """
    with tempfile.TemporaryDirectory() as folder:
        pages = {count: Path(folder, str(count)) for count in cells}
        # Playwright keeps an event loop running, in which prompts cannot be rendered.
        writing = {count: _seconds(partial(_write, count, at)) for count, at in pages.items()}
        with sync_playwright() as playwright:
            executable = find_executable(BrowserConfig(), playwright.chromium.executable_path)
            browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
            return [
                {"cells": count, "write": writing[count], **_opened(browser, at, count)}
                for count, at in pages.items()
            ]


def _write(count: int, out: Path) -> None:
    config = compose_config(["planner=base", "executor=base", "tracking=none"])
    runs = []
    for number in range(count):
        run = FinishedRun(out / f"run{number}", config, [_episode(n) for n in range(TASKS)])
        results = score_run(run.episodes, [], config, judge="strict", seconds=0.0, parts={})
        run.folder.mkdir(parents=True)
        (run.folder / "results.json").write_text(json.dumps(results), encoding="utf-8")
        runs.append(run)
    write_report(runs, out)


def _episode(number: int) -> Episode:
    taken = [
        Round(
            observation=f"<h1>Page {at}</h1>\n{PAGE}",
            reply=f'# Step {1 + at // 4}. Open it\ndo(action="Click", element="{at}")',
            action=f'do(action="Click", element="{at}")',
            element=f"Entry {at}",
            step=1 + at // 4,
            prompt_sha="0123456789ab",
            usage=Usage(prompt_tokens=900, completion_tokens=20, seconds=0.25),
        )
        for at in range(ROUNDS)
    ]
    return Episode(
        task_id=number,
        template_id=number // 10,
        intent=f"Find out how many orders customer {number} placed in March, and how many in May.",
        sites=(SITES[number % len(SITES)],),
        rounds=tuple(taken),
        status="done",
        stop_reason="rounds",
        plans=(PlanMade(round=0, text=PLAN, prompt_sha="0123456789ab"),),
        evaluation=Evaluation(score=float(number % 2), scorer="vab"),
    )


def _opened(browser: Browser, folder: Path, cells: int) -> dict[str, float]:
    opening, showing = [], []
    for number in range(TIMES):
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        opening.append(_seconds(partial(_open, page, folder / "report.html", cells)))
        showing.append(_seconds(partial(_show, page, number)))
        page.close()
    return {"open": statistics.median(opening), "episode": statistics.median(showing)}


def _open(page: Page, report: Path, cells: int) -> None:
    page.goto(report.as_uri())
    if page.evaluate(_DRAWN) != cells * TASKS:
        raise RuntimeError(f"{report} does not list every episode")


def _show(page: Page, task: int) -> None:
    page.evaluate(f"location.hash = '#episode/c0/{task}'")
    page.locator(".round").nth(ROUNDS - 1).wait_for()


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _table(rows: list[dict[str, float]]) -> Table:
    title = f"{TASKS} episodes of {ROUNDS} rounds a cell; limit of opening {LIMIT:g} s"
    table = Table("cells", "written in", "opens in", "an episode opens in", title=title)
    for row in rows:
        table.add_row(
            f"{row['cells']:.0f}",
            f"{row['write']:.1f} s",
            f"{row['open']:.2f} s",
            f"{row['episode']:.2f} s",
        )
    return table


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Time the report.")
    parser.add_argument("--cells", type=int, nargs="+", default=[1, 22], metavar="N")
    parser.add_argument("--json", action="store_true", help="end with one JSON object")
    arguments = parser.parse_args()
    try:
        measured = main(arguments.cells)
    except UserError as error:
        raise SystemExit(f"error: {error}") from None
    Console().print(_table(measured))
    if arguments.json:
        print(json.dumps({"limit": LIMIT, "reports": measured}))
    raise SystemExit(0 if all(row["open"] < LIMIT for row in measured) else 1)
