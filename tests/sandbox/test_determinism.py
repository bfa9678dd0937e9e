"""The same seed and the same actions give the same pages, to the byte, on any machine."""

from __future__ import annotations

import hashlib
import sqlite3

from planact.config.schema import EnvConfig
from planact.core.task import Task
from planact.data.demonstrate import demonstrate
from planact.data.soundness import OBSERVATION
from planact.envs.sandbox import SandboxEnvironment
from planact.sandbox.state import initial_database, open_database

SEED_0 = "6e687078074b97fc6248a81a231557d947817c173c2483ee67b0f301b716010d"
"""Digest of all content of seed 0: whoever changes the sites changes the benchmark."""


def digest(connection: sqlite3.Connection) -> str:
    return hashlib.sha256("\n".join(connection.iterdump()).encode()).hexdigest()


def test_the_content_of_a_seed_is_the_same_on_every_machine() -> None:
    assert digest(open_database(initial_database(0))) == SEED_0


def test_another_seed_gives_other_content() -> None:
    assert digest(open_database(initial_database(1))) != SEED_0


async def test_the_same_actions_give_the_same_observations() -> None:
    async def play(environment: SandboxEnvironment, task: Task) -> list[str]:
        shown = await demonstrate(environment, task, "episode", OBSERVATION, 30)
        return [taken.observation for taken in shown.trajectory.rounds]

    played = []
    for _ in range(2):
        environment = SandboxEnvironment(EnvConfig(name="sandbox", observation=OBSERVATION))
        await environment.start()
        tasks = environment.tasks("test")[::20]
        played.append([await play(environment, task) for task in tasks])
        await environment.stop()
    assert played[0] == played[1]
