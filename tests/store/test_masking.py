"""No key, token or password gets past the mask; everything else does, unchanged."""

from __future__ import annotations

import pytest

from planact.store.masking import masked


def test_text_under_a_secret_name_is_masked_at_any_depth() -> None:
    config = {
        "model": {"api_key": "abc", "name": "m"},
        "logins": [{"password": "x", "user": "emma"}],
    }
    assert masked(config) == {
        "model": {"api_key": "***", "name": "m"},
        "logins": [{"password": "***", "user": "emma"}],
    }


def test_names_that_only_resemble_secrets_keep_their_values() -> None:
    config = {
        "api_key_env": "OPENAI_API_KEY",
        "max_tokens": 512,
        "tokens": {"prompt": 3},
        "key": "Enter",
        "api_key": None,
    }
    assert masked(config) == config


def test_the_content_of_a_secret_environment_variable_is_masked_wherever_it_stands(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("DEEPSEEK_KEY", "correct-horse-battery")
    assert masked(["say correct-horse-battery twice"]) == ["say *** twice"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("key sk-abcdefghijklmnop1234 used", "key *** used"),
        ("hf_abcdefghijklmnopqrst", "***"),
        ("Authorization: Bearer abc.def-ghi", "Authorization: Bearer ***"),
        ("https://me:pass@host/v1", "https://***@host/v1"),
        ("https://host/v1?api_key=zzz&x=1", "https://host/v1?api_key=***&x=1"),
    ],
)
def test_text_with_the_shape_of_a_known_key_is_masked(text: str, expected: str) -> None:
    assert masked(text) == expected


@pytest.mark.parametrize("value", ["http://127.0.0.1:80/v1", "sk-ip", 3, None, True, 2.5])
def test_other_values_are_untouched(value: object) -> None:
    assert masked(value) == value
