"""A model of 2 layers x 64 with the laptop model's tokenizer and random weights."""

import json
import shutil

import pytest

from planact.config.paths import ROOT
from planact.config.schema import ModelConfig


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> ModelConfig:
    folder = tmp_path_factory.mktemp("models") / "tiny"
    shutil.copytree(ROOT / "models" / "laptop", folder)
    config = json.loads((folder / "config.json").read_text())
    config |= {"hidden_size": 64, "intermediate_size": 96, "num_hidden_layers": 2}
    config |= {"num_attention_heads": 2, "num_key_value_heads": 2}
    # Untied and widely spread, so that even random weights give varied answers.
    config |= {"tie_word_embeddings": False, "initializer_range": 0.3}
    (folder / "config.json").write_text(json.dumps(config))
    return ModelConfig(name="tiny", path=str(folder), random_init=True, context=512)
