"""Values that a text cannot know yet: only later pages, or the answer given there, contain them.

A teacher that annotates a recorded trajectory is shown what comes next. What it writes is learned
by a model that is not, so it has to say what to look for and not what will be found (A.9).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache, cached_property

from planact.core.action import ActionKind, parse_action
from planact.core.trajectory import Round, Trajectory
from planact.data.answers import AnswerError

MOST_NAMED = 3
"""Values that a refusal names; a text with more has to be written anew anyhow."""

TITLE_WORDS = 4
"""Words from which a link's label is hardly ever said by chance."""

_MONTH = (
    "(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    "|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"
)
_QUOTED = re.compile(
    r"(?<!\w)'([^'\n]+(?:'\w[^'\n]*)*)'(?!\w)|\"([^\"\n]+)\"|“([^”\n]+)”|‘([^’\n]+)’|`([^`\n]+)`"
)
_DATE = re.compile(rf"\b{_MONTH}\.? \d{{1,2}}\b(?:, \d{{4}})?|\b\d{{1,2}} {_MONTH}\b(?: \d{{4}})?")
_FIGURE = re.compile(r"\d{4}-\d{2}-\d{2}|\d+(?:[.,:/]\d+)*")
_TOKEN = re.compile(r"\w+(?:[._@/-]\w+)*")
_NAME = re.compile(
    rf"\b(?!{_MONTH}\b)[A-Z][\w'’-]+(?: (?:(?:of the|of|de|van|von|&|/) )?[A-Z][\w'’-]+)*"
)
_BEFORE_A_SENTENCE = re.compile(r"(?:\A|[.!?:;(\n\"“]|\n\s*[-*])\s*\Z")

_CONTROL = re.compile(
    r"<(button|input|select|textarea|summary|label|legend|option|th)\b([^>]*)>([^<]*)"
)
_ATTRIBUTE = re.compile(r'(?:title|placeholder|data-text|data-label)="([^"]*)"')
_NO_LABEL = re.compile(r" \[\d+\]| \(\d+\)$")
_SAYS_NOTHING = {"n/a", "yes", "no", "none"}


class History:
    """A trajectory, read for finding what a text written at one of its rounds cannot know.

    Known at a round are the intent, the pages and replies up to it (its own reply is decided on its
    page), and arguments of later actions that nobody read off a page: those follow from the intent.
    What else later pages, notes and the answer contain is a leak, where it is a quoted text, a
    figure, a date, a name or a code. Labels of buttons, fields and options are the site's own and
    no leak; a number of one or two digits says nothing by standing on some page, but is one where
    it was noted or answered.

    Args:
        trajectory: The recorded trajectory.
    """

    def __init__(self, trajectory: Trajectory) -> None:
        self._intent = _Text(trajectory.intent)
        self._moments = [_Moment(taken) for taken in trajectory.rounds]

    def check(self, text: str, at: int, plans: str = "") -> None:
        """Refuse a text that tells what only later rounds can show.

        Args:
            text: What the teacher wrote.
            at: The round at whose page it is written, counted from 0.
            plans: The plans made before; a name in them is no leak, since it stands in the prompt.

        Raises:
            AnswerError: It tells such values; the text names them.
        """
        found = self.leaks(text, at, plans)
        if found:
            named = ", ".join(f'"{value}"' for value in found[:MOST_NAMED])
            raise AnswerError(
                f"it tells what only later pages show, {named}; leave that out, and say instead "
                "what to look for there"
            )

    def leaks(self, text: str, at: int, plans: str = "") -> list[str]:
        """The values in the text that cannot be known yet, in the order in which they are found."""
        before, after = self._moments[: at + 1], self._moments[at + 1 :]
        known = [self._intent, *(part for moment in before for part in (moment.page, moment.reply))]
        known.append(_Text("\n".join(_not_read(after))))
        told = _Text("\n".join(moment.told for moment in after))
        planned = _Text(plans)

        @cache
        def is_known(value: str) -> bool:
            return any(part.has(value) for part in known)

        def is_a_label(value: str) -> bool:
            return any(_plain(value) in moment.labels for moment in after)

        @cache
        def is_leak(value: str) -> bool:
            if is_known(value):
                return False
            if is_a_label(value):
                return any(_plain(value) == _plain(moment.answer) for moment in after)
            if told.has(value):
                return True
            if not any(moment.page.has(value) for moment in after):
                return False
            return len(value) > 2 if _FIGURE.fullmatch(value) else not planned.has(value)

        def is_fine(quoted: str) -> bool:
            return not is_leak(quoted) and (is_known(quoted) or is_a_label(quoted))

        phrases = [phrase for moment in after for phrase in moment.phrases]
        values = [*_values(text, is_fine), *filter(_Text(text).has, phrases)]
        return list(dict.fromkeys(value for value in values if is_leak(value)))


class _Text:
    """A text in which values can be looked up, whatever their case and the form of numbers."""

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def _words(self) -> str:
        return _plain(self._text)

    @cached_property
    def _figures(self) -> frozenset[str]:
        return frozenset(_number(figure) for figure in _FIGURE.findall(self._text))

    def has(self, value: str) -> bool:
        """Whether the value stands in it, as whole words."""
        if _FIGURE.fullmatch(value):
            return _number(value) in self._figures
        wanted = _plain(value)
        if wanted not in self._words:
            return False
        return re.search(rf"(?<!\w){re.escape(wanted)}(?!\w)", self._words) is not None


class _Moment:
    """A round, and what can be learned in it.

    Attributes:
        page: The observation.
        reply: The agent's reply.
        target: The label of what its action is done to, if it has one.
        argument: What its action types or chooses; empty where it does neither.
        answer: What it ends with, if that says anything.
        told: What was read on the page: the note, the answer.
    """

    def __init__(self, taken: Round) -> None:
        self.page, self.reply = _Text(taken.observation), _Text(taken.reply)
        self.target = taken.element or ""
        action = parse_action(taken.action) if taken.action else None
        said = (action.argument or "") if action else ""
        is_last = action is not None and action.kind is ActionKind.EXIT
        self.argument = "" if is_last else said
        self.answer = said if is_last and said.casefold() not in _SAYS_NOTHING else ""
        self.told = f"{taken.note or ''}\n{self.answer}"
        self._observation = taken.observation

    @cached_property
    def labels(self) -> frozenset[str]:
        """The labels of the page's controls and the options of its lists."""
        return frozenset(_plain(label) for label in _labels(self._observation))

    @property
    def phrases(self) -> list[str]:
        """What a text may tell without quotes or capitals: the answer, the title of a link."""
        is_telling = " " in self.answer or self.answer.islower()
        is_title = len(self.target.split()) >= TITLE_WORDS
        return [self.answer] * is_telling + [self.target] * is_title


def _not_read(moments: list[_Moment]) -> Iterator[str]:
    """The arguments that nothing seen since then showed to whoever typed them."""
    for index, moment in enumerate(moments):
        seen = [*(m.page for m in moments[: index + 1]), *(_Text(m.told) for m in moments[:index])]
        if moment.argument and not any(text.has(moment.argument) for text in seen):
            yield moment.argument


def _values(text: str, is_fine: Callable[[str], bool]) -> Iterator[str]:
    """The values that a text tells; what a fine quotation contains is not looked at."""

    def opened(match: re.Match[str]) -> str:
        quoted = _inside(match)
        return " " if is_fine(quoted) else f" {quoted} "

    yield from (_inside(match) for match in _QUOTED.finditer(text))
    rest = _QUOTED.sub(opened, text)
    yield from _DATE.findall(rest)
    yield from _FIGURE.findall(rest)
    yield from (token for token in _TOKEN.findall(rest) if _is_code(token))
    for name in _NAME.finditer(rest):
        yield from _names(name[0], begins=bool(_BEFORE_A_SENTENCE.search(rest[: name.start()])))


def _names(name: str, begins: bool) -> Iterator[str]:
    """The name; where it begins a sentence, its first word may be an ordinary one."""
    others = name.partition(" ")[2]
    if not begins or others:
        yield name
    if begins and others:
        yield others


def _is_code(token: str) -> bool:
    """Whether it is an identifier, an address or a file name rather than a word."""
    has_letter = any(character.isalpha() for character in token)
    has_digit = any(character.isdigit() for character in token)
    return has_letter and (has_digit or any(mark in token for mark in "._@/"))


def _inside(match: re.Match[str]) -> str:
    return next(group for group in match.groups() if group is not None).strip()


def _labels(observation: str) -> Iterator[str]:
    for tag, attributes, content in _CONTROL.findall(observation):
        name, _, rest = content.partition("=")
        parts = [name, *rest.split("|")] if tag == "select" else [name]
        yield from (_NO_LABEL.sub("", part.strip()) for part in parts)
        yield from _ATTRIBUTE.findall(attributes)


def _plain(text: str) -> str:
    """One spelling for all: no case, single spaces, straight quotes, no commas in numbers."""
    text = text.replace("’", "'").replace("‘", "'").casefold()
    return " ".join(re.sub(r"(?<=\d),(?=\d{3}\b)", "", text).split())


def _number(figure: str) -> str:
    """One spelling for 1,299.00 and 1299."""
    plain = _plain(figure)
    return plain.rstrip("0").rstrip(".") if re.fullmatch(r"\d+\.\d+", plain) else plain
