"""Supervised fine-tuning with TRL: a file of examples to a standard Hugging Face folder."""

from __future__ import annotations

import json
import logging
import math
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from planact.config.schema import ModelConfig, TrainerConfig
from planact.core.errors import UserError
from planact.llm.weights import check_same_architecture, load_model
from planact.training.dataset import Sequences, read_examples, tokenize

if TYPE_CHECKING:
    from transformers import PreTrainedModel, PreTrainedTokenizerBase
    from trl.trainer.sft_config import SFTConfig
    from trl.trainer.sft_trainer import SFTTrainer

VERSION = 1
"""Part of a checkpoint's fingerprint; raised when training makes something different."""

CHECKPOINTS = "checkpoints"
"""Folder of what a killed training resumes from; gone when the training is finished."""

SUMMARY = "summary.json"

logger = logging.getLogger(__name__)


def fine_tune(
    model: ModelConfig,
    trainer: TrainerConfig,
    examples: Path,
    folder: Path,
    seed: int,
    log: Callable[[dict[str, Any]], None],
    *,
    name: str = "training",
) -> dict[str, Any]:
    """Fine-tune a model on the last assistant message of each example (section 4, Figure 5a).

    A call that was killed continues from its last checkpoint when it is made again with the same
    arguments, and ends with the weights an undisturbed call would have made.

    Args:
        model: The model to start from.
        trainer: Hyperparameters.
        examples: JSON Lines of `Example`.
        folder: Receives the model in Hugging Face's format and ``summary.json``.
        seed: Seed of the order of examples, and of random weights.
        log: Receives the metrics of a step: ``step``, ``train/loss``, ``train/learning_rate``, ...
        name: What is being trained, for the progress display.

    Returns:
        The summary: counts of examples and tokens, steps, final loss, seconds.

    Raises:
        UserError: The model, the examples or the precision cannot be used as configured.
    """
    started = time.monotonic()
    weights, tokenizer = load_model(model, seed=seed, training=True)
    sequences = _sequences(model, trainer, tokenizer, examples)
    folder.mkdir(parents=True, exist_ok=True)
    sft = _make_trainer(weights, tokenizer, sequences, trainer, folder, seed)
    _show_progress(sft, name, log)
    checkpoint = _last_checkpoint(folder / CHECKPOINTS)
    if checkpoint is not None:
        check_same_architecture(weights.config, checkpoint)
        logger.info("%s: continuing from %s", name, checkpoint.name)
    outcome = sft.train(resume_from_checkpoint=str(checkpoint) if checkpoint else None)
    summary = {
        "examples": len(sequences.rows),
        "examples_too_long": sequences.too_long,
        "longest_example": sequences.longest,
        "tokens": sum(len(row["input_ids"]) for row in sequences.rows),
        "parameters": weights.num_parameters(),
        "steps": outcome.global_step,
        "loss": _last_loss(sft),
        "seconds": round(time.monotonic() - started, 1),
    }
    _publish(sft, tokenizer, folder, summary)
    return summary


def _sequences(
    model: ModelConfig,
    trainer: TrainerConfig,
    tokenizer: PreTrainedTokenizerBase,
    examples: Path,
) -> Sequences:
    limit = min(trainer.max_length, model.context)
    sequences = tokenize(tokenizer, read_examples(examples), limit)
    if not sequences.rows:
        raise UserError(
            f"{examples}: all {sequences.too_long} examples are longer than {limit} tokens "
            f"(the longest has {sequences.longest}); raise trainer.max_length or model.context"
        )
    if sequences.too_long:
        logger.warning(
            "%d of %d examples are longer than %d tokens and are left out (longest: %d)",
            sequences.too_long,
            sequences.too_long + len(sequences.rows),
            limit,
            sequences.longest,
        )
    return sequences


def _make_trainer(
    weights: PreTrainedModel,
    tokenizer: PreTrainedTokenizerBase,
    sequences: Sequences,
    trainer: TrainerConfig,
    folder: Path,
    seed: int,
) -> SFTTrainer:
    import datasets  # type: ignore[import-untyped]

    from planact.training.reply_trainer import ReplyTrainer

    datasets.disable_progress_bars()
    sft = ReplyTrainer(
        model=weights,
        args=_arguments(trainer, folder, seed),
        train_dataset=datasets.Dataset.from_list(sequences.rows),
        processing_class=tokenizer,
    )
    # Packing has made fewer sequences of the examples by now.
    dataset: Any = sft.train_dataset
    steps = math.ceil(len(dataset) / trainer.batch_size) * trainer.epochs
    if trainer.min_steps > steps:
        sft.args.max_steps = trainer.min_steps
    return sft


def _arguments(trainer: TrainerConfig, folder: Path, seed: int) -> SFTConfig:
    import torch
    from trl.trainer.sft_config import SFTConfig

    if trainer.batch_size % trainer.micro_batch:
        raise UserError(
            f"trainer.batch_size={trainer.batch_size} is not a multiple of "
            f"trainer.micro_batch={trainer.micro_batch}"
        )
    try:
        return SFTConfig(
            output_dir=str(folder / CHECKPOINTS),
            learning_rate=trainer.learning_rate,
            optim=trainer.optimizer,
            lr_scheduler_type=trainer.schedule,
            warmup_steps=trainer.warmup_ratio,  # below 1 it is a share of the steps
            weight_decay=trainer.weight_decay,
            per_device_train_batch_size=trainer.micro_batch,
            gradient_accumulation_steps=trainer.batch_size // trainer.micro_batch,
            num_train_epochs=trainer.epochs,
            # Too long examples are gone already; a length is needed for packing alone.
            max_length=trainer.max_length if trainer.packing else None,
            packing=trainer.packing,
            bf16=trainer.precision == "bf16",
            activation_checkpointing=trainer.gradient_checkpointing,
            train_sampling_strategy="random" if trainer.packing else "group_by_length",
            save_steps=trainer.save_steps,
            save_total_limit=2,
            logging_steps=1,
            use_cpu=not torch.cuda.is_available(),
            seed=seed,
            data_seed=seed,
            disable_tqdm=True,
            report_to="none",
            dataloader_pin_memory=torch.cuda.is_available(),
        )
    except ValueError as error:
        raise UserError(f"trainer={trainer.name}: {str(error).splitlines()[0]}") from error


def _show_progress(sft: SFTTrainer, name: str, log: Callable[[dict[str, Any]], None]) -> None:
    from transformers import PrinterCallback

    from planact.training.progress import TrainingProgress

    sft.remove_callback(PrinterCallback)
    sft.add_callback(TrainingProgress(name, log))


def _last_checkpoint(folder: Path) -> Path | None:
    """The newest complete checkpoint; what a kill left half-written is deleted."""
    steps = {
        int(path.name.removeprefix("checkpoint-")): path for path in folder.glob("checkpoint-*")
    }
    for _, path in sorted(steps.items(), reverse=True):
        try:
            json.loads((path / "trainer_state.json").read_text())
        except (OSError, ValueError):
            shutil.rmtree(path)
        else:
            return path
    return None


def _last_loss(sft: SFTTrainer) -> float | None:
    """Mean loss of the last tenth of the steps."""
    losses = [entry["loss"] for entry in sft.state.log_history if "loss" in entry]
    tail = losses[-math.ceil(len(losses) / 10) :]
    return round(sum(tail) / len(tail), 4) if tail else None


def _publish(
    sft: SFTTrainer, tokenizer: PreTrainedTokenizerBase, folder: Path, summary: dict[str, Any]
) -> None:
    """Write the finished model and its summary, then drop what is only for resuming."""
    sft.save_model(str(folder))
    tokenizer.save_pretrained(folder)
    (folder / "training_args.bin").unlink(missing_ok=True)  # a pickle; nothing reads it
    (folder / SUMMARY).write_text(json.dumps(summary, indent=2) + "\n", encoding="utf-8")
    shutil.rmtree(folder / CHECKPOINTS, ignore_errors=True)
