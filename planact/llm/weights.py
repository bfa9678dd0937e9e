"""Loading a model: from the Hugging Face hub, a folder, a checkpoint of ours, or at random."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from planact.config.paths import below_root
from planact.config.schema import ModelConfig
from planact.core.errors import UserError

if TYPE_CHECKING:
    from transformers import PretrainedConfig, PreTrainedModel, PreTrainedTokenizerBase

_ARCHITECTURE = ("model_type", "hidden_size", "num_hidden_layers", "vocab_size")


def load_model(
    config: ModelConfig, checkpoint: Path | None = None, *, seed: int = 0, training: bool = False
) -> tuple[PreTrainedModel, PreTrainedTokenizerBase]:
    """The model's weights and tokenizer.

    Args:
        config: Which model.
        checkpoint: Folder of a fine-tuned version of it, or None for the model itself.
        seed: Seed of the weights where ``config.random_init`` asks for random ones.
        training: Keep the weights in fp32, as an optimizer needs them.

    Raises:
        UserError: The model or checkpoint is not there, incomplete, or of another kind.
    """
    import torch
    from safetensors import SafetensorError
    from transformers import AutoModelForCausalLM, AutoTokenizer, set_seed
    from transformers.utils import logging

    logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    source = _source(config)
    half = torch.cuda.is_available() and not training
    dtype = torch.bfloat16 if half else torch.float32
    try:
        if checkpoint is not None:
            check_same_architecture(_architecture(source), checkpoint)
            source = str(checkpoint)
        tokenizer = AutoTokenizer.from_pretrained(source)
        if config.chat_template:
            tokenizer.chat_template = below_root(config.chat_template).read_text("utf-8")
        if config.random_init and checkpoint is None:
            set_seed(seed)
            auto: Any = AutoModelForCausalLM
            model = auto.from_config(_architecture(source), dtype=dtype)
        else:
            model = _pretrained(source, dtype)
    except (OSError, ValueError, RuntimeError, SafetensorError) as error:
        raise UserError(
            f"{source}: cannot be loaded as a language model: {_line(error)}"
        ) from error
    embedded = model.get_input_embeddings().num_embeddings
    if len(tokenizer) > embedded:
        raise UserError(
            f"{source}: the tokenizer has {len(tokenizer)} tokens, the model {embedded}; "
            "they do not belong together"
        )
    return model, tokenizer


def tokenizer_at_hand(config: ModelConfig) -> PreTrainedTokenizerBase | None:
    """The model's tokenizer if this machine has it; nothing is downloaded."""
    from transformers import AutoTokenizer

    try:
        found: PreTrainedTokenizerBase = AutoTokenizer.from_pretrained(
            _source(config), local_files_only=True
        )
    except (OSError, ValueError):
        return None
    return found


def check_same_architecture(expected: PretrainedConfig, checkpoint: Path) -> None:
    """Check that the folder holds a version of the model with the expected architecture.

    Raises:
        UserError: It holds another model, or none.
    """
    if not (checkpoint / "config.json").is_file():
        raise UserError(f"{checkpoint}: no checkpoint is here (config.json is missing)")
    found = _architecture(str(checkpoint))
    for name in _ARCHITECTURE:
        wanted, there = getattr(expected, name, None), getattr(found, name, None)
        if wanted != there:
            raise UserError(
                f"{checkpoint}: a checkpoint of another model: its {name} is {there}, not {wanted}"
            )


def _source(config: ModelConfig) -> str:
    if config.path is None:
        raise UserError("model.path is not set: give a Hugging Face id or a folder")
    folder = below_root(config.path)
    if folder.is_dir():
        return str(folder)
    if config.path.count("/") != 1 or config.path.startswith(("/", ".", "models/")):
        raise UserError(f"model.path={config.path}: there is no folder {folder}")
    return config.path


def _architecture(source: str) -> Any:
    from transformers import AutoConfig

    return AutoConfig.from_pretrained(source)


def _pretrained(source: str, dtype: Any) -> PreTrainedModel:
    from transformers import AutoModelForCausalLM

    loaded: Any = AutoModelForCausalLM.from_pretrained(
        source, dtype=dtype, output_loading_info=True
    )
    model: PreTrainedModel = loaded[0]
    missing = loaded[1]["missing_keys"]
    if missing:  # transformers would fill them at random
        raise ValueError(f"{len(missing)} of its tensors are missing")
    return model


def _line(error: Exception) -> str:
    """The first line of an error that may span many."""
    return str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
