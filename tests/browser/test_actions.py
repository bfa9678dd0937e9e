"""Every action of the grammar, and what the model is told when one fails."""

from __future__ import annotations

import pytest

from planact.browser import Place

from .conftest import Open, Show, Site, act, act_unseen, compact

FORM = """
<a href="/next">Next</a>
<form action="/search"><input name="q" placeholder="Search" value="old text"></form>
<select aria-label="Period"><option>Day</option><option>Month of May</option>
  <option disabled>Year</option><option>Month</option></select>
<label><input type="checkbox"> Agree</label>
<button disabled>Off</button> <input aria-label="Fixed" readonly value="1">
<input aria-label="When" type="date"> <textarea aria-label="Note"></textarea>
<div onmouseover="this.textContent='menu open'">menu</div>
<a href="#" onmouseover="document.title='hovered'">Hover me</a>
<input type="file" aria-label="File">
"""
IDS = {
    "link": 0,
    "search": 1,
    "period": 2,
    "agree": 3,
    "off": 4,
    "fixed": 5,
    "when": 6,
    "note": 7,
    "hover": 8,
    "file": 9,
}


def on(name: str, action: str, argument: str | None = None) -> str:
    said = "" if argument is None else f', argument="{argument}"'
    return f'do(action="{action}"{said}, element="{IDS[name]}")'


async def test_click_follows_a_link(open_page: Open, site: Site) -> None:
    site.page("/next", "<h1>Next page</h1>")
    session = await open_page(FORM)
    assert await act(session, on("link", "Click")) is None
    assert session.url == site.url + "/next"
    assert await compact(session) == ["<h1>Next page</h1>"]


async def test_fields_boxes_and_lists_take_what_the_model_says(open_page: Open) -> None:
    session = await open_page(FORM)
    assert await act(session, on("search", "Type", "new 'text' é")) is None
    assert await act(session, on("note", "Type", r"two\nlines")) is None
    assert await act(session, on("when", "Type", "2024-05-01")) is None
    assert await act(session, on("agree", "Click")) is None
    assert await act(session, on("period", "Select Dropdown Option", "MONTH")) is None
    lines = await compact(session)
    assert "<input>Search [1] = new 'text' é</input>" in lines
    assert "<textarea>Note [7] = two lines</textarea>" in lines
    assert "<input>When [6] = 2024-05-01</input>" in lines
    assert "<input>Agree [3] = checked</input>" in lines
    assert "<select>Period [2] = Month | Day | Month of May | Year | Month</select>" in lines


async def test_an_option_may_be_named_by_a_part_of_it(open_page: Open) -> None:
    session = await open_page(
        '<select aria-label="S" onchange="document.title=this.value"><option>One<option>Two of it'
        "</select>"
    )
    assert await act(session, 'do(action="Select", argument="of IT", element="0")') is None
    assert (await session.observe()).title == "Two of it"


async def test_search_types_and_presses_enter(open_page: Open, site: Site) -> None:
    site.page("/search", "<h1>Results</h1>")
    session = await open_page(FORM)
    assert await act(session, on("search", "Search", "red cups")) is None
    assert session.url == site.url + "/search?q=red+cups"


async def test_press_enter_goes_to_what_has_the_focus(open_page: Open, site: Site) -> None:
    site.page("/search", "<h1>Results</h1>")
    session = await open_page(FORM)
    assert await act(session, on("search", "Type", "cups")) is None
    assert await act(session, 'do(action="Press Enter")') is None
    assert session.url == site.url + "/search?q=cups"


async def test_hover_moves_the_mouse_there(open_page: Open) -> None:
    session = await open_page(FORM)
    assert await act(session, on("hover", "Hover")) is None
    assert (await session.observe()).title == "hovered"


async def test_scrolling_goes_two_thirds_of_the_viewport(open_page: Open) -> None:
    session = await open_page('<div style="height:1500px">tall</div><p id="end">end</p>')
    assert await session.find("#end") == Place(None, "down")
    assert await act(session, 'do(action="Scroll Down")') is None
    assert await session.read("scrollY") == "480"
    assert await act(session, 'do(action="Scroll Down")') is None
    assert await act(session, 'do(action="Scroll Down")') == "the page does not scroll further down"
    assert await session.find("#end") == Place(None, "here")
    assert await session.find("div") == Place(None, "up")
    assert await act(session, 'do(action="Scroll Up")') is None
    assert await act(session, 'do(action="Scroll Up")') is None
    assert await act(session, 'do(action="Scroll Up")') == "the page does not scroll further up"


async def test_history_goes_back_and_forward(open_page: Open, site: Site) -> None:
    site.page("/next", '<a href="#here">In the page</a>')
    session = await open_page(FORM)
    nothing = "there is no {} page in this tab's history"
    assert await act(session, "go_backward()") == nothing.format("earlier")
    await act(session, on("link", "Click"))
    await act(session, 'do(action="Click", element="0")')
    assert session.url == site.url + "/next#here"
    assert await act(session, "go_backward()") is None
    assert session.url == site.url + "/next"
    assert await act(session, 'do(action="Go Backward")') is None
    assert session.url == site.url + "/"
    assert await act(session, 'do(action="Go Forward")') is None
    assert session.url == site.url + "/next"
    assert await act(session, "go_forward()") is None
    assert await act(session, "go_forward()") == nothing.format("later")


FAULTS = {
    'do(action="Click", element="77")': "element 77 is not on the page: ids go from 0 to 9",
    'do(action="Hover", element="x")': "element x is not on the page: ids go from 0 to 9",
    on("off", "Click"): "element 4 is disabled",
    on("fixed", "Type", "2"): "element 5 is read-only",
    on("link", "Type", "a"): 'element 0 takes no text: it is <a> "Next"',
    on("agree", "Type", "a"): "element 3 takes no text: it is <input>",
    on("when", "Type", "May"): '"May" is not a value for element 6, a field of type date',
    on("link", "Select Dropdown Option", "a"): 'element 0 is no drop-down list: it is <a> "Next"',
    on("period", "Select Dropdown Option", "Week"): (
        'element 2 has no option "Week": Day | Month of May | Year | Month'
    ),
    on("period", "Click"): (
        "element 2 is a drop-down list: use Select Dropdown Option with one of"
        " Day | Month of May | Year | Month"
    ),
    on("file", "Click"): "element 9 asks for a file, and files cannot be uploaded",
}


async def test_a_failed_action_is_explained_in_one_line(open_page: Open) -> None:
    session = await open_page(FORM)
    before = await compact(session)
    assert {line: await act(session, line) for line in FAULTS} == FAULTS
    assert await compact(session) == before


async def test_an_element_that_went_away_or_got_covered_is_not_clicked(open_page: Open) -> None:
    session = await open_page(
        '<button>Gone</button><button onclick="document.title=1">Under</button>'
        '<div id="cover" style="display:none;position:fixed;inset:0">Cookies?</div>'
    )
    await session.observe("vab")
    await session.read("document.querySelector('button').remove()")
    await session.read("document.querySelector('#cover').style.display = 'block'")
    gone = await act_unseen(session, 'do(action="Click", element="0")')
    assert gone == "element 0 is no longer on the page"
    covered = await act_unseen(session, 'do(action="Click", element="1")')
    assert covered == 'element 1 is covered by <div> "Cookies?"'


async def test_an_element_that_moved_out_of_view_is_scrolled_to(open_page: Open) -> None:
    session = await open_page('<p id="p"></p><button onclick="document.title=1">Go</button>')
    await session.observe("vab")
    await session.read("document.querySelector('#p').style.height = '3000px'")
    assert await act_unseen(session, 'do(action="Click", element="0")') is None
    assert await session.read("document.title") == "1"


@pytest.mark.parametrize(
    ("body", "css", "place"),
    [
        ('<a href="/x" id="a"><span>Text</span></a>', "#a", Place("0", "here")),
        ('<a href="/x"><b id="b">Text</b></a>', "#b", Place("0", "here")),
        (
            '<input id="i" style="opacity:0;width:0"><label for="i">L</label>',
            "#i",
            Place("0", "here"),
        ),
        ("<h1>Head</h1>", "h1", Place(None, "here")),
        ("<h1>Head</h1>", "h2", Place(None, None)),
        ('<h1 style="display:none">Head</h1>', "h1", Place(None, None)),
        ('<a style="display:none">a</a><a href="/x">b</a>', "a", Place("0", "here")),
    ],
)
async def test_find_gives_the_id_that_reaches_an_element(
    show: Show, body: str, css: str, place: Place
) -> None:
    session = await show(body)
    await session.observe("vab")
    assert await session.find(css) == place
