"""A person tries a sandbox task in their own browser, and is scored as an agent would be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from planact.browser import Browser, BrowserError
from planact.config.schema import BrowserConfig
from planact.core.errors import UserError
from planact.core.task import Task, site_group
from planact.core.trajectory import Evaluation
from planact.envs.evaluators import Scorer
from planact.envs.evidence import Ending
from planact.envs.urls import SiteUrls
from planact.sandbox.site import page
from planact.sandbox.sites import SITES
from planact.sandbox.splits import SIZES, SPLITS
from planact.sandbox.state import EpisodeStates
from planact.sandbox.tasks import make_tasks, script_for

VISITORS = ""
"""The episode of all requests that name none: whoever clicks through the sites."""


@dataclass(frozen=True)
class LastPage:
    """Where the person was at the end, and how evaluators look at the sites' pages."""

    url: str
    browser: Browser
    hosts: tuple[str, ...]

    async def read(self, locator: str, url: str | None = None) -> str:
        """The locator's value on the page; typed text that was not sent is not seen."""
        session = await self.browser.open(url or self.url, hosts=self.hosts)
        try:
            return await session.read(locator)
        finally:
            await session.close()


def trial_routes(states: EpisodeStates) -> Sequence[Route]:
    """The home page with the tasks to choose from, a task's page, and its score.

    Args:
        states: Whose visitors' state is made afresh when a task begins.
    """
    tasks = make_tasks(states.seed)
    by_id = {task.task_id: task for split in tasks.values() for task in split}

    async def home(request: Request) -> Response:
        split = request.query_params.get("split", "test")
        site = request.query_params.get("site", "")
        if split not in SPLITS or site not in ("", *SIZES["test"]):
            raise HTTPException(404)
        listed = [task for task in tasks[split] if site in ("", site_group(task.sites))]
        return page(
            request,
            "try/home.html",
            sites=list(SITES.values()),
            groups=list(SIZES["test"]),
            group=site,
            splits=SPLITS,
            split=split,
            tasks=listed,
        )

    async def begin(request: Request) -> Response:
        task = _found(by_id, request)
        states.discard(VISITORS)
        return page(request, "try/task.html", task=task, start=_BELOW.resolve(task.start_url))

    async def end(request: Request) -> Response:
        task = _found(by_id, request)
        form = await request.form()
        answer, last = (str(form.get(name, "")).strip() for name in ("answer", "last"))
        if not last.startswith("/"):
            raise HTTPException(422, "The last page is not one of the sandbox.")
        try:
            evaluation = await _score(task, answer, last, _urls(request))
        except (UserError, BrowserError) as error:
            raise HTTPException(503, f"This cannot be scored: {error}") from error
        return page(
            request,
            "try/verdict.html",
            task=task,
            evaluation=evaluation,
            script=script_for(task),
        )

    return (
        Route("/", home),
        Route("/try/{id:int}", begin),
        Route("/try/{id:int}", end, methods=["POST"]),
    )


def _found(tasks: dict[int, Task], request: Request) -> Task:
    task = tasks.get(request.path_params["id"])
    if task is None:
        raise HTTPException(404)
    return task


async def _score(task: Task, answer: str, last: str, urls: SiteUrls) -> Evaluation:
    browser = await Browser.launch(BrowserConfig())
    try:
        where = LastPage(urls.resolve("__HOMEPAGE__") + last, browser, urls.hosts)
        return await Scorer("vab").evaluate(task, Ending(answer or None), where, urls)
    finally:
        await browser.close()


def _urls(request: Request) -> SiteUrls:
    """The sites at the address that the server listens on, whichever the request may claim."""
    host, port = request.scope["server"]
    return _sites_at(f"http://{host}:{port}")


def _sites_at(base: str) -> SiteUrls:
    return SiteUrls({"homepage": base, **{name: f"{base}/{name}" for name in SITES}})


_BELOW = _sites_at("")
"""Addresses below whichever name of this server the person's browser uses."""
