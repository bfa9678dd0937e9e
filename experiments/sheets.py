"""A table as plain values, and as people and programs read it: terminal, Markdown, LaTeX, CSV."""

from __future__ import annotations

import csv
import html
import io
from collections.abc import Iterable
from dataclasses import dataclass

from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

Value = str | float | int | bool | None
Record = dict[str, Value]


@dataclass(frozen=True)
class Sheet:
    """A table.

    Attributes:
        name: Its files' name.
        title: What it shows.
        headings: One a column; the first column holds names.
        rows: Texts for people; a line break parts what stands one above the other.
        records: The numbers behind it, for programs; every record has the same keys.
        rule_after: So many rows stand above a rule; 0 for no rule.
        notes: What a reader must know, a sentence each.
    """

    name: str
    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    records: tuple[Record, ...]
    rule_after: int = 0
    notes: tuple[str, ...] = ()


def terminal(sheet: Sheet) -> Table:
    """The table for a terminal, notes below it."""
    caption = Text("\n".join(sheet.notes)) if sheet.notes else None
    table = Table(
        title=Text(sheet.title),
        caption=caption,
        caption_justify="left",
        box=SIMPLE_HEAD,
        show_lines=False,
    )
    for index, heading in enumerate(sheet.headings):
        table.add_column(Text(heading), justify="right" if index else "left")
    for number, row in enumerate(sheet.rows, start=1):
        table.add_row(*map(Text, row), end_section=number == sheet.rule_after)
    return table


def markdown(sheet: Sheet, image: str | None = None) -> str:
    """A section with the table, its picture if there is one, and its notes as a list."""
    lines = [f"## {_markdown_text(sheet.title)}", ""]
    if image:
        lines += [f"![{_markdown_text(sheet.title)}]({image})", ""]
    lines += [
        _markdown_row(map(_markdown_text, sheet.headings)),
        _markdown_row(["---", *["---:"] * _further(sheet)]),
    ]
    for number, row in enumerate(sheet.rows, start=1):
        lines.append(_markdown_row(map(_markdown_text, row)))
        if number == sheet.rule_after and number < len(sheet.rows):
            lines.append(_markdown_row([""] * len(row)))
    lines += ["", *(f"- {_markdown_text(note)}" for note in sheet.notes)]
    return "\n".join(lines).rstrip() + "\n"


def latex(sheet: Sheet) -> str:
    """A table environment in the manner of booktabs."""
    lines = [
        r"\begin{table}[t]",
        r"\centering\small",
        rf"\caption{{{_latex_text(sheet.title)}}}",
        rf"\begin{{tabular}}{{l{'r' * _further(sheet)}}}",
        r"\toprule",
        _latex_row(sheet.headings),
        r"\midrule",
    ]
    for number, row in enumerate(sheet.rows, start=1):
        lines.append(_latex_row(row))
        if number == sheet.rule_after and number < len(sheet.rows):
            lines.append(r"\midrule")
    lines += [r"\bottomrule", r"\end{tabular}"]
    if sheet.notes:
        lines += ["", r"\medskip", r"\footnotesize " + _latex_text(" ".join(sheet.notes))]
    return "\n".join([*lines, r"\end{table}", ""])


def csv_text(sheet: Sheet) -> str:
    """The records as CSV; what is not known is empty."""
    text = io.StringIO()
    writer = csv.DictWriter(text, list(sheet.records[0]) if sheet.records else [], restval="")
    writer.writeheader()
    writer.writerows(sheet.records)
    return text.getvalue()


def _further(sheet: Sheet) -> int:
    return len(sheet.headings) - 1


def _markdown_row(texts: Iterable[str]) -> str:
    return "| " + " | ".join(texts) + " |"


def _markdown_text(text: str) -> str:
    # Underscores and stars of names are no emphasis.
    escaped = html.escape(text, quote=False)
    for sign in "\\`*_|[]":
        escaped = escaped.replace(sign, f"\\{sign}")
    return escaped.replace("\n", "<br>")


_LATEX = {sign: f"\\{sign}" for sign in "&%$#_{}"} | {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "<": r"$<$",
    ">": r"$>$",
    "[": "{[}",
}

_BREAK = r" \\ "


def _latex_text(text: str) -> str:
    return "".join(_LATEX.get(sign, sign) for sign in text)


def _latex_row(texts: Iterable[str]) -> str:
    return " & ".join(_latex_cell(text) for text in texts) + r" \\"


def _latex_cell(text: str) -> str:
    lines = [_latex_text(line) for line in text.split("\n")]
    return lines[0] if len(lines) == 1 else rf"\shortstack[r]{{{_BREAK.join(lines)}}}"
