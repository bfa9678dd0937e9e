"""The laptop model's tokenizer: any text comes back, and what must be copied is cheap to copy."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from transformers import AutoConfig, AutoTokenizer

from planact.training.laptop_tokenizer import ACTIONS, FOLDER, VOCABULARY, write

tokenizer = AutoTokenizer.from_pretrained(FOLDER)

MARKUP = st.sampled_from(
    [
        "<a>",
        "</a>\n",
        " [7]",
        "[7]",
        "# Element:",
        *ACTIONS,
        '")',
        "\nStep:",
        "'",
        '"',
        " ",
        "\n",
        "/",
    ]
)


def pieces(text: str) -> list[str]:
    return [tokenizer.decode([token]) for token in tokenizer(text)["input_ids"]]


@settings(max_examples=300, deadline=None)
@given(st.text() | st.lists(MARKUP | st.text(max_size=6), max_size=12).map("".join))
def test_any_text_comes_back_exactly(text: str) -> None:
    assert tokenizer.decode(tokenizer(text)["input_ids"]) == text


@pytest.mark.parametrize("number", [0, 7, 42, 199])
def test_an_element_id_is_one_token(number: int) -> None:
    assert pieces(f"<a>Reports [{number}]</a>\n") == ["<a>", "Reports", f" [{number}]", "</a>\n"]


@pytest.mark.parametrize("action", ACTIONS)
def test_the_fixed_part_of_an_action_is_one_token(action: str) -> None:
    assert pieces(action) == [action]
    assert pieces(f"x\n{action}") == ["x", f"\n{action}"]


@pytest.mark.parametrize(
    "place", ["<a>{}</a>", "# Element: {} [7]", 'exit(message="{}")', "Step: Open '{}' now", "{}"]
)
def test_a_label_is_the_same_tokens_wherever_it_stands(place: str) -> None:
    label = tokenizer("Sleek Walnut Lamp")["input_ids"]
    ids = tokenizer(place.format("Sleek Walnut Lamp"))["input_ids"]
    assert any(ids[start : start + len(label)] == label for start in range(len(ids)))


def test_a_conversation_is_its_texts_between_one_token_marks() -> None:
    messages = [
        {"role": "system", "content": "Rules"},
        {"role": "user", "content": " page\n"},
        {"role": "assistant", "content": "exit()"},
    ]
    text = tokenizer.apply_chat_template(messages, tokenize=False)
    assert text == "<|system|>Rules<|end|><|user|> page\n<|end|><|assistant|>exit()<|end|>"
    marks = ("<|pad|>", "<|end|>", "<|system|>", "<|user|>", "<|assistant|>")
    assert [len(tokenizer(mark)["input_ids"]) for mark in marks] == [1] * 5


def test_the_generation_marks_cover_the_reply_and_its_end() -> None:
    messages = [
        {"role": "user", "content": "page"},
        {"role": "assistant", "content": "exit()"},
    ]
    encoded = tokenizer.apply_chat_template(
        messages, return_dict=True, return_assistant_tokens_mask=True
    )
    marked = zip(encoded["input_ids"], encoded["assistant_masks"], strict=True)
    assert tokenizer.decode([token for token, mask in marked if mask]) == "exit()<|end|>"


def test_tokenizer_and_architecture_belong_together() -> None:
    config = AutoConfig.from_pretrained(FOLDER)
    assert config.vocab_size == len(tokenizer) == VOCABULARY
    assert config.eos_token_id == tokenizer.eos_token_id
    assert config.pad_token_id == tokenizer.pad_token_id


def test_the_folder_can_be_made_again(tmp_path: Path) -> None:
    write(tmp_path)
    again = AutoTokenizer.from_pretrained(tmp_path)
    text = "<tr>Lamp [3] | $12.99</tr>\nAdd to Cart"
    assert again.decode(again(text)["input_ids"]) == text
    assert (tmp_path / "config.json").read_text() == (FOLDER / "config.json").read_text()
    assert len(again) == len(tokenizer)
