"""Observations in the styles vab and full."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from planact.browser import STYLES, Browser, Session
from planact.core.errors import UserError

from .conftest import Open, Show

PAGES = Path(__file__).parent / "pages"
FIXTURES = sorted(path.name.removesuffix(".obs.html") for path in PAGES.glob("*.obs.html"))


def without_box_numbers(text: str) -> str:
    return re.sub(r'data-bbox="-?\d+,-?\d+,-?\d+,-?\d+"', 'data-bbox=""', text)


async def open_fixture(browser: Browser, name: str) -> Session:
    page, _, offset = name.partition("@")
    session = await browser.open((PAGES / f"{page}.html").as_uri(), hosts=[])
    await session.scroll_to(int(offset or 0))
    return session


@pytest.mark.parametrize("name", FIXTURES)
async def test_vab_equals_the_published_observation(browser: Browser, name: str) -> None:
    session = await open_fixture(browser, name)
    observation = await session.observe("vab")
    await session.close()
    published = (PAGES / f"{name}.obs.html").read_text(encoding="utf-8").rstrip("\n")
    assert without_box_numbers(observation.text) == without_box_numbers(published)


async def test_a_text_that_is_cut_within_a_character_can_be_encoded(
    open_page: Open,
) -> None:
    session = await open_page(
        f"<p>{'x' * 499}\N{GRINNING FACE}</p><a href='/'></a>"
        "<script>document.querySelector('a').textContent = 'half \\ud800 one'</script>"
    )
    for style in STYLES:
        seen = await session.observe(style)
        assert "half \N{REPLACEMENT CHARACTER} one" in seen.text
        seen.text.encode()


async def test_there_are_ten_published_observations() -> None:
    assert len(FIXTURES) == 10


async def test_observing_leaves_no_trace_in_the_page(open_page: Open) -> None:
    session = await open_page('<a href="/x">Link</a><input value="v"><select><option>o</select>')
    before = await session.read("")
    first = await session.observe("vab")
    second = await session.observe("vab")
    assert first.text == second.text
    assert await session.read("") == before


async def test_a_library_that_gives_arrays_a_tojson_does_no_harm(open_page: Open) -> None:
    harm = "<script>Array.prototype.toJSON = Object.prototype.toJSON = () => 'broken'</script>"
    session = await open_page(f'{harm}<a href="/x">Link</a>')
    assert (await session.observe("compact")).text == "<a>Link [0]</a>"


@pytest.mark.parametrize(
    ("attribute", "clickable"),
    [
        ('onclick="x()"', True),
        ('style="cursor: pointer"', True),
        ('role="tab"', True),
        ('role="MENUITEM"', True),
        ('role="heading"', False),
        ('contenteditable="true"', True),
        ('contenteditable="false"', False),
        ('jsaction="a.open"', True),
        ('jsaction="click:a.open;focus:a.see"', True),
        ('jsaction="focus:a.open"', False),
        ('jsaction="click:none.open"', False),
        ('tabindex="0"', True),
        ('tabindex="-1"', False),
        ('class="my-Button"', True),
        ('class="btn"', False),
    ],
)
async def test_what_makes_an_element_clickable(show: Show, attribute: str, clickable: bool) -> None:
    session = await show(f"<div {attribute}>Thing</div>")
    observation = await session.observe("vab")
    assert observation.labels == ({"0": "Thing"} if clickable else {})


async def test_covered_and_distant_elements_have_no_id(show: Show) -> None:
    session = await show(
        '<button>Free</button><button style="position:absolute;top:100px">Covered</button>'
        '<div style="position:absolute;top:90px;width:500px;height:90px;background:red"></div>'
        '<button style="position:absolute;top:2000px">Far</button>'
    )
    assert (await session.observe("vab")).labels == {"0": "Free"}


async def test_ids_are_the_same_in_every_style(open_page: Open) -> None:
    session = await open_page(url=None, body=(PAGES / "02_admin_form.html").read_text())
    labels = [(await session.observe(style)).labels for style in STYLES]
    assert labels[0] == labels[1] == labels[2]
    assert labels[0]["4"] == "Period"


async def test_labels_are_what_a_person_calls_the_elements(show: Show) -> None:
    session = await show(
        '<a href="/a">Text</a> <button title="Upvote">▲</button> '
        '<button aria-label="Close">x1</button> <label>Name<input></label> '
        '<input placeholder="Search"> <input title="Title"> <input type="submit" value="Go"> '
        '<input type="reset"> <a href="/c">Cart <span>3</span></a> '
        '<a href="/h"><img alt="Home" width=20 height=20></a> '
        '<span id="by">Named</span><input aria-labelledby="by">'
    )
    labels = (await session.observe("vab")).labels
    names = ["Text", "Upvote", "x1", "Name", "Search", "Title", "Go", "Reset", "Cart 3"]
    assert list(labels.values()) == [*names, "Home", "Named"]


async def test_full_adds_address_title_tabs_scroll_state_and_names(open_page: Open) -> None:
    session = await open_page(
        '<a href="/x" aria-label="The link">x</a><img alt="A picture" width=9 height=9>'
        '<div style="height:2000px"></div>'
    )
    text = (await session.observe("full")).text
    lines = text.splitlines()
    assert lines[0] == f"URL: {session.url}"
    assert lines[1] == "Title: /"
    assert lines[2] == "Tabs: / (current)"
    assert re.fullmatch(r"Scroll: 0 px above, 1\d\d\d px below", lines[3])
    assert 'aria-label="The link"' in lines[4]
    assert 'alt="A picture"' in lines[4]
    assert "aria-label" not in (await session.observe("vab")).text


async def test_an_oversized_page_is_cut_between_elements(show: Show) -> None:
    session = await show("".join(f"<p>Paragraph {n}</p>" for n in range(20)))
    whole = (await session.observe("vab")).text
    cut = (await session.observe("vab", max_chars=600)).text
    assert len(cut) <= 600
    shown, _, rest = cut.partition("<!-- cut here: ")
    assert whole.startswith(shown)
    assert re.fullmatch(r"\d+ more elements did not fit --> </body> </html>", rest)


async def test_an_unknown_style_is_refused_by_name(show: Show) -> None:
    session = await show("text")
    with pytest.raises(UserError, match="'wide': use one of vab, full, compact"):
        await session.observe("wide")


async def test_a_long_page_takes_milliseconds(open_page: Open) -> None:
    card = '<div><h2><a href="/p">Name</a></h2><p>Some <b>text</b></p><button>Add</button></div>'
    session = await open_page(card * 290)
    observations = [await session.observe("vab") for _ in range(10)]
    assert observations[0].nodes > 1740
    # Ten times what a quiet machine takes.
    assert min(observation.seconds for observation in observations) < 0.15
