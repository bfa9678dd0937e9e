"""The thinking that reasoning models put before their answers, in ``<think>`` tags."""

from __future__ import annotations

import re

_THINKING = re.compile(r"\A\s*<think>.*?(?:</think>|\Z)|\A.*?</think>[ \t]*$", re.S | re.M)


def without_thinking(text: str) -> str:
    """The answer alone: what follows the thinking, nothing where the thinking never ends.

    The opening tag may be missing, since the chat templates of some models end with it; the closing
    one then ends its line.
    """
    return _THINKING.sub("", text, count=1).lstrip() if "think>" in text else text
