"""Datasets' figures, as a table, as lines, and as a row of numbers."""

from __future__ import annotations

import io

from rich.console import Console

from planact.report.datasets import datasets_table, details, figures
from tests.report.datasets import dataset


def printed(width: int) -> str:
    console = Console(file=io.StringIO(), width=width)
    older = dataset("seed_trajectories", quality={}, spent={}, refused_pairs={})
    console.print(datasets_table([older, dataset()]))
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def test_every_dataset_has_a_row_and_what_it_has_not_is_a_dash() -> None:
    title, header, *rows = [
        line for line in printed(200).splitlines() if line.strip(" ━┏┓┡┩└┘─┳╇┴")
    ]
    assert "Datasets" in title
    assert "Like test" in header
    seeds, plans = ([cell.strip() for cell in row.split("│")[1:-1]] for row in rows)
    assert seeds == ["seed_trajectories", "90", "0", *["-"] * 7]
    assert plans == [
        *("grounded_plans", "90", "10", "-", "5.2 (3-8)"),
        *("100%", "97%", "0.60", "0.00%", "$0.93"),
    ]


def test_the_table_fits_a_usual_terminal() -> None:
    assert max(map(len, printed(110).splitlines())) <= 110
    assert "5.2 (3-8)" in printed(110)


def test_answers_that_were_sent_back_are_not_rows_that_were_refused() -> None:
    assert figures(dataset())["refused"] == 10
    assert figures(dataset(failed={"scored 0": 5}))["refused"] == 15


def test_figures_have_the_same_names_for_every_dataset() -> None:
    bare = figures(dataset(quality={}, spent={}))
    assert list(bare) == list(figures(dataset()))
    assert (bare["steps"], bare["cost"], bare["near_test"]) == (None, None, None)


def test_costs_and_tokens_of_all_roles_are_added_up() -> None:
    spent = dataset().summary["spent"]["plan_annotator"]
    both = figures(dataset(spent={"query_generator": spent, "orm": spent}))
    assert (both["requests"], both["prompt_tokens"], both["cost"]) == (200, 500_000, 1.85)


def test_lines_tell_what_has_no_column() -> None:
    lines = details(dataset(demonstrated=120))
    assert "sites: gitlab 40, shopping 50" in lines
    assert "refused_pairs: 6 x names what no page has" in lines
    assert "refused_answers: 7 x no header" in lines
    assert "tokens, by estimate: text 290 (to 350)" in lines
    assert "asked as plan_annotator: 100 requests, 250,000 tokens in, 30,000 out, $0.93" in lines
    assert "demonstrated: 120" in lines


def test_of_many_reasons_the_commonest_are_shown() -> None:
    lines = details(dataset(refused_pairs={f"reason {n}": n for n in range(1, 9)}))
    shown = [line for line in lines if line.startswith("refused_pairs")]
    assert shown[0] == "refused_pairs: 8 x reason 8"
    assert shown[-1] == "refused_pairs: 6 x 3 other reasons"
