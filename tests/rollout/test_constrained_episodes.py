"""On the sandbox's own pages: real replies are allowed, and random weights say nothing else."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from planact.agent.agent import Agent
from planact.agent.executor import Executor
from planact.agent.replies import Replies
from planact.browser import Session
from planact.browser.observation import Observation
from planact.config.paths import PROMPTS
from planact.config.schema import (
    BrowserConfig,
    EnvConfig,
    ModelConfig,
    RolloutConfig,
    ServingConfig,
)
from planact.config.schema import ObservationConfig as Look
from planact.core.action import NEEDS_ELEMENT, parse_action
from planact.core.plan import Plan, Step
from planact.core.trajectory import Trajectory
from planact.data.demonstrate import record
from planact.envs.sandbox import SandboxEnvironment
from planact.llm.constraint import Constraints
from planact.llm.prompts import Prompts
from planact.llm.registry import make_chat
from planact.rollout.episode import run_episode
from planact.sandbox.tasks import make_tasks
from planact.training.examples import executor_examples
from tests.llm.vocabularies import vocabulary

LOOK = Look(style="compact", max_chars=6000)
TASKS = make_tasks(0)["validation"]
SITES = ("shopping", "shopping_admin", "reddit", "gitlab", "map")


@pytest.fixture(scope="module")
async def sandbox() -> AsyncIterator[SandboxEnvironment]:
    environment = SandboxEnvironment(
        EnvConfig(name="sandbox", observation=LOOK, browser=BrowserConfig())
    )
    await environment.start()
    yield environment
    await environment.stop()


class Remembering:
    """A session that keeps what was seen."""

    def __init__(self, session: Session) -> None:
        self.seen: list[Observation] = []
        self._session = session

    async def observe(self, *look: Any) -> Observation:
        self.seen.append(await self._session.observe(*look))
        return self.seen[-1]

    def __getattr__(self, name: str) -> Any:
        return getattr(self._session, name)


async def demonstrated(
    sandbox: SandboxEnvironment, site: str
) -> tuple[Trajectory, list[Observation]]:
    """A demonstration on the site, and the pages its replies were given on."""
    task = next(task for task in TASKS if task.sites == (site,))
    session = Remembering(await sandbox.open(task, site))
    shown: Any = session
    trajectory = await record(sandbox, task, shown, LOOK, max_rounds=30)
    await session.close()
    await sandbox.discard(site)
    return trajectory, session.seen


@pytest.mark.parametrize("site", SITES)
async def test_every_reply_that_training_shows_is_allowed_on_its_page(
    sandbox: SandboxEnvironment, site: str
) -> None:
    trajectory, pages = await demonstrated(sandbox, site)
    step = Step("It says so.", "Open 'All (new)'", actions=tuple(range(len(pages))))
    tokenizer = vocabulary("laptop")
    constraints = Constraints(tokenizer, [tokenizer.eos_token_id])
    for style in ("compact", "paper"):
        prompts = Prompts(style)
        replies = Replies(prompts)
        plans = {trajectory.task_id: Plan((step,))}
        examples = list(executor_examples(prompts, [trajectory], plans, stage="test"))
        for example, page in zip(examples, pages, strict=True):
            text = example.messages[-1].content
            matcher = constraints.matcher(replies.on(page.elements, plans[trajectory.task_id]))
            for token in tokenizer(text, add_special_tokens=False)["input_ids"]:
                mask = matcher.compute_bitmask()
                assert mask[token // 8] >> token % 8 & 1, text
                assert matcher.consume_token(token)
            assert matcher.is_accepting(), text


LONGEST = 60
"""Tokens of a reply; what random weights type or answer can be longer, and is cut off."""


@pytest.fixture
def terse(tmp_path: Path) -> Prompts:
    """The compact style without thoughts and notes, which random weights do not bring to an end."""
    shutil.copytree(PROMPTS / "compact", tmp_path / "terse")
    template = tmp_path / "terse" / "executor" / "assistant.md"
    template.write_text(
        "{% if label %}\n# Element: {{ label }} [{{ action.element }}]\n{% endif %}\n"
        "{{ action.call() }}"
    )
    return Prompts("terse", tmp_path)


async def test_random_weights_take_no_action_that_the_page_has_not(
    sandbox: SandboxEnvironment, tiny: ModelConfig, terse: Prompts
) -> None:
    serving = ServingConfig(name="local", temperature=1.0, constrain=True, threads=1)
    limits = RolloutConfig(max_rounds=3, round_seconds=600)
    whole = []
    for seed in range(8):
        model = make_chat(replace(tiny, context=4096), serving, seed=seed)
        agent = Agent(Executor(model, terse, LONGEST, serving.temperature, Replies(terse)))
        played = await run_episode(TASKS[0], sandbox, agent, LOOK, limits)
        await model.close()
        whole += [taken for taken in played.rounds if taken.usage.completion_tokens < LONGEST]
    assert whole
    for taken in whole:
        assert taken.action is not None, taken.reply
        action = parse_action(taken.reply)
        assert "is not on the page" not in (taken.error or "")
        if action.kind in NEEDS_ELEMENT:
            assert f"[{action.element}]" in taken.observation
