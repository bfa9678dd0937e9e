"""What tests of tiny pre-trainings share."""

from __future__ import annotations

from pathlib import Path

import pytest

from planact.pretraining.stream import corpus_texts
from planact.pretraining.tokenizer import make_tokenizer, save_tokenizer
from tests.pretraining.tiny import TINY


@pytest.fixture(scope="session")
def tokenizer_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a tokenizer that is learned from a few websites."""
    folder = tmp_path_factory.mktemp("tokenizer")
    save_tokenizer(make_tokenizer(corpus_texts(TINY), TINY.vocabulary), folder)
    return folder


@pytest.fixture
def small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Blocks of two websites."""
    monkeypatch.setattr("planact.pretraining.stream.BLOCK_WEBSITES", 2)
