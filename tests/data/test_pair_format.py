"""Data pairs are read out of whatever form a model gives them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planact.data.answers import AnswerError
from planact.data.pair_format import Draft, read_drafts

PLAN = (
    "## Step 1\nReasoning: It is there.\nStep: Open 'Reports'\n\n## Step 2\nReasoning: R.\nStep: S"
)
PAIR = Draft("How many orders are open?", "2", PLAN)

FORMS = {
    "as asked": f"## Data Pair 1\nUser Query:\n{PAIR.intent}\nInitial HTML State:\n2\n"
    f"Global Plan:\n{PLAN}",
    "no spaces": f"##Data Pair 1\nUser Query:{PAIR.intent}\nInitial HTML State:2\n"
    f"Global Plan:\n{PLAN}",
    "bold": f"**Data Pair 1:**\n**User Query:** {PAIR.intent}\n**Initial HTML State**: 2\n"
    f"**Global Plan:**\n{PLAN}",
    "headers": f"### Data Pair {{1}}\n\n#### User Query\n\n{PAIR.intent}\n\n"
    f"#### Initial HTML State\n\n2\n\n#### Global Plan\n\n{PLAN}",
    "list": f"## data pair 1\n- User query: {PAIR.intent}\n- Initial HTML state: 2\n"
    f"- Global plan:\n{PLAN}",
    "fence": f"Here you are:\n```markdown\n## Data Pair 1\nUser Query:\n{PAIR.intent}\n"
    f"Initial HTML State:\n2\nGlobal Plan:\n{PLAN}\n```\n",
    "fenced plan": f"## Data Pair 1\nUser Query:\n{PAIR.intent}\nInitial HTML State:\n2\n"
    f"Global Plan:\n```\n{PLAN}\n```",
    "title": f"## Data Pair 1: open orders\nUser Query:\n{PAIR.intent}\nInitial HTML State:\n2\n"
    f"Global Plan:\n{PLAN}",
    "thinking": f"<think>## Data Pair 1\nUser Query: none</think>\n## Data Pair 1\nUser Query:\n"
    f"{PAIR.intent}\nInitial HTML State:\n2\nGlobal Plan:\n{PLAN}",
    "quoted query": f'## Data Pair 1\nUser Query:\n"{PAIR.intent}"\nInitial HTML State:\n2\n'
    f"Global Plan:\n{PLAN}",
}


@pytest.mark.parametrize("form", FORMS)
def test_the_three_sections_are_found(form: str) -> None:
    assert read_drafts(FORMS[form]) == [PAIR]
    assert read_drafts(FORMS[form].replace("\n", "\r\n")) == [PAIR]


def test_pairs_are_told_apart_whatever_their_numbers() -> None:
    text = "\n\n".join([FORMS["as asked"], FORMS["bold"].replace("Pair 1", "Pair 7")])
    assert read_drafts(f"Sure!\n\n{text}") == [PAIR, PAIR]


def test_what_is_missing_stays_empty() -> None:
    assert read_drafts("## Data Pair 1\nUser Query:\nWhat?") == [Draft("What?", "", "")]
    assert read_drafts(f"## Data Pair 1\nGlobal Plan:\n{PLAN}") == [Draft("", "", PLAN)]


def test_a_query_over_two_lines_is_one() -> None:
    assert read_drafts("## Data Pair 1\nUser Query:\nWhat\n  is it?")[0].intent == "What is it?"


def test_quotation_marks_inside_a_query_stay() -> None:
    intent = '"Oak" or "Ash"'
    assert read_drafts(f"## Data Pair 1\nUser Query: {intent}")[0].intent == intent


@pytest.mark.parametrize("text", ["", "I cannot do that.", PLAN, "[]"])
def test_an_answer_without_pairs_is_told_what_to_begin_with(text: str) -> None:
    with pytest.raises(AnswerError, match="'## Data Pair 1'"):
        read_drafts(text)


words = st.text("abcäß?!.,'()-3 ", min_size=1).map(lambda text: " ".join(text.split()))


@given(st.lists(st.tuples(words.filter(bool), st.integers(1, 9)), min_size=1, max_size=4))
def test_what_is_written_is_read(pairs: list[tuple[str, int]]) -> None:
    text = "\n".join(
        f"## Data Pair {number}\nUser Query:\n{intent}\nInitial HTML State:\n{page}\n"
        f"Global Plan:\n{PLAN}"
        for number, (intent, page) in enumerate(pairs, start=1)
    )
    assert read_drafts(text) == [Draft(intent, str(page), PLAN) for intent, page in pairs]


@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        read_drafts(text)
    except AnswerError as error:
        assert "Data Pair" in str(error)
