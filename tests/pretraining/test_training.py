"""The training: resumable to the bit whatever stopped it, and honest about how well it does."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import pytest
import torch

from planact.core.errors import UserError
from planact.pretraining.artifact import write_artifact
from planact.pretraining.checkpoint import CHECKPOINT, save_checkpoint
from planact.pretraining.curves import PLOT, TABLE, Curves
from planact.pretraining.model import make_config, make_model
from planact.pretraining.stream import Stream, load_tokenizer, make_block
from planact.pretraining.training import Training
from tests.pretraining.tiny import QUICK, TINY, training

pytestmark = pytest.mark.usefixtures("small_blocks")


def assert_same_weights(one: Training, other: Training) -> None:
    for name, weight in one.model.state_dict().items():
        assert torch.equal(weight, other.model.state_dict()[name]), name


def test_a_resumed_training_ends_with_the_same_weights(
    tmp_path: Path, tokenizer_folder: Path
) -> None:
    whole = training(tmp_path / "whole", tokenizer_folder)
    whole.run()
    for until in (0, 7_000, 16_000, None):
        parts = training(tmp_path / "parts", tokenizer_folder)
        parts.run(until)
    assert parts.at.tokens == whole.at.tokens >= TINY.tokens
    assert_same_weights(whole, parts)


def test_a_training_that_was_killed_goes_on_from_its_checkpoint(
    tmp_path: Path, tokenizer_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    recipe, machine = replace(TINY, tokens=12_000), replace(QUICK, checkpoint_seconds=0.0)
    whole = training(tmp_path / "whole", tokenizer_folder, machine, recipe)
    whole.run()
    killed = training(tmp_path / "killed", tokenizer_folder, machine, recipe)

    def die(folder: Path, state: dict) -> None:
        if killed.at.steps == 4:
            (folder / f".{CHECKPOINT}.part").write_bytes(b"torn")
            raise KeyboardInterrupt
        save_checkpoint(folder, state)

    with monkeypatch.context() as patch:
        patch.setattr("planact.pretraining.training.save_checkpoint", die)
        with pytest.raises(KeyboardInterrupt):
            killed.run()
    resumed = training(tmp_path / "killed", tokenizer_folder, machine, recipe)
    assert resumed.at.steps == 3
    resumed.run()
    assert_same_weights(whole, resumed)
    assert Curves(tmp_path / "killed").last().keys() == Curves(tmp_path / "whole").last().keys()


def test_a_training_knows_what_it_has_run_on_wherever_it_goes_on(
    tmp_path: Path, tokenizer_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    recipe = replace(TINY, tokens=4_000)
    for until, here in ((500, "a laptop"), (2_000, "a server"), (None, "a laptop"), (None, "mine")):
        monkeypatch.setattr("planact.pretraining.training.hardware_of", lambda *_, at=here: at)
        made = training(tmp_path, tokenizer_folder, recipe=recipe)
        made.run(until)
    assert made.at.hardware == ("a laptop", "a server")
    assert (
        "hours on a laptop and then on a server, "
        in (write_artifact(made) / "README.md").read_text()
    )


def test_a_checkpoint_that_does_not_say_its_hardware_goes_on(
    tmp_path: Path, tokenizer_folder: Path
) -> None:
    recipe = replace(TINY, tokens=2_000)
    training(tmp_path, tokenizer_folder, recipe=recipe).run()
    state = torch.load(tmp_path / CHECKPOINT, weights_only=True)
    del state["at"]["hardware"]
    save_checkpoint(tmp_path, state)
    made = training(tmp_path, tokenizer_folder, recipe=recipe)
    assert made.at.hardware == ()
    made.run()
    assert len(made.at.hardware) == 1


def test_a_damaged_checkpoint_is_named(tmp_path: Path, tokenizer_folder: Path) -> None:
    training(tmp_path, tokenizer_folder).run(2_000)
    path = tmp_path / CHECKPOINT
    path.write_bytes(path.read_bytes()[:1000])
    with pytest.raises(UserError, match=rf"{CHECKPOINT}: is damaged"):
        training(tmp_path, tokenizer_folder)


def test_a_loss_that_is_no_number_ends_it_and_spoils_no_checkpoint(
    tmp_path: Path, tokenizer_folder: Path
) -> None:
    made = training(tmp_path, tokenizer_folder)
    made.run(2_000)
    with torch.no_grad():
        made.model.model.norm.weight.fill_(torch.nan)
    with pytest.raises(UserError, match="the loss became nan"):
        made.run()
    again = training(tmp_path, tokenizer_folder)
    assert again.at.tokens >= 2_000
    assert all(weight.isfinite().all() for weight in again.model.parameters())


def test_a_finished_training_is_not_evaluated_again(tmp_path: Path, tokenizer_folder: Path) -> None:
    recipe = replace(TINY, tokens=2_000)
    training(tmp_path, tokenizer_folder, recipe=recipe).run()
    before = (tmp_path / TABLE).stat().st_mtime_ns
    again = training(tmp_path, tokenizer_folder, recipe=recipe)
    cut = (tmp_path / TABLE).stat().st_mtime_ns
    again.run()
    assert again.is_finished
    assert (tmp_path / TABLE).stat().st_mtime_ns == cut >= before


def test_every_evaluation_is_kept(tmp_path: Path, tokenizer_folder: Path) -> None:
    made = training(tmp_path, tokenizer_folder, replace(QUICK, evaluate_tokens=3_000))
    made.run(7_000)
    with (tmp_path / TABLE).open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert len({row["tokens"] for row in rows}) >= 2
    assert {row["measure"] for row in rows} >= {"exact", "token"}
    assert "<svg" in (tmp_path / PLOT).read_text()
    kept = Curves(tmp_path).points()
    Curves(tmp_path).cut(10**9)
    assert Curves(tmp_path).points() == kept


def test_blocks_do_not_depend_on_who_makes_them(tokenizer_folder: Path) -> None:
    tokenizer = load_tokenizer(tokenizer_folder)
    recipe = replace(TINY, tokens=10**6)
    with Stream(tokenizer_folder, recipe, first=3, workers=0) as stream:
        made = [stream.block() for _ in range(2)]
    assert [index for index, _ in made] == [3, 4]
    for index, block in made:
        again = make_block(tokenizer, recipe, index)
        assert [s.ids.tolist() for s in block] == [s.ids.tolist() for s in again]


def test_a_dead_worker_ends_the_waiting(
    tokenizer_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("planact.pretraining.stream._PATIENCE", 0.1)
    with Stream(tokenizer_folder, TINY, first=0, workers=1) as stream:
        stream._processes[0].kill()
        with pytest.raises(UserError, match=r"has died \(exit code -9\)"):
            stream.block()


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
