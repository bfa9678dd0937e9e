"""Our Table 1 beside the paper's, and what goes with it, from runs that are finished.

python -m experiments.table1                                    every run below outputs/runs
python -m experiments.table1 outputs/sweeps/2026-11-21_13-16-37 the cells of one grid
python -m experiments.table1 --where data=laptop --where seed=0
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from experiments.plots.heat_map import heat_map
from experiments.plots.picture import Picture, plotting
from experiments.plots.replanning import replanning_plot
from experiments.plots.websites import websites_plot
from experiments.report import Report, make_report
from experiments.sheets import csv_text, latex, markdown, terminal
from planact.core.arguments import ArgumentParser
from planact.core.errors import UserError
from planact.report.console import wide_console
from planact.store.disk import storage_errors, write_durably


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit code."""
    try:
        arguments = _parser().parse_args(argv)
        report = make_report(arguments.paths, arguments.outputs, arguments.where)
        _print(report)
        with storage_errors(arguments.outputs):
            files = list(_write(report, arguments.out or arguments.outputs / "tables"))
    except UserError as error:
        print(f"error: {error}", file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        return 130
    print(f"tables and pictures: {files[0].parent}")
    if arguments.json:
        print(json.dumps({**report.as_json(), "files": [str(file) for file in files]}))
    return 0


def _parser() -> ArgumentParser:
    parser = ArgumentParser(
        prog="python -m experiments.table1",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "paths",
        nargs="*",
        type=Path,
        metavar="RUN_OR_SWEEP",
        help="folders of runs or sweeps, or with runs below them (default: OUTPUTS/runs)",
    )
    parser.add_argument(
        "--where",
        action="append",
        default=[],
        metavar="KEY=VALUE",
        help="only runs whose config has this value, as in data=laptop; tasks=165 is their number",
    )
    parser.add_argument(
        "--outputs", type=Path, default=Path("outputs"), help="folder of all outputs (%(default)s)"
    )
    parser.add_argument("--out", type=Path, help="where files go (default: OUTPUTS/tables)")
    parser.add_argument("--json", action="store_true", help="end with one JSON object")
    return parser


# ---- Printing ------------------------------------------------------------------------------------


def _print(report: Report) -> None:
    console = wide_console()
    for sheet in report.sheets:
        console.print(terminal(sheet))
    commands = [each.command for each in report.missing]
    for line in (*(["Missing cells:", *commands] if commands else []), *report.remarks):
        # As it is, to be copied.
        console.print(line, markup=False, highlight=False, soft_wrap=True)


# ---- Files ---------------------------------------------------------------------------------------


def _write(report: Report, folder: Path) -> Iterator[Path]:
    """Write every file; they are replaced if they are there."""
    folder.mkdir(parents=True, exist_ok=True)
    pictures = {path.stem: path for path in _draw(report, folder) if path.suffix == ".png"}
    texts = {
        "tables.md": _markdown(report, {name: path.name for name, path in pictures.items()}),
        "tables.tex": "\n".join(latex(sheet) for sheet in report.sheets),
        **{f"{sheet.name}.csv": csv_text(sheet) for sheet in report.sheets},
    }
    for name, text in texts.items():
        write_durably(folder / name, text)
        yield folder / name
    for path in pictures.values():
        yield path
        yield path.with_suffix(".svg")


def _draw(report: Report, folder: Path) -> list[Path]:
    """Draw the pictures; without matplotlib there are none, and a line says so."""
    try:
        with plotting():
            return [path for picture in _pictures(report) for path in picture.save(folder)]
    except UserError as error:
        print(f"no pictures: {error}", file=sys.stderr)
        return []


def _pictures(report: Report) -> Iterator[Picture]:
    yield heat_map(report.grid)
    yield websites_plot(report.grid, report.cell)
    if planning_anew := replanning_plot(report.grid):
        yield planning_anew


def _markdown(report: Report, pictures: dict[str, str]) -> str:
    sections = [markdown(sheet, pictures.get(sheet.name)) for sheet in report.sheets]
    if report.missing:
        commands = "\n".join(each.command for each in report.missing)
        sections.append(f"## Missing cells\n\n```sh\n{commands}\n```\n")
    return "\n".join(sections)


if __name__ == "__main__":
    sys.exit(main())
