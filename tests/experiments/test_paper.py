"""The paper's numbers, as printed there."""

from __future__ import annotations

import pytest

from experiments.paper import the_paper
from planact.config.paths import ROOT

PAPER = the_paper()


@pytest.mark.parametrize(
    ("planner", "rates"),
    [
        ("none", {"base": 9.85, "finetuned": 36.36, "synthetic": 36.97}),
        ("+finetuning", {"base": 22.42, "finetuned": 16.36, "synthetic": 20.60}),
        ("+targeted", {"base": 29.63, "finetuned": 42.42, "synthetic": 43.63}),
        ("+replanning", {"base": 44.24, "finetuned": 48.48, "synthetic": 53.94}),
        ("+cot", {"synthetic": 57.58}),
    ],
)
def test_table_1(planner: str, rates: dict[str, float]) -> None:
    [row] = [row for row in PAPER.table1.rows if row.planner == planner]
    assert row.rates == rates


def test_table_1_has_the_rows_and_columns_of_our_options_in_the_papers_order() -> None:
    assert [row.planner for row in PAPER.table1.rows] == [
        "none",
        "base",
        "+finetuning",
        "+trajectories",
        "+expansion",
        "+targeted",
        "+replanning",
        "+cot",
    ]
    assert [column.executor for column in PAPER.table1.columns] == [
        "base",
        "finetuned",
        "synthetic",
    ]
    assert sum(len(row.rates) for row in PAPER.table1.rows) == 22


def test_the_gains_that_the_text_names() -> None:
    """Sections 5.2 and 5.3: 0.61 points by synthetic trajectories, 34.39 by the best planner."""
    rates = {row.planner: row.rates for row in PAPER.table1.rows}
    assert rates["none"]["synthetic"] - rates["none"]["finetuned"] == pytest.approx(0.61)
    assert rates["+replanning"]["base"] - rates["none"]["base"] == pytest.approx(34.39)
    assert rates["+replanning"]["synthetic"] - rates["+targeted"]["synthetic"] == pytest.approx(
        10.31
    )


def test_numbers_of_other_systems_are_marked_as_reported() -> None:
    assert {system.name: system.rate for system in PAPER.table1.systems} == {
        "GPT-4-Turbo": 17.6,
        "GPT-4o": 13.9,
        "AWM + GPT-4-0613 [50]": 35.5,
        "WebPilot + GPT-4o [60]": 37.2,
        "WebRL-3.1-70B [35]": 49.1,
    }
    for system in (*PAPER.table1.systems, *PAPER.table3.systems, *PAPER.table4.systems):
        assert system.reported == (system.name != "PLAN-AND-ACT")


def test_tables_2_3_and_4() -> None:
    assert [(row.name, row.cot, row.rate) for row in PAPER.table2.rows] == [
        ("Llama-3.3-70B", False, 53.94),
        ("Llama-3.1-8B", True, 53.33),
        ("QWQ-32B", True, 54.88),
        ("Llama-3.3-70B", True, 57.58),
    ]
    assert PAPER.table3.systems[-1].rate == 48.15
    assert [system.rate for system in PAPER.table4.systems] == [
        34.2,
        27.4,
        44.3,
        52.6,
        57.1,
        58.08,
        73.1,
        81.36,
    ]


def test_figure_4s_websites_add_up_to_its_first_row() -> None:
    overall, *sites = PAPER.figure4.rows
    assert sum(row.tasks for row in sites) == overall.tasks == 165
    solved = [round(row.rate * row.tasks / 100) for row in sites]
    assert 100 * sum(solved) / overall.tasks == pytest.approx(overall.rate, abs=0.05)
    assert sum(row.steps * row.tasks for row in sites) / 165 == pytest.approx(11.12, abs=0.06)


def test_only_experiments_reads_them() -> None:
    sources = [*(ROOT / "planact").rglob("*.py"), ROOT / "run.py"]
    readers = [path for path in sources if "paper.yaml" in path.read_text()]
    importers = [path for path in sources if "from experiments" in path.read_text()]
    assert (readers, importers) == ([], [])
