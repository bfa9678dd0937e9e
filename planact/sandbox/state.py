"""The sandbox's content from a seed, and each episode's own copy of it."""

from __future__ import annotations

import random
import sqlite3
from functools import lru_cache

from planact.sandbox import advert, notices, signing
from planact.sandbox.sites import SITES


@lru_cache(maxsize=4)
def initial_database(seed: int) -> bytes:
    """The content of all sites as a serialized SQLite database; equal for equal seeds."""
    connection = sqlite3.connect(":memory:")
    connection.row_factory = sqlite3.Row
    connection.executescript(advert.SCHEMA + notices.SCHEMA + signing.SCHEMA)
    for site in SITES.values():
        connection.executescript(site.schema)
        # Each site draws from its own stream: a change of one leaves the others as they are.
        site.fill(connection, random.Random(f"{seed}/{site.name}"))
        signing.sign_in_first(connection, site)
    connection.commit()
    return connection.serialize()


def open_database(content: bytes) -> sqlite3.Connection:
    """A private in-memory database with the given content; rows are read by column name."""
    connection = sqlite3.connect(":memory:", check_same_thread=False)
    connection.deserialize(content)
    connection.row_factory = sqlite3.Row
    return connection


class EpisodeStates:
    """The databases of the episodes that are running, each a copy of the initial one."""

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self._content = initial_database(seed)
        self._databases: dict[str, sqlite3.Connection] = {}

    def get(self, episode: str) -> sqlite3.Connection:
        """The episode's database; made on first use, in about a millisecond."""
        if episode not in self._databases:
            self._databases[episode] = open_database(self._content)
        return self._databases[episode]

    def discard(self, episode: str) -> None:
        """Throw the episode's state away; a later request with its name starts afresh."""
        # Not closed here: a request under way may hold it, and it goes when nobody does.
        self._databases.pop(episode, None)
