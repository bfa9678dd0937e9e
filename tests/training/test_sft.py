"""Fine-tuning: from a file of examples to a Hugging Face folder, whatever happens on the way."""

import io
import json
import logging
import re
import signal
import subprocess
import sys
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pytest
import torch
from rich.console import Console
from safetensors.torch import load_file
from transformers import AutoModelForCausalLM, TrainerControl, TrainerState

from planact.config.schema import ModelConfig, Precision, TrainerConfig
from planact.core.errors import UserError
from planact.llm.weights import load_model
from planact.training.dataset import Example, read_examples, tokenize, write_examples
from planact.training.progress import TrainingProgress
from planact.training.sft import fine_tune

TRAINER = TrainerConfig(
    name="test",
    learning_rate=0.01,
    batch_size=4,
    micro_batch=2,
    epochs=2,
    max_length=256,
    precision=Precision.fp32,
    gradient_checkpointing=False,
    save_steps=3,
)


def example(number: int, words: int = 3) -> Example:
    page = f"<a>Item {number} [{number}]</a> " + "word " * words
    reply = f'# Element: Item {number} [{number}]\ndo(action="Click", element="{number}")'
    messages = [{"role": "user", "content": page}, {"role": "assistant", "content": reply}]
    return Example.model_validate({"messages": messages})


@pytest.fixture
def examples(tmp_path: Path) -> Path:
    path = tmp_path / "examples.jsonl"
    write_examples(path, [example(number, words=number) for number in range(24)])
    return path


def train(
    model: ModelConfig, examples: Path, folder: Path, **changes: Any
) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Train with `TRAINER` so changed; the summary and everything that was logged."""
    logged: list[dict[str, Any]] = []
    summary = fine_tune(model, replace(TRAINER, **changes), examples, folder, 1, logged.append)
    return summary, logged


def losses(logged: list[dict[str, Any]]) -> list[float]:
    return [metrics["train/loss"] for metrics in logged if "train/loss" in metrics]


def test_training_lowers_the_loss_and_leaves_a_hugging_face_folder(
    tiny: ModelConfig, examples: Path, tmp_path: Path
) -> None:
    summary, logged = train(tiny, examples, tmp_path / "out")
    assert len(losses(logged)) == summary["steps"] == 12
    assert losses(logged)[-1] < losses(logged)[0] / 2
    assert summary["examples"] == 24
    assert {path.name for path in (tmp_path / "out").iterdir()} == {
        *("config.json", "generation_config.json", "model.safetensors", "summary.json"),
        *("tokenizer.json", "tokenizer_config.json", "chat_template.jinja"),
    }
    assert json.loads((tmp_path / "out" / "summary.json").read_text()) == summary
    load_model(tiny, tmp_path / "out")


@pytest.mark.parametrize(("min_steps", "steps"), [(5, 12), (20, 20)])
def test_a_small_dataset_is_passed_over_until_there_are_steps_enough(
    tiny: ModelConfig, examples: Path, tmp_path: Path, min_steps: int, steps: int
) -> None:
    summary, _ = train(tiny, examples, tmp_path / "out", min_steps=min_steps)
    assert summary["steps"] == steps


@pytest.mark.parametrize("packing", [False, True])
def test_the_loss_is_the_mean_over_the_replies_tokens_however_they_are_batched(
    tiny: ModelConfig, examples: Path, tmp_path: Path, packing: bool
) -> None:
    model, tokenizer = load_model(tiny, seed=1)
    rows = tokenize(tokenizer, read_examples(examples), 256).rows
    summed, count = 0.0, 0
    for row in rows:
        batch = {key: torch.tensor([value]) for key, value in row.items()}
        learned = int((batch["labels"] != -100).sum())
        summed += model(**batch).loss.item() * learned
        count += learned
    batches = {"batch_size": 64, "micro_batch": 1} if packing else {"batch_size": 24}
    _, logged = train(tiny, examples, tmp_path / "out", epochs=1, packing=packing, **batches)
    assert losses(logged)[0] == pytest.approx(summed / count, rel=1e-4)


def test_a_killed_training_ends_with_the_weights_of_an_undisturbed_one(
    tiny: ModelConfig, examples: Path, tmp_path: Path
) -> None:
    train(tiny, examples, tmp_path / "undisturbed")
    arguments = {"model": asdict(tiny), "trainer": asdict(TRAINER)}
    killed = subprocess.run(
        [
            sys.executable,
            "-c",
            _KILLED,
            json.dumps(arguments),
            str(examples),
            str(tmp_path / "killed"),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    left = tmp_path / "killed" / "checkpoints"
    assert [path.name for path in left.glob("checkpoint-*")] == ["checkpoint-3"]
    (left / "checkpoint-6").mkdir()  # as if the kill had come while it was being written
    summary, logged = train(tiny, examples, tmp_path / "killed")
    assert [metrics["step"] for metrics in logged if "train/loss" in metrics] == list(range(4, 13))
    assert summary["steps"] == 12
    first, second = (
        load_file(tmp_path / name / "model.safetensors") for name in ("undisturbed", "killed")
    )
    for key, weights in first.items():
        torch.testing.assert_close(second[key], weights, rtol=1e-4, atol=1e-6)


_KILLED = """
import json, os, signal, sys
from pathlib import Path
from planact.config.schema import ModelConfig, TrainerConfig
from planact.training.sft import fine_tune

arguments = json.loads(sys.argv[1])

def log(metrics):
    if metrics["step"] == 5:
        os.kill(os.getpid(), signal.SIGKILL)

fine_tune(ModelConfig(**arguments["model"]), TrainerConfig(**arguments["trainer"]),
          Path(sys.argv[2]), Path(sys.argv[3]), 1, log)
"""


def test_too_long_examples_are_counted_and_said(
    tiny: ModelConfig, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "examples.jsonl"
    write_examples(path, [example(1), example(2), example(3, words=300)])
    with caplog.at_level(logging.WARNING):
        summary, _ = train(tiny, path, tmp_path / "out", epochs=1)
    assert (summary["examples"], summary["examples_too_long"]) == (2, 1)
    assert "1 of 3 examples are longer than 256 tokens and are left out" in caplog.text


def test_nothing_short_enough_is_an_error(tiny: ModelConfig, tmp_path: Path) -> None:
    path = tmp_path / "examples.jsonl"
    write_examples(path, [example(3, words=300)])
    with pytest.raises(UserError, match=r"all 1 examples are longer than 256 tokens"):
        train(tiny, path, tmp_path / "out")


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('{"messages": [{"role": "user"', "examples.jsonl:1"),
        ('{"messages": []}', "examples.jsonl:1"),
        (
            '{"messages": [{"role": "user", "content": "a"}, {"role": "user", "content": "b"}]}',
            "the last message is no reply",
        ),
    ],
)
def test_a_corrupt_line_is_named(
    tiny: ModelConfig, examples: Path, tmp_path: Path, line: str, reason: str
) -> None:
    examples.write_text(line + "\n" + examples.read_text())
    with pytest.raises(UserError, match=reason):
        train(tiny, examples, tmp_path / "out")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"micro_batch": 3}, r"batch_size=4 is not a multiple of trainer.micro_batch=3"),
        ({"optimizer": "adamx"}, r"trainer=test: .*adamx"),
        ({"schedule": "zigzag"}, r"trainer=test: .*zigzag"),
    ],
)
def test_a_setting_that_cannot_be_is_named(
    tiny: ModelConfig, examples: Path, tmp_path: Path, changes: dict[str, Any], reason: str
) -> None:
    with pytest.raises(UserError, match=reason):
        train(tiny, examples, tmp_path / "out", **changes)


def test_checkpoints_of_another_model_are_not_continued(
    tiny: ModelConfig, examples: Path, tmp_path: Path
) -> None:
    left = tmp_path / "out" / "checkpoints" / "checkpoint-3"
    left.mkdir(parents=True)
    (left / "trainer_state.json").write_text("{}")
    config = json.loads((Path(str(tiny.path)) / "config.json").read_text())
    (left / "config.json").write_text(json.dumps(config | {"hidden_size": 32}))
    with pytest.raises(UserError, match=r"its hidden_size is 32, not 64"):
        train(tiny, examples, tmp_path / "out")


def test_the_seed_decides_the_weights(tiny: ModelConfig, examples: Path, tmp_path: Path) -> None:
    for name in ("first", "again"):
        train(tiny, examples, tmp_path / name, epochs=1)
    weights = [
        AutoModelForCausalLM.from_pretrained(tmp_path / name).get_input_embeddings().weight
        for name in ("first", "again")
    ]
    assert torch.equal(*weights)


def shown(terminal: bool) -> str:
    """What a training of 50 steps displays."""
    out = io.StringIO()
    console = Console(file=out, force_terminal=terminal, width=100)
    progress = TrainingProgress("planner", lambda metrics: None, console)
    state, control = TrainerState(max_steps=50), TrainerControl()
    progress.on_train_begin(None, state, control)
    for step in range(1, 51):
        state.global_step = step
        progress.on_log(None, state, control, logs={"loss": 1.25})
        progress.on_step_end(None, state, control)
    progress.on_train_end(None, state, control)
    return re.sub(r"\x1b\[[\d;?]*[A-Za-z]", "", out.getvalue())


def test_progress_on_a_terminal_is_a_bar_with_loss() -> None:
    assert "50/50 loss 1.250" in shown(terminal=True)


def test_progress_elsewhere_is_a_line_now_and_then() -> None:
    assert shown(terminal=False) == "planner: step 50/50, loss 1.250, 0 s left\n"
