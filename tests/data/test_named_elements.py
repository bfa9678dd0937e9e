"""A plan may quote what the site's pages show and what the query gives, and nothing else."""

from __future__ import annotations

import pytest

from planact.core.plan import Plan, Step
from planact.core.trajectory import Round, Trajectory
from planact.data.named_elements import SeenPages

SHOP = """<a>My Account [1]</a>
<input>Search the shop [2]</input>
<tr>Order &amp; date | Total</tr>
<p>Customers' choice</p>"""
HTML = '<div data-bbox="1,2,3,4"> <a id="7" title="Wish List"> Orders &gt; Returns </a> </div>'
MAP = "<button>Directions [4]</button>"


def trajectory(number: int, sites: tuple[str, ...], *pages: str) -> Trajectory:
    rounds = tuple(Round(observation=page, reply="", action=None) for page in pages)
    return Trajectory(task_id=number, template_id=1, intent="?", sites=sites, rounds=rounds)


SEEN = SeenPages(
    [
        trajectory(1, ("shopping",), SHOP, HTML),
        trajectory(2, ("map",), MAP),
        trajectory(3, ("map", "shopping"), "<h1>All websites</h1>"),
    ]
)


def unknown(step: str, intent: str = "What?", sites: tuple[str, ...] = ("shopping",)) -> list[str]:
    return SEEN.unknown_names(Plan((Step("A reason.", step),)), intent, sites)


@pytest.mark.parametrize(
    "step",
    [
        "Open 'My Account'",
        'Open "my account"',
        "Open “My  Account”",
        "Open `MY ACCOUNT`",
        "Open ‘My Account’",
        "Use the field 'Search the shop'",
        "Sort by 'Order & date'",
        "Press 'Wish List'",
        "Look at the customers' orders, then at 'Total'",
        "Go to 'Returns'",
        "Open 'Customers' choice'",
    ],
)
def test_names_on_the_pages_are_known_however_they_are_quoted(step: str) -> None:
    assert unknown(step) == []


def test_names_that_no_page_shows_are_unknown() -> None:
    assert unknown("Open 'Loyalty Club' and press \"Spin the wheel\"") == [
        "Loyalty Club",
        "Spin the wheel",
    ]


def test_a_part_of_a_word_is_no_name() -> None:
    assert unknown("Press 'Acc'") == ["Acc"]


def test_the_reasoning_counts_too() -> None:
    plan = Plan((Step("The page has a button 'Loyalty Club'.", "Press it"),))
    assert SEEN.unknown_names(plan, "What?", ("shopping",)) == ["Loyalty Club"]


def test_names_of_another_site_are_unknown() -> None:
    assert unknown("Open 'Directions'") == ["Directions"]
    assert unknown("Open 'Directions'", sites=("map",)) == []


def test_a_query_on_several_sites_may_name_what_any_of_them_shows() -> None:
    step = "Open 'Directions', then 'All websites', then 'My Account'"
    assert unknown(step, sites=("map", "shopping")) == []
    assert unknown("Open 'All websites'") == ["All websites"]


def test_values_of_the_query_are_fine_also_if_put_together() -> None:
    intent = "Which bakery is nearest to Old Mill?"
    assert unknown("Search for 'Old Mill'", intent) == []
    assert unknown("Search for 'bakery near Old Mill'", intent) == []
    assert unknown("Open 'Bakery finder pro'", intent) == ["Bakery finder pro"]


def test_numbers_dates_and_whole_sentences_are_no_names() -> None:
    text = "Enter '2025-04-05', '$12' and 'I would like to have my money back, please'"
    assert unknown(f"{text}, or answer 'N/A', or '&lt;&gt;'") == []


def test_a_site_without_pages_shows_nothing() -> None:
    assert unknown("Open 'My Account'", sites=("gitlab",)) == ["My Account"]
