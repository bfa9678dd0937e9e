"""How fast the sandbox is, beside the browser's own page loads, which are the limit.

    python benchmarks/sandbox.py [--tasks N]

The limit of an episode is what Chromium alone needs to load the pages that the oracle sees in it,
in one tab and with nothing else done. Both are measured in the same run, over the same tasks and
with as many at a time.
"""

from __future__ import annotations

import argparse
import asyncio
import http.client
import statistics
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager

from playwright.async_api import Browser as Chromium
from playwright.async_api import async_playwright
from rich.console import Console
from rich.table import Table

from planact.browser.browser import find_executable
from planact.config.schema import BrowserConfig, EnvConfig, ObservationConfig, ObservationStyle
from planact.core.errors import UserError
from planact.core.task import Task
from planact.data.demonstrate import Demonstration, demonstrate
from planact.envs.sandbox import SandboxEnvironment
from planact.rollout.choice import spread
from planact.rollout.work import work_through
from planact.sandbox.sites import SITES
from planact.sandbox.state import EpisodeStates

CONCURRENT = (1, 2, 4, 8)
MAX_ROUNDS = 40
SERVED_SECONDS = 2.0
RESETS = 200

OBSERVATION = ObservationConfig(style=ObservationStyle.compact)


async def main(count: int) -> None:
    """Measure, and print three tables.

    Raises:
        UserError: A number is not positive, or the browser does not start.
    """
    if count < 1:
        raise UserError(f"--tasks must be 1 or more, not {count}")
    console = Console()
    console.print(_served())
    environment = SandboxEnvironment(EnvConfig(name="sandbox", observation=OBSERVATION))
    tasks = spread(environment.tasks("test"), count)
    await environment.start()
    try:
        async with async_playwright() as playwright:
            path = find_executable(BrowserConfig(), playwright.chromium.executable_path)
            chromium = await playwright.chromium.launch(executable_path=path)
            shown, at_a_time = await _episodes(environment, chromium, tasks)
            console.print(await _parts(environment, chromium, shown))
            console.print(at_a_time)
            await chromium.close()
    finally:
        await environment.stop()


def _served() -> Table:
    """Front pages a second, by one client that asks for one after the other."""
    table = Table("site", "pages a second", "ms a page", title="Pages served, without a browser")
    with _server_process() as port:
        for site in SITES:
            client = http.client.HTTPConnection("127.0.0.1", port)
            pages, started = 0, time.perf_counter()
            while time.perf_counter() < started + SERVED_SECONDS:
                client.request("GET", f"/{site}/")
                client.getresponse().read()
                pages += 1
            seconds = time.perf_counter() - started
            table.add_row(site, f"{pages / seconds:.0f}", f"{1000 * seconds / pages:.2f}")
            client.close()
    return table


@contextmanager
def _server_process() -> Iterator[int]:
    """The sandbox in a process of its own; gives its port."""
    command = [sys.executable, "-m", "planact.sandbox"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        address = process.stdout.readline().split("http://127.0.0.1:")[1]
        try:
            yield int(address.split("/")[0])
        finally:
            process.terminate()


async def _parts(
    environment: SandboxEnvironment, chromium: Chromium, shown: Sequence[Demonstration]
) -> Table:
    """Medians of what an episode is made of; acting ends when the page has settled."""
    rounds = [taken for one in shown for taken in one.trajectory.rounds]
    load = await _page_load_ms(environment, chromium, shown)
    acts = [taken.act_seconds for taken in rounds if not taken.reply.endswith("exit()")]
    parts = {
        "reset of the state": _reset_ms(),
        "observation": 1000 * statistics.median(taken.observe_seconds for taken in rounds),
        "action": 1000 * statistics.median(acts),
        "page load by Chromium alone": load,
    }
    table = Table("part", "median ms", "to a page load", title="Parts of an episode")
    for name, taken in parts.items():
        table.add_row(name, f"{taken:.1f}", f"{taken / load:.2f}x")
    return table


def _reset_ms() -> float:
    states = EpisodeStates(0)
    times = []
    for number in range(RESETS):
        started = time.perf_counter()
        states.get(str(number))
        times.append(1000 * (time.perf_counter() - started))
        states.discard(str(number))
    return statistics.median(times)


async def _page_load_ms(
    environment: SandboxEnvironment, chromium: Chromium, shown: Sequence[Demonstration]
) -> float:
    page = await chromium.new_page(viewport={"width": 1280, "height": 720})
    times = []
    for url in dict.fromkeys(url for one in shown for url in _pages(environment, one)):
        started = time.perf_counter()
        await page.goto(url)
        times.append(1000 * (time.perf_counter() - started))
    await page.close()
    return statistics.median(times)


async def _episodes(
    environment: SandboxEnvironment, chromium: Chromium, tasks: Sequence[Task]
) -> tuple[list[Demonstration], Table]:
    """Oracle episodes a minute, by how many run at a time."""
    table = Table(
        "at a time",
        "episodes a minute",
        "by page loads alone",
        "share of the limit",
        title=f"Oracle episodes ({len(tasks)} tasks)",
    )
    shown: dict[int, Demonstration] = {}

    async def play(task: Task) -> None:
        episode = f"benchmark-{task.task_id}"
        one = await demonstrate(environment, task, episode, OBSERVATION, MAX_ROUNDS)
        shown[task.task_id] = one

    async def load(task: Task) -> None:
        page = await chromium.new_page(viewport={"width": 1280, "height": 720})
        for url in _pages(environment, shown[task.task_id]):
            await page.goto(url)
        await page.close()

    # The parts of an episode are timed where nothing else runs; the first pass warms up.
    await _per_minute(tasks, play, 1)
    await _per_minute(tasks, play, 1)
    alone = list(shown.values())
    for at_a_time in CONCURRENT:
        made = await _per_minute(tasks, play, at_a_time)
        limit = await _per_minute(tasks, load, at_a_time)
        table.add_row(str(at_a_time), f"{made:.0f}", f"{limit:.0f}", f"{made / limit:.2f}")
    return alone, table


def _pages(environment: SandboxEnvironment, one: Demonstration) -> list[str]:
    """The addresses that the episode loads, in order."""
    urls = [environment.urls.resolve(taken.url) for taken in one.trajectory.rounds]
    return [url for before, url in zip(["", *urls], urls, strict=False) if url != before]


async def _per_minute(
    tasks: Sequence[Task], work: Callable[[Task], Awaitable[None]], at_a_time: int
) -> float:
    started = time.perf_counter()
    await work_through(list(tasks), work, at_a_time)
    return 60 * len(tasks) / (time.perf_counter() - started)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Time the sandbox.")
    parser.add_argument("--tasks", type=int, default=33, metavar="N", help="test tasks played")
    try:
        asyncio.run(main(parser.parse_args().tasks))
    except UserError as error:
        raise SystemExit(f"error: {error}") from None
