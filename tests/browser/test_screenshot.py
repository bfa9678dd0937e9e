"""A screenshot shows the viewport, and says where in it the target of an action is."""

from __future__ import annotations

import pytest

from tests.browser.conftest import Open, Show

BUTTON = (
    "<style>body { margin: 0 }</style>"
    "<button style='position: fixed; left: 320px; top: 180px; width: 128px; height: 72px'>"
    "Save</button>"
)


async def test_the_box_is_in_shares_of_the_viewport(open_page: Open) -> None:
    session = await open_page(BUTTON)
    page = await session.observe("compact")
    shot = await session.screenshot(page.elements[0].id)
    assert shot.box == pytest.approx((0.25, 0.25, 0.1, 0.1), abs=1e-3)
    assert shot.image.startswith(b"\xff\xd8\xff")


@pytest.mark.parametrize("element", [None, "7", "so"])
async def test_without_a_target_there_is_no_box(show: Show, element: str | None) -> None:
    session = await show(BUTTON)
    await session.observe("compact")
    assert (await session.screenshot(element)).box is None


async def test_a_screenshot_changes_nothing_that_a_model_sees(show: Show) -> None:
    session = await show(BUTTON)
    before = await session.observe("vab")
    await session.screenshot("0")
    assert (await session.observe("vab")).text == before.text
