"""A text of some round tells nothing that only later rounds can show."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planact.core.action import Action, ActionKind, parse_action
from planact.core.trajectory import Round, Trajectory
from planact.data.answers import AnswerError
from planact.data.leaks import History

HOME = "<h1>Shop</h1><a>Desks [4]</a><input>Search [5]</input>"
RESULTS = (
    "<h1>Desks</h1><select>Sort by [3] = Name | Name | Price: high to low</select>"
    "<a>Oak Classic [7]</a><p>$1,299.00, arrives on June 14, 2025</p><a>Elm Writer [8]</a>"
)
PRODUCT = (
    "<h1>Oak Classic</h1><p>Made by Hanna Berg (h.berg@oak.example), part OC-77. 12 left.</p>"
    "<a>Desks that last a lifetime [2]</a>"
)


def taken(page: str, reply: str) -> Round:
    action = parse_action(reply)
    return Round(
        observation=page,
        reply=reply,
        action=action.call(),
        element=action.target,
        note=action.note,
    )


def history(*rounds: Round, intent: str = "Who makes our dearest desk?") -> History:
    answer = parse_action(rounds[-1].reply).argument
    return History(
        Trajectory(
            task_id=1,
            template_id=1,
            intent=intent,
            sites=("shopping",),
            rounds=rounds,
            answer=answer,
        )
    )


DESKS = history(
    taken(HOME, '# Element: Desks\ndo(action="Click", element="4")'),
    taken(RESULTS, '# Element: Oak Classic\n# Note: 12 in all\ndo(action="Click", element="7")'),
    taken(PRODUCT, '# Element: Desks that last a lifetime\ndo(action="Click", element="2")'),
    taken("<h1>Desks that last a lifetime</h1>", 'exit(message="Hanna Berg")'),
)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Open 'Oak Classic', the dearest desk.", ["Oak Classic"]),
        ("Open the Oak Classic and read on.", ["Oak Classic"]),
        ("It costs $1,299.", ["1,299"]),
        ("It costs 1299.00 dollars.", ["1299.00"]),
        ("It arrives on June 14, 2025.", ["June 14, 2025", "2025"]),
        ("Write to h.berg@oak.example about it.", ["h.berg@oak.example"]),
        ("Look for part OC-77.", ["OC-77"]),
        ("Search for it.\nThen ask Hanna for more.", ["Hanna"]),
        ("Answer with hanna berg.", ["Hanna Berg"]),
        ("There are 12 in all.", ["12"]),
        ("Read the post on desks that last a lifetime.", ["Desks that last a lifetime"]),
    ],
)
def test_what_only_later_pages_notes_or_the_answer_say_is_a_leak(
    text: str, values: list[str]
) -> None:
    assert DESKS.leaks(text, 0) == values


@pytest.mark.parametrize(
    "text",
    [
        "Go to the desks, sort them by 'Price: high to low' and open the first one.",
        "Search for the dearest desk and answer with the name of whoever makes it.",
        "Look at its price, at the day it arrives and at how many are left.",
        "Open 'Desks'. Then read on.",
    ],
)
def test_what_to_look_for_may_be_said_with_the_sites_own_words(text: str) -> None:
    assert DESKS.leaks(text, 0) == []


def test_what_a_page_has_shown_is_known_from_then_on() -> None:
    text = "Open 'Oak Classic', which costs $1,299.00, and look for who makes it."
    assert DESKS.leaks(text, 1) == []
    assert DESKS.leaks("Answer with 'Hanna Berg'.", 2) == []


def test_a_note_may_be_repeated_once_it_is_taken() -> None:
    assert DESKS.leaks("Compare with the 12 in all that were noted.", 1) == []


def test_an_answer_that_its_own_page_leads_to_is_known_there() -> None:
    counting = history(
        taken(HOME, '# Element: Desks\ndo(action="Click", element="4")'),
        taken("<p>a</p><p>b</p><p>c</p>", 'exit(message="3")'),
    )
    assert counting.leaks("Answer with the number of desks: 3", 0) == ["3"]
    assert counting.leaks("Answer with the number of desks: 3", 1) == []


def test_what_follows_from_the_intent_may_be_said_before_it_is_entered() -> None:
    dated = history(
        taken(HOME, '# Element: Orders\ndo(action="Click", element="4")'),
        taken("<input>From [2]</input>", 'do(action="Type", argument="2025-04-05", element="2")'),
        taken("<input>From [2] = 2025-04-05</input>", "exit()"),
        intent="Show me the orders since April 5, 2025.",
    )
    assert dated.leaks("Show the orders from '2025-04-05' on.", 0) == []


def test_what_is_read_and_then_entered_does_not_follow_from_the_intent() -> None:
    moved = history(
        taken(HOME, '# Element: Map\ndo(action="Click", element="4")'),
        taken("<p>Town: Milbrook</p>", '# Element: Shop\ndo(action="Click", element="1")'),
        taken(HOME, 'do(action="Search", argument="Milbrook", element="5")'),
        taken("<h1>Customers</h1>", "exit()"),
    )
    assert moved.leaks("Search the customers for Milbrook.", 0) == ["Milbrook"]


def test_a_name_in_an_earlier_plan_is_no_leak_but_a_figure_is() -> None:
    plan = "Open 'Oak Classic', which costs $1,299.00."
    assert DESKS.leaks("Open 'Oak Classic'.", 0, plan) == []
    assert DESKS.leaks("It costs $1,299.00.", 0, plan) == ["1,299.00"]


def test_the_answer_is_a_leak_even_where_it_is_an_option_of_a_list() -> None:
    page = "<select>Author [2] = Any | Hanna Berg | Ole Lund</select>"
    authors = history(
        taken(HOME, '# Element: Commits\ndo(action="Click", element="4")'),
        taken(page, 'exit(message="Hanna Berg")'),
    )
    assert authors.leaks("Filter by 'Ole Lund'.", 0) == []
    assert authors.leaks("Filter by 'Hanna Berg'.", 0) == ["Hanna Berg"]


def test_a_refusal_names_the_values() -> None:
    with pytest.raises(AnswerError, match=r'only later pages show, "Oak Classic", "1,299"; leave'):
        DESKS.check("Open 'Oak Classic' for $1,299.", 0)


WORDS = st.text(string.ascii_lowercase, min_size=4, max_size=9)
NAMES = st.builds(lambda first, last: f"{first.title()} {last.title()}", WORDS, WORDS)
FIGURES = st.integers(100, 10**9).map(lambda number: f"{number:,}")
DATES = st.dates().map(str)
CODES = st.builds(lambda word, number: f"{word}_{number}", WORDS, st.integers(10, 9999))
PLANTED = st.one_of(NAMES, FIGURES, DATES, CODES)
SETTINGS = st.sampled_from(
    [
        "Answer with {value}.",
        "Look for {value} in the list, and open it.",
        "The dearest of them is {value}",
        "Open '{value}' next.",
        'What is needed is "{value}".',
    ]
)


@given(PLANTED, SETTINGS, st.integers(1, 3), st.booleans())
def test_whatever_value_is_planted_on_a_later_page_is_found(
    value: str, setting: str, at: int, answered: bool
) -> None:
    pages = [HOME, "<h1>One</h1>", "<h1>Two</h1>", "<h1>Three</h1>"]
    if not answered:
        pages[at] += f"<p>Here is {value}, at last</p>"
    ending = Action(ActionKind.EXIT, argument=value if answered else None).call()
    replies = ['do(action="Wait")'] * 3 + [ending]
    told = history(*map(taken, pages, replies), intent="Find it.")
    text = setting.format(value=value)
    shown = 3 if answered else at
    assert all(told.leaks(text, before) for before in range(shown))
    assert told.leaks(text, shown) == []


@given(st.text(max_size=300), st.text(max_size=300), st.integers(0, 2))
def test_a_text_that_repeats_the_page_in_view_leaks_nothing(page: str, other: str, at: int) -> None:
    pages = [HOME, HOME, HOME]
    pages[at] = page
    told = history(*(taken(text, "exit()") for text in [*pages, other]), intent="Find it.")
    assert told.leaks(page, at) == []


@given(st.text(max_size=300), st.text(max_size=200), st.text(max_size=200))
def test_no_text_is_too_odd_to_be_checked(text: str, page: str, plan: str) -> None:
    told = history(taken(HOME, "exit()"), taken(page, "exit()"))
    assert all(value in text or value in page for value in told.leaks(text, 0, plan))
