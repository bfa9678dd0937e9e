"""Draws the map as an SVG picture: roads, districts, places, and a route over them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from planact.sandbox.sites.map.itinerary import Position

WIDTH, HEIGHT = 560, 420

_ROADS = {
    "path": 'stroke="#7ba37b" stroke-width="2" stroke-dasharray="5 4"',
    "pedestrian street": 'stroke="#d9cfe2" stroke-width="4"',
    "street": 'stroke="#ffffff" stroke-width="3.5"',
    "main street": 'stroke="#f7dd94" stroke-width="5"',
    "country road": 'stroke="#f0c36d" stroke-width="4"',
    "expressway": 'stroke="#e08e63" stroke-width="5"',
}
"""How kinds of roads are drawn, the most important ones on top."""

_RIVER = (
    (300, 8600), (-250, 5200), (380, 2600), (20, 1000), (-20, -1000), (420, -3000), (-900, -8600),
)  # fmt: skip

_WOODS = (
    ((-2900, 5400), (-1500, 5900), (-900, 4700), (-1700, 3600), (-3100, 4100)),
    ((2600, 4300), (4200, 4900), (4700, 4000), (3600, 3200), (2500, 3500)),
    ((-4900, -400), (-3200, 500), (-2300, -300), (-3000, -1100), (-4600, -1200)),
    ((1500, -4600), (2900, -4000), (3300, -5300), (2400, -6100), (1300, -5600)),
    ((5300, 400), (7300, 1000), (7900, -300), (6600, -1100), (5100, -700)),
)

_LEAST_METERS = 1300
_PLACES_UP_TO_METERS = 3000


@dataclass(frozen=True)
class Frame:
    """The part of the region that a picture shows, from its northwest corner on."""

    west: float
    north: float
    width: float
    height: float

    @classmethod
    def around(cls, positions: Sequence[Position]) -> Frame:
        """A frame that shows all the positions with some room around them."""
        xs, ys = [x for x, _ in positions], [y for _, y in positions]
        width = max(_LEAST_METERS, 1.2 * (max(xs) - min(xs)))
        height = max(_LEAST_METERS * HEIGHT / WIDTH, 1.2 * (max(ys) - min(ys)))
        width = max(width, height * WIDTH / HEIGHT)
        height = width * HEIGHT / WIDTH
        west = (min(xs) + max(xs) - width) / 2
        return cls(west, (min(ys) + max(ys) + height) / 2, width, height)

    def pixels(self, position: tuple[float, float]) -> str:
        """Where a position is in the picture."""
        x = (position[0] - self.west) / self.width * WIDTH
        y = (self.north - position[1]) / self.height * HEIGHT
        return f"{x:.0f} {y:.0f}"

    def holds(self, position: tuple[float, float]) -> bool:
        """Whether a position is in the picture or near its edge."""
        x = (position[0] - self.west) / self.width
        y = (self.north - position[1]) / self.height
        return -0.5 < x < 1.5 and -0.5 < y < 1.5


def draw_map(
    connection: sqlite3.Connection,
    marks: Sequence[tuple[Position, str]] = (),
    route: Sequence[Position] = (),
) -> str:
    """The picture as SVG.

    Args:
        connection: Database with the map.
        marks: Positions to mark, each with a letter; the picture is about them, or about the
            whole region where there are none.
        route: Positions that a route passes.
    """
    positions = {
        row["id"]: (row["x"], row["y"]) for row in connection.execute("SELECT * FROM map_node")
    }
    shown = [position for position, _ in marks] + list(route) or list(positions.values())
    frame = Frame.around(shown)
    parts = [*_woods(frame), _river(frame), *_roads(connection, frame, positions)]
    if frame.width <= _PLACES_UP_TO_METERS:
        parts += _places(connection, frame)
    if route:
        style = 'stroke="#3558c8" stroke-width="5" stroke-opacity="0.75"'
        parts.append(f'<path d="{_line(frame, route)}" fill="none" {style}/>')
    parts += _labels(connection, frame)
    parts += [_mark(frame, position, letter) for position, letter in marks]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}"'
        ' font-family="Arial, sans-serif" text-anchor="middle">'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#e9efdf"/>{"".join(parts)}</svg>'
    )


def _woods(frame: Frame) -> Iterable[str]:
    for outline in _WOODS:
        style = 'stroke="#cfdfbb" stroke-width="14" stroke-linejoin="round"'
        yield f'<path d="{_line(frame, outline)}Z" fill="#cfdfbb" {style}/>'


def _river(frame: Frame) -> str:
    style = 'stroke="#a9cfe3" stroke-linejoin="round"'
    width = max(6, 120 / frame.width * WIDTH)
    return f'<path d="{_line(frame, _RIVER)}" fill="none" {style} stroke-width="{width:.0f}"/>'


def _roads(
    connection: sqlite3.Connection, frame: Frame, positions: dict[int, Position]
) -> Iterable[str]:
    lines: dict[str, list[str]] = {kind: [] for kind in _ROADS}
    for way in connection.execute("SELECT * FROM map_way"):
        ends = positions[way["start"]], positions[way["end"]]
        if any(map(frame.holds, ends)):
            lines[way["kind"]].append(_line(frame, ends))
    for kind, style in _ROADS.items():
        yield f'<path d="{"".join(lines[kind])}" fill="none" stroke-linecap="round" {style}/>'


def _places(connection: sqlite3.Connection, frame: Frame) -> Iterable[str]:
    for place in connection.execute("SELECT x, y FROM map_spot ORDER BY id"):
        if frame.holds((place["x"], place["y"])):
            x, y = frame.pixels((place["x"], place["y"])).split()
            yield f'<circle cx="{x}" cy="{y}" r="4" fill="#8d7aa8"/>'


def _labels(connection: sqlite3.Connection, frame: Frame) -> Iterable[str]:
    wide = frame.width > 2 * _PLACES_UP_TO_METERS
    column = "town" if wide else "area"
    rows = connection.execute(
        f"SELECT {column} AS name, avg(x) AS x, avg(y) AS y FROM map_spot GROUP BY {column}"
    )
    for row in rows:
        x, y = frame.pixels((row["x"], row["y"])).split()
        name = escape(row["name"])
        yield (
            f'<text x="{x}" y="{y}" font-size="15" fill="#3d4a3a" stroke="#ffffff"'
            f' stroke-width="3" paint-order="stroke">{name}</text>'
        )


def _mark(frame: Frame, position: Position, letter: str) -> str:
    x, y = frame.pixels(position).split()
    return (
        f'<circle cx="{x}" cy="{y}" r="11" fill="#b3261e" stroke="#ffffff" stroke-width="2"/>'
        f'<text x="{x}" y="{y}" dy="5" font-size="14" fill="#ffffff">{letter}</text>'
    )


def _line(frame: Frame, positions: Iterable[tuple[float, float]]) -> str:
    return "M" + "L".join(map(frame.pixels, positions))
