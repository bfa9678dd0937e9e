"""The laptop model's tokenizer: any text comes back, and what must be copied is cheap to copy."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from transformers import AutoTokenizer

from planact.config.paths import ROOT
from planact.pretraining.stream import corpus_texts
from planact.pretraining.tokenizer import ACTIONS, SPECIAL, TOKENIZER, make_tokenizer
from tests.pretraining.tiny import TINY

MARKUP = st.sampled_from(
    [
        *("<a>", "</a>\n", " [7]", "[7]", "# Element:", *ACTIONS, '")', "\nStep:"),
        *("'", '"', " ", "\n", "/"),
    ]
)


@pytest.fixture(scope="module", params=["learned", "committed"])
def tokenizer(request: pytest.FixtureRequest, tokenizer_folder: Path) -> Any:
    """A tokenizer that is learned here, and the one of the repository."""
    committed = request.param == "committed"
    return AutoTokenizer.from_pretrained(
        ROOT / "models" / "laptop" if committed else tokenizer_folder
    )


def pieces(tokenizer: Any, text: str) -> list[str]:
    return [tokenizer.decode([token]) for token in tokenizer(text)["input_ids"]]


@settings(max_examples=300, deadline=None)
@given(text=st.text() | st.lists(MARKUP | st.text(max_size=6), max_size=12).map("".join))
def test_any_text_comes_back_exactly(tokenizer: Any, text: str) -> None:
    assert tokenizer.decode(tokenizer(text)["input_ids"]) == text


def test_the_corpus_comes_back_exactly(tokenizer: Any) -> None:
    for text in corpus_texts(TINY):
        assert tokenizer.decode(tokenizer(text)["input_ids"]) == text


@pytest.mark.parametrize("number", [0, 7, 42, 199])
def test_an_element_id_is_one_token(tokenizer: Any, number: int) -> None:
    found = pieces(tokenizer, f"<a>Reports [{number}]</a>\n")
    assert found[0] == "<a>"
    assert found[-2:] == [f" [{number}]", "</a>\n"]


@pytest.mark.parametrize("action", ACTIONS)
def test_the_fixed_part_of_an_action_is_one_token(tokenizer: Any, action: str) -> None:
    assert pieces(tokenizer, action) == [action]
    assert pieces(tokenizer, f"x\n{action}")[-1] == f"\n{action}"


@pytest.mark.parametrize(
    "place", ["<a>{}</a>", "# Element: {} [7]", 'exit(message="{}")', "Step: Open '{}' now", "{}"]
)
def test_a_label_is_the_same_tokens_wherever_it_stands(tokenizer: Any, place: str) -> None:
    label = tokenizer("Sleek Walnut Lamp")["input_ids"]
    ids = tokenizer(place.format("Sleek Walnut Lamp"))["input_ids"]
    assert any(ids[start : start + len(label)] == label for start in range(len(ids)))


def test_a_conversation_is_its_texts_between_one_token_marks(tokenizer: Any) -> None:
    messages = [
        {"role": "system", "content": "Rules"},
        {"role": "user", "content": " page\n"},
        {"role": "assistant", "content": "exit()"},
    ]
    text = tokenizer.apply_chat_template(messages, tokenize=False)
    assert text == "<|system|>Rules<|end|><|user|> page\n<|end|><|assistant|>exit()<|end|>"
    assert [tokenizer(mark)["input_ids"] for mark in SPECIAL] == [[id] for id in range(5)]


def test_the_generation_marks_cover_the_reply_and_its_end(tokenizer: Any) -> None:
    messages = [
        {"role": "user", "content": "page"},
        {"role": "assistant", "content": "exit()"},
    ]
    encoded = tokenizer.apply_chat_template(
        messages, return_dict=True, return_assistant_tokens_mask=True
    )
    marked = zip(encoded["input_ids"], encoded["assistant_masks"], strict=True)
    assert tokenizer.decode([token for token, mask in marked if mask]) == "exit()<|end|>"


def test_shorter_texts_are_padded_before_them(tokenizer: Any) -> None:
    padded = tokenizer(["exit()", "exit()exit()"], padding=True)
    assert padded["input_ids"][0][0] == tokenizer.pad_token_id == 0
    assert padded["attention_mask"][0][0] == 0
    assert tokenizer.decode(padded["input_ids"][0], skip_special_tokens=True) == "exit()"


def test_it_is_learned_the_same_each_time(tokenizer_folder: Path, tmp_path: Path) -> None:
    make_tokenizer(corpus_texts(TINY), TINY.vocabulary).save_pretrained(tmp_path)
    again, first = ((folder / TOKENIZER).read_text() for folder in (tmp_path, tokenizer_folder))
    assert again == first
