"""The repository's model: a plain small Llama that loads with no network."""

from __future__ import annotations

import json
import socket
from typing import Any, NoReturn

import pytest
from transformers import AutoConfig, AutoModelForCausalLM, AutoTokenizer, LlamaForCausalLM

from planact.config.paths import ROOT

FOLDER = ROOT / "models" / "laptop"


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> NoReturn:
        raise AssertionError("a connection was tried")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


def test_tokenizer_and_architecture_belong_together() -> None:
    config, tokenizer = AutoConfig.from_pretrained(FOLDER), AutoTokenizer.from_pretrained(FOLDER)
    assert config.vocab_size == len(tokenizer)
    assert config.eos_token_id == tokenizer.eos_token_id
    assert config.pad_token_id == tokenizer.pad_token_id
    assert config.max_position_embeddings >= tokenizer.model_max_length
    assert "{%- generation -%}" in tokenizer.chat_template


def test_it_is_a_plain_llama_with_heads_that_serve() -> None:
    config: Any = AutoConfig.from_pretrained(FOLDER)
    model = AutoModelForCausalLM.from_config(config)
    assert type(model) is LlamaForCausalLM
    assert config.architectures == ["LlamaForCausalLM"]
    assert "auto_map" not in json.loads((FOLDER / "config.json").read_text())
    # The least that vLLM's CPU kernels take.
    assert config.head_dim >= 32
    assert config.head_dim * config.num_attention_heads == config.hidden_size


def test_it_is_small_and_holds_no_code() -> None:
    files = list(FOLDER.iterdir())
    assert sum(file.stat().st_size for file in files) < 16 * 2**20
    assert {file.suffix for file in files} <= {
        *(".json", ".jinja", ".safetensors", ".md", ".csv", ".svg")
    }
