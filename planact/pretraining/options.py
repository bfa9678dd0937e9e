"""The command line of a pre-training."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable
from typing import Any

from planact.core.arguments import ArgumentParser
from planact.pretraining.recipe import Recipe
from planact.pretraining.training import Machine

FOLDER = "outputs/pretraining/laptop"
TARGET = "models/laptop"

_FACTORS = {"": 1, "k": 10**3, "M": 10**6, "G": 10**9}
_GPU_BATCH = 32_768
_GPU_WORKERS = 12


def make_parser(description: str | None) -> ArgumentParser:
    """The parser of ``python -m planact.pretraining``."""
    parser = ArgumentParser(
        prog="python -m planact.pretraining",
        description=description,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--folder", default=FOLDER, metavar="PATH", help=f"where to work ({FOLDER})"
    )
    parser.add_argument(
        "--publish",
        action="store_true",
        help=f"train nothing, but copy the folder's finished model to {TARGET}",
    )
    _add_recipe(parser)
    _add_machine(parser)
    return parser


def _add_recipe(parser: ArgumentParser) -> None:
    group, recipe = parser.add_argument_group("what is learned"), Recipe()
    batch = _on_this_machine(recipe.batch_tokens, _GPU_BATCH)
    _add(group, "--seed", int, recipe.seed, "seed of corpus and weights")
    _add(group, "--tokens", amount, recipe.tokens, "tokens to train on, e.g. 25M")
    _add(group, "--vocabulary", amount, recipe.vocabulary, "tokens of the tokenizer")
    _add(group, "--layers", int, recipe.layers, "layers of the model")
    _add(group, "--width", int, recipe.width, "its hidden size, a multiple of 64")
    _add(group, "--batch-tokens", amount, batch, "most tokens of a batch")
    _add(group, "--matrix-rate", float, recipe.matrix_rate, "learning rate of the matrices")
    _add(group, "--other-rate", float, recipe.other_rate, "learning rate of everything else")


def _add_machine(parser: ArgumentParser) -> None:
    group, machine = parser.add_argument_group("how it runs"), Machine()
    workers = _on_this_machine(machine.workers, _GPU_WORKERS)
    every = machine.evaluate_tokens
    _add(group, "--workers", _workers, workers, "processes that make the corpus; 0 for none")
    _add(group, "--threads", amount, machine.threads, "CPU threads of the training itself")
    _add(group, "--evaluate-tokens", amount, every, "tokens between two evaluations")
    _add(group, "--until", amount, None, "stop after so many tokens, to go on later")
    group.add_argument("--compile", action="store_true", help="compile the model (needs g++)")


def _add(
    group: Any, option: str, kind: Callable[[str], Any], default: float | None, help: str
) -> None:
    shown = help if default is None else f"{help} ({default})"
    group.add_argument(option, type=kind, default=default, metavar="N", help=shown)


def _on_this_machine(without_gpu: int, with_gpu: int) -> int:
    import torch

    return with_gpu if torch.cuda.is_available() else without_gpu


def amount(text: str) -> int:
    """A number of at least 1, such as 25M."""
    match = re.fullmatch(r"(\d+(?:\.\d+)?)([kMG]?)", text)
    number = round(float(match[1]) * _FACTORS[match[2]]) if match else 0
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of at least 1, such as 25M")
    return number


def _workers(text: str) -> int:
    return 0 if text == "0" else amount(text)
