"""One table in four forms; whatever its names hold, it stays one table."""

from __future__ import annotations

import csv
import io

from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from experiments.sheets import Record, Sheet, csv_text, latex, markdown, terminal

SHEET = Sheet(
    name="some",
    title="Some rates",
    headings=("PLANNER", "base\nours"),
    rows=(("+a_b", "50.0\np<0.001"), ("oracle", "-")),
    records=({"planner": "+a_b", "rate": 0.5}, {"planner": "oracle", "rate": None}),
    rule_after=1,
    notes=("50 % of $2 [35].",),
)


def test_markdown() -> None:
    assert markdown(SHEET, "some.png") == "\n".join(
        [
            "## Some rates",
            "",
            "![Some rates](some.png)",
            "",
            "| PLANNER | base<br>ours |",
            "| --- | ---: |",
            "| +a\\_b | 50.0<br>p&lt;0.001 |",
            "|  |  |",
            "| oracle | - |",
            "",
            "- 50 % of $2 \\[35\\].",
            "",
        ]
    )


def test_latex() -> None:
    lines = latex(SHEET).splitlines()
    assert r"\begin{tabular}{lr}" in lines
    assert r"PLANNER & \shortstack[r]{base \\ ours} \\" in lines
    assert r"+a\_b & \shortstack[r]{50.0 \\ p$<$0.001} \\" in lines
    assert lines[lines.index(r"oracle & - \\") - 1] == r"\midrule"
    assert r"\footnotesize 50 \% of \$2 {[}35]." in lines


def test_terminal() -> None:
    console = Console(width=80, file=io.StringIO(), record=True)
    console.print(terminal(SHEET))
    text = console.export_text()
    for words in ("Some rates", "+a_b", "p<0.001", "oracle", "50 % of $2 [35]."):
        assert words in text


def test_csv_leaves_what_is_not_known_empty() -> None:
    assert csv_text(SHEET) == "planner,rate\r\n+a_b,0.5\r\noracle,\r\n"


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\0")), min_size=1))
def test_csv_gives_back_every_name(names: list[str]) -> None:
    records = tuple(Record(name=name, rate=0.5) for name in names)
    sheet = Sheet(name="s", title="", headings=("name",), rows=(), records=records)
    read = list(csv.DictReader(io.StringIO(csv_text(sheet), newline="")))
    assert [row["name"] for row in read] == names


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Zl", "Zp"])))
def test_no_name_breaks_out_of_its_place(name: str) -> None:
    sheet = Sheet(name="s", title="t", headings=("a", "b"), rows=((name, "1"),), records=())
    [row] = [line for line in markdown(sheet).splitlines() if line.endswith("| 1 |")]
    assert row.replace("\\\\", "").replace("\\|", "").count("|") == 3
    assert "<" not in row
    [row] = [line for line in latex(sheet).splitlines() if line.endswith("& 1 \\\\")]
    assert row.replace("\\&", "").count("&") == 1
    assert "%" not in row.replace("\\%", "")
