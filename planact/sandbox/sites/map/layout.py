"""Draws the region's road network: a grid of streets for every town, and roads between them."""

from __future__ import annotations

import math
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from planact.sandbox.sites.map.towns import (
    BRIDGES,
    FOOTBRIDGE,
    MILBROOK,
    RIVER_COLUMN,
    TOWNS,
    Town,
    district,
)
from planact.sandbox.sites.map.words import STREETS

BLOCK = 230
"""Meters from one street to the next."""

_JITTER = 38
_MIDDLE = 4
_BLOCKED_SHARE = 0.12

_COUNTRY_ROADS = (
    ("Ballyrowan Road", "country road", ("Milbrook", "Ballyrowan")),
    ("Corvale Road", "country road", ("Milbrook", "Corvale")),
    ("Hollinford Road", "country road", ("Milbrook", "Hollinford")),
    ("Kilbrae Road", "country road", ("Milbrook", "Kilbrae")),
    ("Wickmoor Road", "country road", ("Milbrook", "Wickmoor")),
    ("Coast Road", "country road", ("Wickmoor", "Saltreed")),
    ("Marsh Road", "country road", ("Hollinford", "Saltreed")),
    ("High Moor Road", "country road", ("Kilbrae", "Corvale")),
    ("Vale Expressway", "expressway", ("Ballyrowan", "Milbrook", "Hollinford")),
    ("Moor Expressway", "expressway", ("Kilbrae", "Milbrook", "Wickmoor")),
    ("Millow Greenway", "path", ("Kilbrae", "Milbrook", "Hollinford")),
)
"""Name and kind of the roads between towns, with the towns they join."""


@dataclass(frozen=True)
class Way:
    """A piece of road between two neighboring nodes."""

    start: int
    end: int
    street: str
    kind: str
    area: str


@dataclass
class Layout:
    """Nodes with their position in meters east and north, and the ways that join them."""

    positions: list[tuple[int, int]] = field(default_factory=list)
    ways: list[Way] = field(default_factory=list)

    def add(self, x: float, y: float) -> int:
        """A new node; returns its number."""
        self.positions.append((round(x), round(y)))
        return len(self.positions) - 1

    def join(self, nodes: Sequence[int], street: str, kind: str, area: str = "") -> None:
        """A road along the nodes."""
        for start, end in pairwise(nodes):
            self.ways.append(Way(start, end, street, kind, area))

    def nearest(self, nodes: Iterable[int], x: float, y: float) -> int:
        """The node that is closest to a position."""
        return min(nodes, key=lambda node: math.dist(self.positions[node], (x, y)))

    def meters(self, start: int, end: int) -> int:
        """The straight distance of two nodes in full tens of meters, so that sums are exact."""
        return max(10, 10 * round(math.dist(self.positions[start], self.positions[end]) / 10))

    def split(self, way: Way, share: float) -> int:
        """Put a new node on a way, at a share of its length; returns the node."""
        (x1, y1), (x2, y2) = self.positions[way.start], self.positions[way.end]
        node = self.add(x1 + share * (x2 - x1), y1 + share * (y2 - y1))
        self.ways.remove(way)
        self.join((way.start, node, way.end), way.street, way.kind, way.area)
        return node


Grid = dict[tuple[int, int], int]


def draw_layout(draw: random.Random) -> Layout:
    """The region's roads, before any place lies on them."""
    layout = Layout()
    names = list(STREETS)
    draw.shuffle(names)
    grids = {town.name: _add_nodes(layout, draw, town) for town in TOWNS}
    for town in TOWNS:
        if town is MILBROOK:
            _add_milbrook_streets(layout, grids[town.name], names)
        else:
            _add_streets(layout, town, grids[town.name], names)
    _block_some(layout, draw)
    for street, kind, towns in _COUNTRY_ROADS:
        for start, end in pairwise(towns):
            nodes = _winding(layout, draw, grids[start], grids[end])
            layout.join(nodes, street, kind)
    return layout


def _add_nodes(layout: Layout, draw: random.Random, town: Town) -> Grid:
    grid: Grid = {}
    for column in range(town.columns):
        for row in range(town.rows):
            x = town.x + (column - (town.columns - 1) / 2) * BLOCK
            y = town.y + (row - (town.rows - 1) / 2) * BLOCK
            grid[column, row] = layout.add(
                x + draw.randint(-_JITTER, _JITTER), y + draw.randint(-_JITTER, _JITTER)
            )
    return grid


def _add_streets(layout: Layout, town: Town, grid: Grid, names: list[str]) -> None:
    for column in range(town.columns):
        nodes = [grid[column, row] for row in range(town.rows)]
        kind = "main street" if column == town.columns // 2 else "street"
        layout.join(nodes, names.pop(), kind, town.name)
    for row in range(town.rows):
        nodes = [grid[column, row] for column in range(town.columns)]
        kind = "main street" if row == town.rows // 2 else "street"
        layout.join(nodes, names.pop(), kind, town.name)


def _add_milbrook_streets(layout: Layout, grid: Grid, names: list[str]) -> None:
    """Every street of the big town has two names: one before its middle or the river, one after."""
    columns, rows = MILBROOK.columns, MILBROOK.rows
    for column in range(columns):
        for part, cells in enumerate(
            ([(column, row) for row in range(_MIDDLE + 1)],
             [(column, row) for row in range(_MIDDLE, rows)])
        ):  # fmt: skip
            walk = (column, part) == (2, 1)
            kind = "pedestrian street" if walk else _kind_in_milbrook(column, (3, 6))
            _join_cells(layout, grid, cells, names.pop(), kind)
    for row in range(rows):
        west = [(column, row) for column in range(RIVER_COLUMN + 1)]
        east = [(column, row) for column in range(RIVER_COLUMN + 1, columns)]
        for cells in (west, east):
            _join_cells(layout, grid, cells, names.pop(), _kind_in_milbrook(row, (1, 7)))
        if row in BRIDGES:
            kind = "path" if BRIDGES[row] == FOOTBRIDGE else "main street"
            layout.join((grid[west[-1]], grid[east[0]]), BRIDGES[row], kind)


def _kind_in_milbrook(line: int, main: tuple[int, ...]) -> str:
    return "main street" if line in main else "street"


def _join_cells(
    layout: Layout, grid: Grid, cells: Sequence[tuple[int, int]], street: str, kind: str
) -> None:
    for (column, row), (next_column, next_row) in pairwise(cells):
        area = district((column + next_column) / 2, (row + next_row) / 2)
        layout.join((grid[column, row], grid[next_column, next_row]), street, kind, area)


def _block_some(layout: Layout, draw: random.Random) -> None:
    """Take away a few streets' ends between full crossroads, never two at the same one."""
    degrees = [0] * len(layout.positions)
    for way in layout.ways:
        degrees[way.start] += 1
        degrees[way.end] += 1
    for way in list(layout.ways):
        full = degrees[way.start] == degrees[way.end] == 4
        if full and way.kind == "street" and draw.random() < _BLOCKED_SHARE:
            layout.ways.remove(way)
            degrees[way.start] -= 1
            degrees[way.end] -= 1


def _winding(layout: Layout, draw: random.Random, start: Grid, end: Grid) -> list[int]:
    """A road from the edge of one town to the edge of another, with bends in between."""
    first = layout.nearest(start.values(), *_center(layout, end))
    last = layout.nearest(end.values(), *_center(layout, start))
    (x1, y1), (x2, y2) = layout.positions[first], layout.positions[last]
    bends = []
    for share in (0.3, 0.65):
        aside = draw.uniform(-0.07, 0.07)
        x = x1 + share * (x2 - x1) - aside * (y2 - y1)
        y = y1 + share * (y2 - y1) + aside * (x2 - x1)
        bends.append(layout.add(x, y))
    return [first, *bends, last]


def _center(layout: Layout, grid: Grid) -> tuple[float, float]:
    points = [layout.positions[node] for node in grid.values()]
    return (
        sum(x for x, _ in points) / len(points),
        sum(y for _, y in points) / len(points),
    )
