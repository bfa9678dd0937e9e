"""The fastest way from one node of the road network to others."""

from __future__ import annotations

import heapq
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass

from planact.sandbox.sites.map.roads import SPEEDS


@dataclass(frozen=True)
class Leg:
    """A way as one travels it: from one node to the next.

    Attributes:
        start: Node where it begins.
        end: Node where it ends.
        street: Name of the road.
        kind: Kind of the road.
        meters: Its length.
    """

    start: int
    end: int
    street: str
    kind: str
    meters: int


@dataclass(frozen=True)
class Route:
    """A way through the network.

    Attributes:
        legs: What it is made of, in order.
        profile: The way to travel.
    """

    legs: tuple[Leg, ...]
    profile: str

    @property
    def meters(self) -> int:
        """Its length."""
        return sum(leg.meters for leg in self.legs)

    @property
    def minutes(self) -> int:
        """How long it takes, in full minutes and at least one."""
        seconds = sum(_seconds(leg, self.profile) for leg in self.legs)
        return max(1, int(seconds / 60 + 0.5))


class Network:
    """The roads, for one way to travel.

    Args:
        connection: Database with the map's roads.
        profile: A key of `roads.PROFILES`.
    """

    def __init__(self, connection: sqlite3.Connection, profile: str) -> None:
        self.profile = profile
        self._legs: dict[int, list[Leg]] = {}
        for start, end, street, kind, meters in connection.execute("SELECT * FROM map_way"):
            if profile in SPEEDS[kind]:
                self._legs.setdefault(start, []).append(Leg(start, end, street, kind, meters))
                self._legs.setdefault(end, []).append(Leg(end, start, street, kind, meters))

    def route(self, start: int, end: int) -> Route | None:
        """The fastest route, the shortest of several; None where there is no way."""
        return self._traced(self._last_legs(start, end), end)

    def routes(self, start: int, ends: Mapping[str, int]) -> dict[str, Route]:
        """The fastest route to each of the nodes that can be reached, by the node's name."""
        last_legs = self._last_legs(start, None)
        found = {name: self._traced(last_legs, end) for name, end in ends.items()}
        return {name: route for name, route in found.items() if route is not None}

    def _last_legs(self, start: int, end: int | None) -> dict[int, Leg | None]:
        """By node, the last leg on the way there; Dijkstra's algorithm until the end is reached."""
        reached: dict[int, Leg | None] = {}
        # Two entries of one node may tie: a counter keeps legs from being compared.
        waiting: list[tuple[float, int, int, int, Leg | None]] = [(0.0, 0, start, 0, None)]
        pushed = 0
        while waiting and end not in reached:
            seconds, meters, node, _, last = heapq.heappop(waiting)
            if node in reached:
                continue
            reached[node] = last
            for leg in self._legs.get(node, []):
                if leg.end not in reached:
                    after = seconds + _seconds(leg, self.profile)
                    pushed += 1
                    heapq.heappush(waiting, (after, meters + leg.meters, leg.end, pushed, leg))
        return reached

    def _traced(self, last_legs: Mapping[int, Leg | None], end: int) -> Route | None:
        if end not in last_legs:
            return None
        legs = []
        leg = last_legs[end]
        while leg is not None:
            legs.append(leg)
            leg = last_legs[leg.start]
        return Route(tuple(reversed(legs)), self.profile)


def _seconds(leg: Leg, profile: str) -> float:
    return leg.meters * 3.6 / SPEEDS[leg.kind][profile]
