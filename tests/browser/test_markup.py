"""Printing of elements, and the cut."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from planact.browser.markup import Markup, print_markup

TAGS = st.sampled_from(["a", "div", "p"])
TEXTS = st.text("xyz ", max_size=30)


def element(tag: str, text: str, children: list[Markup]) -> Markup:
    return Markup(f"<{tag}> {text}".strip(), f"</{tag}>", tuple(children))


TREES = st.recursive(
    st.builds(element, TAGS, TEXTS, st.just([])),
    lambda children: st.builds(element, TAGS, TEXTS, st.lists(children, max_size=4)),
    max_leaves=12,
)


def test_elements_are_printed_depth_first_with_their_separator() -> None:
    tree = element("div", "one", [element("p", "two", []), element("a", "", [])])
    assert print_markup([tree], " ", 1000) == "<div> one <p> two </p> <a> </a> </div>"


def test_lines_without_closings_are_cut_between_lines() -> None:
    lines = [Markup(f"line {number}") for number in range(100)]
    text = print_markup(lines, "\n", 100)
    assert text.splitlines()[:2] == ["line 0", "line 1"]
    assert re.fullmatch(r"<!-- cut here: \d+ more elements did not fit -->", text.splitlines()[-1])


@given(st.lists(TREES, max_size=4), st.integers(60, 400))
def test_a_cut_keeps_the_bound_the_beginning_and_the_balance(
    trees: list[Markup], max_chars: int
) -> None:
    whole = print_markup(trees, " ", 10_000)
    text = print_markup(trees, " ", max_chars)
    assert len(text) <= max_chars
    if len(whole) <= max_chars:
        assert text == whole
        return
    shown, note, rest = text.partition("<!-- cut here:")
    assert note
    assert whole.startswith(shown)
    open_tags: list[str] = []
    for closing, tag in re.findall(r"<(/?)([a-z]+)>", text):
        if closing:
            assert open_tags.pop() == tag
        else:
            open_tags.append(tag)
    assert open_tags == []
    left_out = int(re.match(r" (\d+) more", rest)[1])  # type: ignore[index]
    assert left_out == len(re.findall(r"<[a-z]", whole)) - len(re.findall(r"<[a-z]", shown))
