"""The recipe: resumable to the bit, and an artifact that loads with no network."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from transformers import AutoModelForCausalLM, AutoTokenizer

from planact.core.errors import UserError
from planact.pretraining.artifact import MODEL, publish, write_artifact
from planact.pretraining.curves import PLOT, TABLE
from planact.pretraining.model import make_config, make_model
from planact.pretraining.recipe import Recipe
from planact.pretraining.stream import Stream, corpus_texts, load_tokenizer, make_block
from planact.pretraining.tokenizer import make_tokenizer
from planact.pretraining.training import Machine, Training

TINY = Recipe(
    tokens=30_000, vocabulary=1400, tokenizer_websites=4, width=64, layers=2, batch_tokens=1500
)
QUICK = Machine(workers=0, per_role=1, final_per_role=1, evaluate_tokens=10**9, line_seconds=10**9)


@pytest.fixture(scope="module")
def tokenizer_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tokenizer")
    make_tokenizer(corpus_texts(TINY), TINY.vocabulary).save_pretrained(folder)
    return folder


@pytest.fixture(autouse=True)
def _small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planact.pretraining.stream.BLOCK_WEBSITES", 2)


def training(folder: Path, tokenizer_folder: Path, machine: Machine = QUICK) -> Training:
    folder.mkdir(exist_ok=True)
    for path in tokenizer_folder.iterdir():
        (folder / path.name).write_bytes(path.read_bytes())
    return Training(folder, TINY, machine, say=lambda line: None)


def test_a_resumed_training_ends_with_the_same_weights(
    tmp_path: Path, tokenizer_folder: Path
) -> None:
    whole = training(tmp_path / "whole", tokenizer_folder)
    whole.run()
    for until in (7_000, 16_000, None):
        parts = training(tmp_path / "parts", tokenizer_folder)
        parts.run(until)
    assert parts.at.tokens == whole.at.tokens >= TINY.tokens
    for name, weight in whole.model.state_dict().items():
        assert torch.equal(weight, parts.model.state_dict()[name]), name


def test_blocks_do_not_depend_on_who_makes_them(tokenizer_folder: Path) -> None:
    tokenizer = load_tokenizer(tokenizer_folder)
    recipe = replace(TINY, tokens=10**6)
    with Stream(tokenizer_folder, recipe, first=3, workers=0) as stream:
        made = [stream.block() for _ in range(2)]
    assert [index for index, _ in made] == [3, 4]
    for index, block in made:
        again = make_block(tokenizer, recipe, index)
        assert [s.ids.tolist() for s in block] == [s.ids.tolist() for s in again]


def test_only_replies_are_learned_and_their_ends(tokenizer_folder: Path) -> None:
    tokenizer = load_tokenizer(tokenizer_folder)
    for sequence in make_block(tokenizer, TINY, 0):
        text = tokenizer.decode(sequence.ids[sequence.learned])
        assert text.endswith("<|end|>")
        assert "## Page" not in text
        if sequence.role == "lookup":
            assert "# Step" not in text
        else:
            last = sequence.learned[0]
            assert list(sequence.learned) == list(range(last, len(sequence.ids)))


def test_the_artifact_loads_offline_and_says_what_it_is(
    tmp_path: Path, tokenizer_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    made = training(tmp_path, tokenizer_folder)
    made.run(3_000)
    folder = write_artifact(made)
    model = AutoModelForCausalLM.from_pretrained(folder)
    tokenizer = AutoTokenizer.from_pretrained(folder)
    assert len(tokenizer) == model.config.vocab_size
    assert model.config.head_dim >= 32
    assert "{%- generation -%}" in tokenizer.chat_template
    ids = tokenizer.apply_chat_template(
        [{"role": "user", "content": "## Page"}], add_generation_prompt=True, return_tensors="pt"
    )["input_ids"]
    expected = made.model(ids).logits
    assert torch.allclose(model(ids).logits, expected, atol=1e-5)
    card = (folder / "README.md").read_text()
    assert f"{model.num_parameters():,} parameters" in card
    for name in (TABLE, PLOT):
        assert (folder / name).is_file()


def test_publishing_replaces_the_product_s_model(tmp_path: Path, tokenizer_folder: Path) -> None:
    made = training(tmp_path / "work", tokenizer_folder)
    made.run(2_000)
    target = tmp_path / "models"
    with pytest.raises(UserError, match="no finished model"):
        publish(tmp_path / "work", target)
    write_artifact(made)
    target.mkdir()
    (target / "old").write_text("")
    publish(tmp_path / "work", target)
    assert (target / "model.safetensors").is_file()
    assert not (target / "old").exists()
    assert (tmp_path / "work" / MODEL).is_dir()


def test_every_evaluation_is_kept(tmp_path: Path, tokenizer_folder: Path) -> None:
    made = training(tmp_path, tokenizer_folder, replace(QUICK, evaluate_tokens=3_000))
    made.run(7_000)
    with (tmp_path / TABLE).open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert len({row["tokens"] for row in rows}) >= 2
    assert {row["measure"] for row in rows} >= {"exact", "token"}
    assert "<svg" in (tmp_path / PLOT).read_text()


def test_a_folder_of_another_recipe_is_refused(tmp_path: Path) -> None:
    TINY.save(tmp_path)
    TINY.save(tmp_path)
    with pytest.raises(UserError, match="seed"):
        replace(TINY, seed=1).save(tmp_path)


def test_the_first_layers_begin_as_a_copier() -> None:
    model = make_model(make_config(1000, 128, 4), seed=0)
    model.set_attn_implementation("eager")
    ids = torch.randint(5, 1000, (1, 60), generator=torch.Generator().manual_seed(0))
    ids[0, 50:] = ids[0, 10:20]
    with torch.no_grad():
        looks = model(ids, output_attentions=True).attentions
    assert looks[0][0, 0].diagonal(-1).mean() > 0.7
    assert looks[0][0, 1].diagonal(-2).mean() > 0.7
    follows = looks[1][0, 0, range(50, 60), range(11, 21)]
    assert follows.mean() > 10 / 60
