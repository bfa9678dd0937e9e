"""The curves of a pre-training: a table of every evaluation, and a plot of whole replies."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields
from pathlib import Path

from planact.pretraining.corpus.samples import ROLES
from planact.pretraining.evaluation import SPLITS, Measure
from planact.store.disk import write_durably

TABLE, PLOT = "curves.csv", "curves.svg"
_COLORS = ("#0b6e99", "#b3541e", "#3c7a3c", "#7a4a9e", "#8a6d1d", "#6b6b6b")
_WIDTH, _HEIGHT, _MARGIN = 420, 260, 44


@dataclass(frozen=True)
class Point:
    """A row of the table; the fields are its columns."""

    tokens: int
    seconds: float
    loss: float
    split: str
    role: str
    measure: str
    value: float
    count: int


class Curves:
    """The table and the plot in a folder.

    Args:
        folder: Where they are kept.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def add(self, tokens: int, seconds: float, loss: float, measures: Sequence[Measure]) -> None:
        """Add an evaluation."""
        when = (tokens, round(seconds, 1), round(loss, 4))
        added = [
            Point(*when, m.split, m.role, m.name, round(m.value, 4), m.count) for m in measures
        ]
        earlier = [point for point in self.points() if point.tokens < tokens]
        self._write([*earlier, *added])

    def cut(self, tokens: int) -> None:
        """Forget what came after so many tokens: a resumed training comes by it again."""
        self._write([point for point in self.points() if point.tokens <= tokens])

    def points(self) -> list[Point]:
        """Every number so far."""
        path = self._folder / TABLE
        if not path.is_file():
            return []
        with path.open(encoding="utf-8", newline="") as file:
            return [
                Point(
                    int(row["tokens"]),
                    float(row["seconds"]),
                    float(row["loss"]),
                    row["split"],
                    row["role"],
                    row["measure"],
                    float(row["value"]),
                    int(row["count"]),
                )
                for row in csv.DictReader(file)
            ]

    def last(self, measure: str = "exact") -> dict[tuple[str, str], Point]:
        """The latest numbers by split and role."""
        return {(p.split, p.role): p for p in self.points() if p.measure == measure}

    def _write(self, points: Sequence[Point]) -> None:
        table = io.StringIO()
        writer = csv.writer(table)
        writer.writerow(field.name for field in fields(Point))
        writer.writerows(map(astuple, points))
        write_durably(self._folder / TABLE, table.getvalue())
        write_durably(self._folder / PLOT, _plot(points))


def _plot(points: Sequence[Point]) -> str:
    """Exact replies against tokens, a panel for each split, a line for each role."""
    most = max((point.tokens for point in points), default=1) or 1
    width = len(SPLITS) * (_WIDTH + _MARGIN) + _MARGIN + 90
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{_HEIGHT + 90}"'
        ' font-family="sans-serif" font-size="12">',
        '<rect width="100%" height="100%" fill="white"/>',
    ]
    for panel, split in enumerate(SPLITS):
        left = _MARGIN + panel * (_WIDTH + _MARGIN)
        parts += _panel(split, left, most, [point for point in points if point.split == split])
    for line, role in enumerate(ROLES):
        x, y = width - 92, 48 + 18 * line
        parts.append(
            f'<line x1="{x}" y1="{y - 4}" x2="{x + 16}" y2="{y - 4}" stroke="{_COLORS[line]}"'
            f' stroke-width="2"/><text x="{x + 21}" y="{y}">{role}</text>'
        )
    return "\n".join([*parts, "</svg>", ""])


def _panel(split: str, left: int, most: int, points: Sequence[Point]) -> list[str]:
    bottom = _HEIGHT + 30
    parts = [f'<text x="{left}" y="20" font-weight="bold">{split}: whole replies exact</text>']
    for tenth in range(0, 11, 2):
        y = bottom - tenth / 10 * _HEIGHT
        parts.append(f'<line x1="{left}" y1="{y}" x2="{left + _WIDTH}" y2="{y}" stroke="#ddd"/>')
        parts.append(f'<text x="{left - 8}" y="{y + 4}" text-anchor="end">{tenth * 10}%</text>')
    for quarter in range(5):
        x = left + quarter / 4 * _WIDTH
        label = f"{most * quarter / 4 / 1e6:.3g}"
        parts.append(f'<text x="{x}" y="{bottom + 18}" text-anchor="middle">{label}</text>')
    parts.append(f'<text x="{left}" y="{bottom + 38}">million tokens</text>')
    lines: dict[str, list[str]] = defaultdict(list)
    for p in points:
        if p.measure == "exact":
            x, y = left + p.tokens / most * _WIDTH, bottom - p.value * _HEIGHT
            lines[p.role].append(f"{x:.1f},{y:.1f}")
    for role, color in zip(ROLES, _COLORS, strict=True):
        parts.append(
            f'<polyline points="{" ".join(lines[role])}" fill="none" stroke="{color}"'
            ' stroke-width="2"/>'
        )
    return parts
