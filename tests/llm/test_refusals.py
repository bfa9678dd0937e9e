"""A refused answer goes back to the model with the reason, so many times and no more."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from planact.llm.chat import Message
from planact.llm.prompts import Prompts
from planact.llm.refusals import answers

QUESTION: list[Message] = [{"role": "user", "content": "Say yes"}]


@dataclass
class Said:
    text: str


def wrong(said: Said) -> str | None:
    return None if said.text == "yes" else f"{said.text} is not yes"


@pytest.fixture
def prompts(tmp_path: Path) -> Prompts:
    template = tmp_path / "test" / "yes_man" / "refused.md"
    template.parent.mkdir(parents=True)
    template.write_text("No: {{ reason }}")
    return Prompts("test", tmp_path)


async def collected(
    prompts: Prompts, replies: list[str], at_most: int
) -> tuple[list[tuple[str, str | None]], list[list[str]]]:
    """Every answer with its refusal, and the contents of every conversation."""
    asked: list[list[str]] = []

    async def ask(messages: Sequence[Message]) -> Said:
        asked.append([message["content"] for message in messages])
        return Said(replies[len(asked) - 1])

    given = answers(ask, wrong, QUESTION, prompts, "yes_man", at_most)
    return [(said.text, refusal) async for said, refusal in given], asked


async def test_the_reasons_gather_in_the_conversation_until_an_answer_is_accepted(
    prompts: Prompts,
) -> None:
    given, asked = await collected(prompts, ["no", "maybe", "yes"], at_most=9)
    assert given == [("no", "no is not yes"), ("maybe", "maybe is not yes"), ("yes", None)]
    assert asked[2] == ["Say yes", "no", "No: no is not yes", "maybe", "No: maybe is not yes"]


async def test_after_the_last_answer_no_more_is_asked(prompts: Prompts) -> None:
    given, asked = await collected(prompts, ["no", "no", "yes"], at_most=2)
    assert [text for text, _ in given] == ["no", "no"]
    assert len(asked) == 2
