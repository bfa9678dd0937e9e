"""The sandbox as a benchmark: sites on a loopback port, a browser, a state for every episode."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from random import Random

from planact.browser import Browser, BrowserError, Session
from planact.config.schema import EnvConfig
from planact.core.errors import UserError
from planact.core.plan import Plan, Step
from planact.core.task import Task
from planact.core.trajectory import Evaluation
from planact.envs.erring import ErringAgent
from planact.envs.evaluators import Scorer
from planact.envs.evidence import Ending
from planact.envs.judges import Judge
from planact.envs.oracle import OracleAgent
from planact.envs.urls import SiteUrls
from planact.sandbox.app import EPISODE_HEADER
from planact.sandbox.pool import pool
from planact.sandbox.server import SandboxServer
from planact.sandbox.sites import SITES
from planact.sandbox.tasks import make_tasks, script_for

log = logging.getLogger(__name__)


class SandboxEnvironment:
    """The sandbox's tasks, run against its own server; see `planact.envs.environment.Environment`.

    Args:
        config: Seed and port of the sites, scorer, browser.
        judge: Who judges answers in free words; see `Scorer`.
    """

    def __init__(self, config: EnvConfig, judge: Judge | None = None) -> None:
        self.name = config.name
        self._config = config
        # A config that names no known scorer is refused before anything starts.
        self._scorer = Scorer(config.scorer, judge)
        self._server: SandboxServer | None = None
        self._browser: Browser | None = None
        self._launching: asyncio.Lock

    @property
    def urls(self) -> SiteUrls:
        """The sites' addresses; known once started."""
        base = self._started_server().base_url
        return SiteUrls({"homepage": base, **{name: f"{base}/{name}" for name in SITES}})

    def tasks(self, split: str) -> list[Task]:
        """The tasks of a split, all of which the scorer can score."""
        tasks = make_tasks(self._config.seed)
        if split not in tasks:
            known = ", ".join(tasks)
            raise UserError(f"the sandbox has no split '{split}': use one of {known}")
        for task in tasks[split]:
            self._scorer.check(task)
        return tasks[split]

    async def start(self) -> None:
        """Serve the sites and launch the browser."""
        # A lock belongs to the event loop that uses it, and every start may have one of its own.
        self._launching = asyncio.Lock()
        self._server = SandboxServer(self._config.seed, self._config.port)
        self._server.start()
        self._browser = await Browser.launch(self._config.browser)

    async def stop(self) -> None:
        """Close the browser and the judge, and stop the server, whichever of them is up."""
        browser, self._browser = self._browser, None
        server, self._server = self._server, None
        try:
            await self._scorer.close()
            if browser is not None:
                await browser.close()
        finally:
            if server is not None:
                server.stop()

    async def open(self, task: Task, episode: str) -> Session:
        """A session at the task's start page, on the episode's own copy of the sites' state."""
        urls = self.urls
        browser = await self._living_browser()
        session = await browser.open(
            urls.resolve(task.start_url), hosts=urls.hosts, headers={EPISODE_HEADER: episode}
        )
        try:
            check_answered(session)
        except BrowserError:
            await session.close()
            raise
        return session

    async def score(self, task: Task, ending: Ending, session: Session) -> Evaluation:
        """The episode's score, from its answer, its pages and its state."""
        check_answered(session)
        return await self._scorer.evaluate(task, ending, session, self.urls)

    async def discard(self, episode: str) -> None:
        """Throw the episode's state away."""
        self._started_server().states.discard(episode)

    def plan(self, task: Task) -> Plan:
        """The plan that the task's oracle follows."""
        return Plan(tuple(Step(step.reasoning, step.step) for step in script_for(task)))

    def demonstrator(self, task: Task, mistakes: float = 0.0) -> OracleAgent:
        """The task's oracle, which errs in this share of its actions."""
        if not mistakes:
            return OracleAgent(script_for(task))
        draw = Random(f"{self._config.seed}/mistakes/{task.intent}")
        return ErringAgent(script_for(task), mistakes, draw)

    def synthetic_task(self, intent: str, sites: Sequence[str]) -> Task | None:
        """The training task of the pool with exactly this intent, on these sites."""
        entry = pool(self._config.seed).find(intent)
        if entry is None or set(entry.sites) != set(sites):
            return None
        task = entry.task()
        self._scorer.check(task)
        return task

    async def _living_browser(self) -> Browser:
        """The browser; a new one where it has crashed, launched by the first episode to see it."""
        async with self._launching:
            assert self._browser is not None, "start() comes first"
            if self._browser.has_crashed:
                log.warning("the browser has crashed: starting a new one")
                crashed, self._browser = self._browser, await self._relaunched()
                await crashed.close()
            return self._browser

    async def _relaunched(self) -> Browser:
        try:
            return await Browser.launch(self._config.browser)
        except UserError as error:
            # It did start once, so that no setting is to blame.
            raise BrowserError(f"after a crash {error}") from error

    def _started_server(self) -> SandboxServer:
        assert self._server is not None, "start() comes first"
        return self._server


def check_answered(session: Session) -> None:
    """Raise `BrowserError` where the last answer was a server error: not the agent's fault."""
    if session.last_status is not None and session.last_status >= 500:
        raise BrowserError(
            f"{session.url} answered with status {session.last_status}: the site is broken; "
            "look at its log"
        )
