"""What the browser says can be named on a page, and what each of it allows."""

from __future__ import annotations

import pytest

from planact.core.action import Action, ActionKind

from .conftest import Open, Show

CLICK, HOVER = ActionKind.CLICK, ActionKind.HOVER
TYPE, SEARCH, SELECT = ActionKind.TYPE, ActionKind.SEARCH, ActionKind.SELECT
PAGE = """
<a href="/r">Reports</a>
<label>From <input value="1"></label>
<textarea aria-label="Note"></textarea>
<select aria-label="Sort"><option>Price <option> Name <option>Price</select>
<label><input type="checkbox"> All</label>
<input type="submit" value="Go">
<input type="file" aria-label="Picture">
<div contenteditable>Draft</div>
<p>Nothing here</p>
"""


@pytest.mark.parametrize("style", ["compact", "vab", "full"])
async def test_every_element_allows_what_it_is_made_for(show: Show, style: str) -> None:
    session = await show(PAGE)
    found = (await session.observe(style)).elements
    kinds = {element.label: set(element.kinds) for element in found}
    assert kinds["Reports"] == kinds["Go"] == {CLICK, HOVER}
    assert kinds["From"] - {CLICK, HOVER} == kinds["Draft"] - {CLICK, HOVER} == {TYPE, SEARCH}
    assert kinds["Note"] == {CLICK, TYPE, SEARCH, HOVER}
    assert kinds["Sort"] == {SELECT, HOVER}
    assert kinds["All"] == {CLICK, HOVER}
    assert kinds["Picture"] == {HOVER}
    assert next(one.options for one in found if one.label == "Sort") == ("Price", "Name")


async def test_what_is_disabled_or_read_only_allows_no_more_than_the_browser_does(
    show: Show,
) -> None:
    session = await show("""
<fieldset disabled><button><span tabindex="0">Buy</span></button><input aria-label="Age"></fieldset>
<input aria-label="Code" value="1" readonly>
<select aria-label="Size" disabled><option>Any</select>
<select aria-label="Sort"><option disabled>Choose<option>Name</select>
<select aria-label="Empty"></select>
""")
    found = {element.label: element for element in (await session.observe("compact")).elements}
    assert {label: one.kinds for label, one in found.items()} == {
        **dict.fromkeys(("Buy", "Age", "Size"), (HOVER,)),
        **dict.fromkeys(("Sort", "Empty"), (SELECT, HOVER)),
        "Code": (CLICK, HOVER),
    }
    assert (found["Sort"].options, found["Empty"].options) == (("Name",), ())
    refused = [(CLICK, "Buy"), (TYPE, "Age"), (TYPE, "Code"), (SELECT, "Size")]
    for kind, label in refused:
        assert await session.act(Action(kind, found[label].id, "Any")) is not None, label


async def test_every_option_can_be_chosen_by_the_text_that_the_page_shows(show: Show) -> None:
    session = await show(
        '<select aria-label="Way"><option>by car<option>By car<option>10&nbsp;km<option></select>'
    )
    (way,) = (await session.observe("compact")).elements
    for number, option in enumerate(way.options):
        assert await session.act(Action(SELECT, way.id, option)) is None
        chosen = await session.read("`${document.querySelector('select').selectedIndex}`")
        assert chosen == str(number)


async def test_what_an_element_allows_the_browser_does(show: Show) -> None:
    session = await show(PAGE.replace('type="submit"', 'type="button"'))
    for element in (await session.observe("compact")).elements:
        for kind in element.kinds:
            if kind in (CLICK, SEARCH) and element.label == "Reports":
                continue
            argument = element.options[-1] if kind is SELECT else "7"
            assert await session.act(Action(kind, element.id, argument)) is None, (element, kind)


async def test_only_what_the_text_shows_can_be_named(open_page: Open) -> None:
    rows = "".join(f'<div><a href="/{n}">Link number {n}</a></div>' for n in range(20))
    session = await open_page(f'<label for="a">Age</label> <input id="a">{rows}')
    whole = await session.observe("compact")
    assert [one.label for one in whole.elements].count("Age") == 1
    assert {one.id for one in whole.elements} < set(whole.labels)
    cut = await session.observe("compact", max_chars=200)
    assert 0 < len(cut.elements) < len(whole.elements)
    assert all(f"[{one.id}]" in cut.text for one in cut.elements)
