"""The compact style: one line for each thing a person sees, ids right after labels."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from planact.browser.nodes import Node, is_one_thing, label_of, said, target_ids, thing_id

MAX_OPTIONS = 40

ABOVE, BELOW = "<scroll>more above</scroll>", "<scroll>more below</scroll>"
"""The lines that say that the page goes on outside the viewport."""

_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
# A row or a definition that holds one of these lays out the page; it is no value of one line.
_LAYOUT = {"tr", "ul", "ol", "dl", "form", *_HEADINGS}
_BEFORE_PUNCTUATION = re.compile(r"(?<=\]) (?=[.,;:!?)])")


def compact_lines(root: Node) -> list[str]:
    """The page as lines.

    ``<a>label [id]</a>``, ``<button>label [id]</button>``, ``<input>label [id] = value</input>``,
    ``<select>label [id] = current | option | option</select>``, ``<tr>cell | cell [id]</tr>``,
    ``<p>text with a link [id] in it</p>``, ``<p>term: definition</p>``, ``<h1>text</h1>``.
    """
    page = _Page({node.id: node for node in [root, *root.descendants()] if node.id is not None})
    page.block(root, "p")
    return page.lines


@dataclass(frozen=True)
class _Thing:
    """Something to click, within a run of text or alone."""

    tag: str
    text: str

    @classmethod
    def of(cls, node: Node) -> _Thing:
        is_button = node.control is not None and node.control.kind == "button"
        tag = "button" if is_button else node.acts or node.tag
        return cls(tag, _named(node))


class _Page:
    """The lines so far, and the run of texts and links that makes the next one."""

    def __init__(self, by_id: dict[str, Node]) -> None:
        self.lines: list[str] = []
        self._by_id = by_id
        self._run: list[str | _Thing] = []

    def block(self, node: Node, line_tag: str) -> None:
        """Add an element that does not share its lines with what is around it."""
        self._end_line(line_tag)
        tag = node.tag if node.tag in _HEADINGS else line_tag
        self._content(node, tag)
        self._end_line(tag)

    def _content(self, node: Node, line_tag: str) -> None:
        for part in node.content:
            if isinstance(part, Node):
                self._element(part, line_tag)
            elif node.seen:
                self._run.append(part)

    def _element(self, node: Node, line_tag: str) -> None:
        if not node.seen and not target_ids(node):
            return
        if self._names_a_control(node):
            for below in node.descendants():
                if below.control is not None:
                    self._element(below, line_tag)
        elif node.control is not None and node.control.kind != "button":
            self._line(_control_line(node), line_tag)
        elif is_one_thing(node):
            self._thing(node, line_tag)
        elif node.tag == "tr" and _is_record(node):
            self._line(_row_line(node), line_tag)
        elif node.tag == "dl":
            self._definitions(node, line_tag)
        elif node.inline and node.tag != "br":
            self._content(node, line_tag)
        else:
            self.block(node, line_tag)

    def _names_a_control(self, node: Node) -> bool:
        """Whether the element is a label whose text the line of its control carries."""
        control = self._by_id.get(node.labels or "")
        return control is not None and said(node) in control.name

    def _thing(self, node: Node, line_tag: str) -> None:
        thing = _Thing.of(node)
        if thing.tag == "button" or not node.inline:
            self._line(_line(thing.tag, thing.text), line_tag)
        else:
            self._run.append(thing)

    def _definitions(self, node: Node, line_tag: str) -> None:
        term = ""
        for child in node.children:
            if child.tag == "dt":
                term = _one_line(child)
            elif child.tag == "dd" and not _has_layout(child):
                self._line(_line("p", _pair(term, _one_line(child))), line_tag)
            elif child.tag == "div":
                self._definitions(child, line_tag)
            else:
                self._element(child, line_tag)

    def _line(self, line: str, line_tag: str) -> None:
        """Add a whole line after the run before it."""
        self._end_line(line_tag)
        if line:
            self.lines.append(line)

    def _end_line(self, line_tag: str) -> None:
        """Make a line of the run; links with no words between them get a line each."""
        run, self._run = self._run, []
        if any(isinstance(part, str) and _has_words(part) for part in run):
            self.lines.append(_line(line_tag, _joined(run)))
        else:
            self.lines += [_line(part.tag, part.text) for part in run if isinstance(part, _Thing)]


def _line(tag: str, text: str) -> str:
    return f"<{tag}>{text}</{tag}>" if text else ""


def _named(node: Node) -> str:
    """A label with its id, where there is one."""
    if node.id is None and not is_one_thing(node):
        return label_of(node)
    return f"{label_of(node)} [{thing_id(node)}]".strip()


def _control_line(node: Node) -> str:
    tag = "input" if node.tag == "label" else node.tag
    assert node.control is not None
    text = _with_value(_named(node), node.control.value)
    if node.control.kind != "select":
        return _line(tag, text)
    options = list(node.control.options)
    if len(options) > MAX_OPTIONS:
        options = [*options[:MAX_OPTIONS], f"and {len(options) - MAX_OPTIONS} more"]
    return _line(tag, " | ".join([text, *options]))


def _with_value(name: str, value: str) -> str:
    return f"{name} = {value}" if value else name


def _is_record(row: Node) -> bool:
    return sum(1 for _ in row.children) > 1 and not _has_layout(row)


def _has_layout(node: Node) -> bool:
    return any(below.tag in _LAYOUT for below in node.descendants())


def _row_line(row: Node) -> str:
    cells = list(row.children)
    texts = [_one_line(cell) for cell in cells]
    if [cell.tag for cell in cells] == ["th", "td"]:
        return _line("p", _pair(*texts))
    return _line("tr", " | ".join(texts)) if any(texts) else ""


def _pair(term: str, value: str) -> str:
    """A term and its value on one line; a term's own colon is not doubled."""
    return ": ".join(filter(None, [term.rstrip(": "), value]))


def _one_line(node: Node) -> str:
    """Everything in the element on one line."""
    return _joined(list(_run(node)))


def _run(node: Node) -> Iterator[str | _Thing]:
    if node.control is not None and node.control.kind != "button":
        yield _Thing(node.tag, _with_value(_named(node), node.control.value))
    elif is_one_thing(node):
        yield _Thing.of(node)
    else:
        for part in node.content:
            if isinstance(part, str):
                yield part if node.seen else ""
            else:
                yield from [" ", *_run(part), " "] if not part.inline else _run(part)


def _joined(run: list[str | _Thing]) -> str:
    text = "".join(part if isinstance(part, str) else f" {part.text} " for part in run)
    return _BEFORE_PUNCTUATION.sub("", " ".join(text.split()))


def _has_words(text: str) -> bool:
    return any(character.isalnum() for character in text)
