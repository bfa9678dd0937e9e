"""The artifact: standard files that load with no network; published whole or not at all."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import torch
from transformers import AutoModelForCausalLM, AutoTokenizer

from planact.core.errors import UserError
from planact.pretraining import artifact
from planact.pretraining.artifact import MODEL, publish, write_artifact
from planact.pretraining.curves import PLOT, TABLE
from planact.pretraining.hardware import hardware_of
from planact.pretraining.recipe import RECIPE
from tests.pretraining.tiny import QUICK, TINY, training

pytestmark = pytest.mark.usefixtures("small_blocks")
SHORT = replace(TINY, tokens=2_000)


@pytest.fixture
def work(tmp_path: Path, tokenizer_folder: Path, small_blocks: None) -> Path:
    """The folder of a finished pre-training."""
    made = training(tmp_path / "work", tokenizer_folder, recipe=SHORT)
    made.run()
    write_artifact(made)
    return made.folder


def test_the_artifact_loads_and_says_what_it_is(tmp_path: Path, tokenizer_folder: Path) -> None:
    made = training(tmp_path, tokenizer_folder)
    made.run(3_000)
    folder = write_artifact(made)
    model = AutoModelForCausalLM.from_pretrained(folder)
    tokenizer = AutoTokenizer.from_pretrained(folder)
    assert len(tokenizer) == model.config.vocab_size
    assert model.config.head_dim >= 32
    ids = tokenizer("## Page", return_tensors="pt")["input_ids"]
    assert torch.allclose(model(ids).logits, made.model(ids).logits, atol=1e-5)
    card = (folder / "README.md").read_text()
    assert f"{model.num_parameters():,} parameters" in card
    assert "in a file of 2." in card
    assert f"hours on {hardware_of(torch.device('cpu'), QUICK.threads)}, " in card
    assert "| executor | 0." in card
    assert {TABLE, PLOT, RECIPE} <= {path.name for path in folder.iterdir()}


def test_publishing_replaces_the_product_s_model(work: Path, tmp_path: Path) -> None:
    target = tmp_path / "models" / "laptop"
    publish(work, target)
    (target / "old").touch()
    publish(work, target)
    assert {p.name for p in target.iterdir()} == {p.name for p in (work / MODEL).iterdir()}
    assert [path.name for path in target.parent.iterdir()] == ["laptop"]


@pytest.mark.parametrize("where", ["shutil.copytree", "sync_tree"])
def test_a_publishing_that_is_killed_leaves_the_model_that_was_there(
    where: str, work: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "models" / "laptop"
    target.mkdir(parents=True)
    (target / "old").touch()

    def die(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(f"planact.pretraining.artifact.{where}", die)
        with pytest.raises(KeyboardInterrupt):
            publish(work, target)
    assert [path.name for path in target.iterdir()] == ["old"]
    publish(work, target)
    assert (target / "model.safetensors").is_file()
    assert [path.name for path in target.parent.iterdir()] == ["laptop"]


def test_what_is_not_finished_is_not_published(tmp_path: Path, tokenizer_folder: Path) -> None:
    made = training(tmp_path / "work", tokenizer_folder)
    made.run(2_000)
    with pytest.raises(UserError, match="there is no model"):
        publish(made.folder, tmp_path / "models")
    write_artifact(made)
    with pytest.raises(UserError, match=r"not finished \(0.00 of 0.03 M tokens\)"):
        publish(made.folder, tmp_path / "models")
    assert not (tmp_path / "models").exists()


def test_what_is_too_large_is_not_published(
    work: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(artifact, "LARGEST_BYTES", 2**17)
    with pytest.raises(UserError, match=r"MB; the repository takes at most 0"):
        publish(work, tmp_path / "models")
