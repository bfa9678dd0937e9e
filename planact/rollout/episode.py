"""One episode: plan, then observe, act and record until the agent exits or a limit is reached."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

from planact.agent.agent import Agent
from planact.browser.errors import BrowserError
from planact.browser.session import Session
from planact.config.schema import ObservationConfig, RolloutConfig
from planact.core.action import Action, ActionKind, parse_action
from planact.core.errors import ActionError, PlanError
from planact.core.task import Task
from planact.core.trajectory import Box, Episode, Evaluation, PlanMade, Round, Status
from planact.envs.environment import Environment
from planact.envs.evidence import Ending
from planact.llm.chat import ChatError, ContextError
from planact.rollout.screenshots import screenshot_file

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Watch:
    """Who is shown an episode as it happens."""

    on_plan: Callable[[PlanMade], None]
    on_round: Callable[[Round], None]


SILENT = Watch(lambda plan: None, lambda taken: None)


async def run_episode(
    task: Task,
    environment: Environment,
    agent: Agent,
    observation: ObservationConfig,
    limits: RolloutConfig,
    watch: Watch = SILENT,
    screenshots: Path | None = None,
) -> Episode:
    """Run one agent on one task and score it.

    An episode that a limit stops is scored all the same, as in VisualAgentBench; one whose task
    names no evaluator has no evaluation. Faults of the environment or of an endpoint do not raise:
    they give an episode with status ``error``, which has no score.

    Args:
        task: The task.
        environment: Where it runs; the episode gets its own copy of the environment's state.
        agent: A fresh agent.
        observation: How pages become text.
        limits: Rounds, repeats, refusals and seconds an episode may take.
        watch: Is shown every plan and round as it is made.
        screenshots: Folder below which every round's page is kept as a picture; None keeps none.
    """
    attempt = _Attempt(task, environment, agent, observation, limits, watch, screenshots)
    started = time.monotonic()
    episode_id = f"{task.task_id}-{uuid4().hex}"
    try:
        session = await environment.open(task, episode_id)
        try:
            await attempt.play(session)
            await attempt.score(session)
        finally:
            await session.close()
    except PlanError as error:
        attempt.stop("failed", "no plan", str(error))
    except ContextError as error:
        attempt.stop("failed", "context", str(error))
    except (BrowserError, ChatError) as error:
        attempt.stop("error", type(error).__name__, str(error))
    except TimeoutError:
        seconds = limits.round_seconds
        attempt.stop("error", "time-out", f"a round took longer than {seconds:g} s")
    finally:
        await environment.discard(episode_id)
    return attempt.episode(time.monotonic() - started)


@dataclass
class _Attempt:
    """An episode while it runs."""

    task: Task
    environment: Environment
    agent: Agent
    observation: ObservationConfig
    limits: RolloutConfig
    watch: Watch
    screenshots: Path | None
    rounds: list[Round] = field(default_factory=list)
    answer: str | None = None
    status: Status = "done"
    stop_reason: str = ""
    error: str | None = None
    evaluation: Evaluation | None = None
    final_url: str = ""
    plans_shown: int = 0

    def stop(self, status: Status, reason: str, error: str) -> None:
        self.status, self.stop_reason, self.error = status, reason, error
        # What went wrong after the score, such as closing the session, leaves none.
        self.evaluation = None

    async def play(self, session: Session) -> None:
        try:
            async with asyncio.timeout(self.limits.round_seconds):
                page = await session.observe(self.observation.style, self.observation.max_chars)
                await self.agent.begin(self.task.intent, page.text)
        finally:
            self._show_plans()
        while not self.stop_reason:
            async with asyncio.timeout(self.limits.round_seconds):
                await self._round(session)
            self.stop_reason = self.stop_reason or self._limit_reached()

    async def score(self, session: Session) -> None:
        self.final_url = self.environment.urls.abstract(session.url)
        if not self.task.eval.eval_types:
            return
        ending = Ending.of(self.rounds, self.answer)
        self.evaluation = await self.environment.score(self.task, ending, session)

    async def _round(self, session: Session) -> None:
        page = await session.observe(self.observation.style, self.observation.max_chars)
        try:
            reply = await self.agent.act(self.task.intent, self.rounds, page.text, page.elements)
        finally:
            self._show_plans()
        action, error = _parsed(reply.text)
        box = await self._photograph(session, action)
        started = time.monotonic()
        if action is not None and action.kind is ActionKind.EXIT:
            self.answer, self.stop_reason = action.argument, "exit"
        elif action is not None:
            error = await session.act(action)
        self.rounds.append(
            Round(
                observation=page.text,
                reply=reply.text,
                action=action.call() if action else None,
                element=page.labels.get(action.element or "") if action else None,
                step=action.step if action else None,
                note=action.note if action else None,
                error=error,
                url=self.environment.urls.abstract(page.url),
                prompt_sha=reply.prompt_sha,
                usage=reply.usage,
                observe_seconds=round(page.seconds, 4),
                act_seconds=round(time.monotonic() - started, 4),
                box=box,
            )
        )
        self.watch.on_round(self.rounds[-1])

    async def _photograph(self, session: Session, action: Action | None) -> Box | None:
        """Keep a picture of the page that the action is for; where in it its target is."""
        if self.screenshots is None:
            return None
        try:
            shot = await session.screenshot(action.element if action else None)
        except BrowserError as error:
            # An episode must not end otherwise because somebody wants to look at it.
            log.warning("task %d, round %d: %s", self.task.task_id, len(self.rounds), error)
            return None
        file = screenshot_file(self.screenshots, self.task.task_id, len(self.rounds))
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(shot.image)
        return shot.box

    def _show_plans(self) -> None:
        """Show the watcher the plans that it has not seen."""
        for plan in self.agent.plans[self.plans_shown :]:
            self.watch.on_plan(plan)
        self.plans_shown = len(self.agent.plans)

    def _limit_reached(self) -> str:
        """Why the episode stops here, or an empty text."""
        if len(self.rounds) >= self.limits.max_rounds:
            return "rounds"
        refused = self.rounds[-self.limits.max_unparseable :]
        if len(refused) == self.limits.max_unparseable and all(r.action is None for r in refused):
            return "unparseable"
        last = self.rounds[-self.limits.max_repeats :]
        if len(last) == self.limits.max_repeats and len({r.reply for r in last}) == 1:
            return "repeats"
        return ""

    def episode(self, seconds: float) -> Episode:
        return Episode(
            task_id=self.task.task_id,
            template_id=self.task.intent_template_id,
            intent=self.task.intent,
            sites=tuple(self.task.sites),
            rounds=tuple(self.rounds),
            answer=self.answer,
            status=self.status,
            stop_reason=self.stop_reason,
            plans=tuple(self.agent.plans),
            evaluation=self.evaluation,
            error=self.error,
            seconds=round(seconds, 3),
            final_url=self.final_url,
        )


def _parsed(reply: str) -> tuple[Action | None, str | None]:
    try:
        return parse_action(reply), None
    except ActionError as error:
        return None, str(error)
