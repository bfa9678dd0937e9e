"""Writes the report: one page, and beside it a script for each episode that is loaded on demand.

Pages that are opened from the disk may not fetch files, but they may load scripts: an episode is
a script that hands its HTML to the page. All of it is rendered here with everything escaped.
"""

from __future__ import annotations

import json
import shlex
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from jinja2 import Environment, PackageLoader, StrictUndefined
from pydantic import ValidationError

from planact.core.errors import UserError
from planact.core.trajectory import Episode
from planact.report.finished import RESULTS, FinishedRun
from planact.report.html.prompts import EpisodePrompts, prompts_of
from planact.report.html.views import Row, plan_views, round_views, row_of
from planact.report.labels import RULES, count_labels, label_run
from planact.report.provenance import PROVENANCE, Provenance
from planact.report.results import Results
from planact.rollout.screenshots import screenshot_file, share_screenshots
from planact.store.disk import storage_errors, write_durably

PAGE = "report.html"
PARTS = "report"
"""Folder of all that the page loads."""

_STATIC = Path(__file__).parent / "static"


@dataclass(frozen=True)
class Cell:
    """A run as the report shows it.

    Attributes:
        key: Its name in addresses: letters and digits.
        name: Its name for people.
        run: The run.
        results: The content of its ``results.json``.
        labels: The labels of its episodes, by task.
        screenshots: Where its screenshots are, as seen from the report.
    """

    key: str
    name: str
    run: FinishedRun
    results: Results
    labels: dict[int, tuple[str, ...]]
    screenshots: str

    @property
    def label_counts(self) -> dict[str, int]:
        """How many of its episodes carry each label."""
        return count_labels(self.labels.values())

    @property
    def rows(self) -> list[Row]:
        """Its episodes as the list shows them."""
        return [row_of(self.key, one, self.labels[one.task_id]) for one in self.run.episodes]


def write_report(runs: Sequence[FinishedRun], out: Path) -> Path:
    """Write the report of some runs; what an older report left in ``out`` is replaced.

    Args:
        runs: The runs, a cell each.
        out: Folder that gets ``report.html`` and ``report/``.

    Returns:
        The page.

    Raises:
        UserError: A run's results are missing or corrupt, or ``out`` cannot be written.
    """
    with storage_errors(out):
        out.mkdir(parents=True, exist_ok=True)
        parts = _emptied(out / PARTS)
        for file in _STATIC.iterdir():
            shutil.copyfile(file, parts / file.name)
        cells = [_cell(f"c{number}", run, runs, out) for number, run in enumerate(runs)]
        for cell in cells:
            _write_episodes(cell, parts / cell.key)
        page = _TEMPLATES.get_template("report.html").render(
            cells=cells,
            names={cell.key: cell.name for cell in cells},
            rows=[row for cell in cells for row in cell.rows],
            rules=RULES,
        )
        write_durably(out / PAGE, page)
    return out / PAGE


_TEMPLATES = Environment(
    loader=PackageLoader("planact.report.html"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def _emptied(parts: Path) -> Path:
    """The folder without an older report; a folder of somebody else is left alone."""
    if parts.exists():
        if not all((parts / file.name).is_file() for file in _STATIC.iterdir()):
            raise UserError(f"{parts} is no older report: move it away, or choose another --out")
        shutil.rmtree(parts)
    parts.mkdir()
    return parts


def _cell(key: str, run: FinishedRun, runs: Sequence[FinishedRun], out: Path) -> Cell:
    return Cell(
        key=key,
        name=_name(run, runs),
        run=run,
        results=_results(run.folder / RESULTS),
        labels=label_run(run.episodes),
        screenshots=_share(run.folder, out, key),
    )


def _name(run: FinishedRun, runs: Sequence[FinishedRun]) -> str:
    """The cell; with its seed, and its folder, where those tell it from others."""
    cell = _plain_name(run)
    alike = [other for other in runs if _plain_name(other) == cell]
    if len(alike) > 1:
        cell += f", seed {run.config.seed}"
        if sum(other.config.seed == run.config.seed for other in alike) > 1:
            cell += f", {run.folder.resolve().name}"
    return cell


def _plain_name(run: FinishedRun) -> str:
    return f"{run.config.planner.name} × {run.config.executor.name}"


def _results(path: Path) -> Results:
    try:
        results = json.loads(path.read_bytes())
    except (OSError, ValueError) as error:
        raise UserError(f"{path} holds no results: run the cell again") from error
    if not isinstance(results, dict) or not Results.__required_keys__ <= results.keys():
        raise UserError(f"{path} holds no results of this version: run the cell again")
    return cast(Results, results)


def _share(folder: Path, out: Path, key: str) -> str:
    """See to it that the screenshots lie below ``out``; returns the address of their folder."""
    if folder.resolve() == out.resolve():
        return "."
    share_screenshots(folder, out / PARTS / key)
    return f"{PARTS}/{key}"


def _write_episodes(cell: Cell, folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    render = prompts_of(cell.run)
    command = _command(cell.run)
    for episode in cell.run.episodes:
        shown = _show(cell, episode, render(episode), command)
        # Nothing in it can end a script or a string: JSON in ASCII, and no "<".
        text = json.dumps(shown).replace("<", "\\u003c")
        script = f'planact.loaded("{cell.key}", {episode.task_id}, {text});\n'
        (folder / f"{episode.task_id}.js").write_text(script, encoding="utf-8")


def _show(
    cell: Cell, episode: Episode, prompts: EpisodePrompts, command: Sequence[str]
) -> dict[str, Any]:
    """The episode's HTML: its head, and its rounds one by one."""
    plans = plan_views(episode, prompts)
    screenshots = list(_screenshots(cell, episode))
    rounds = round_views(episode, plans, prompts, screenshots)
    photograph = [*command, f"task={episode.task_id}", "rollout.screenshots=true"]
    head = _TEMPLATES.get_template("episode.html").render(
        cell=cell,
        row=row_of(cell.key, episode, cell.labels[episode.task_id]),
        episode=episode,
        plans=[plan for plan in plans if plan.made.round == 0],
        later=[plan for plan in plans if plan.made.round >= len(rounds) > 0],
        photograph=None if all(screenshots) else shlex.join(photograph),
    )
    template = _TEMPLATES.get_template("round.html")
    return {"head": head, "rounds": [template.render(round=one) for one in rounds]}


def _screenshots(cell: Cell, episode: Episode) -> Iterator[str | None]:
    for number in range(len(episode.rounds)):
        there = screenshot_file(cell.run.folder, episode.task_id, number)
        address = screenshot_file(Path(cell.screenshots), episode.task_id, number)
        yield address.as_posix() if there.is_file() else None


def _command(run: FinishedRun) -> tuple[str, ...]:
    """The command that made the run, as far as it is on record."""
    record = run.folder / PROVENANCE
    if record.is_file():
        try:
            return Provenance.model_validate_json(record.read_bytes()).command
        except ValidationError as error:
            raise UserError(f"{record} is corrupt: mend it, or delete it") from error
    return (
        "python",
        "run.py",
        f"planner={run.config.planner.name}",
        f"executor={run.config.executor.name}",
    )
