"""Pre-train the laptop model: its corpus, tokenizer and weights, from a seed."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from planact.config.paths import below_root
from planact.core.arguments import ArgumentParser
from planact.core.errors import UserError
from planact.pretraining.artifact import publish, write_artifact
from planact.pretraining.recipe import Recipe, recipe_from
from planact.pretraining.stream import corpus_texts
from planact.pretraining.tokenizer import make_tokenizer
from planact.pretraining.training import Machine, Training

FOLDER = "outputs/pretraining/laptop"
TARGET = "models/laptop"


def main(arguments: list[str] | None = None) -> int:
    """Run the command; returns the exit code."""
    try:
        options = _parser().parse_args(arguments)
        folder = below_root(options.folder)
        if options.publish:
            publish(folder, below_root(TARGET))
            return 0
        _pretrain(folder, options)
    except UserError as error:
        print(f"error: {error}", file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        print("stopped; the same command goes on from the last checkpoint", file=sys.stderr)
        return 130
    return 0


def _parser() -> ArgumentParser:
    recipe, machine = Recipe(), Machine()
    parser = ArgumentParser(prog="python -m planact.pretraining", description=__doc__)
    parser.add_argument("--folder", default=FOLDER, help="where to work; the same goes on")
    parser.add_argument(
        "--publish", action="store_true", help=f"copy the folder's model to {TARGET} instead"
    )
    learned = parser.add_argument_group("what is learned")
    learned.add_argument("--seed", type=int, default=recipe.seed)
    learned.add_argument("--tokens", type=_number, default=recipe.tokens, help="e.g. 25M")
    learned.add_argument("--vocabulary", type=int, default=recipe.vocabulary)
    learned.add_argument("--layers", type=int, default=recipe.layers)
    learned.add_argument("--width", type=int, default=recipe.width, help="a multiple of 32")
    learned.add_argument(
        "--batch-tokens", type=int, help=f"{recipe.batch_tokens}, or {_GPU_BATCH} on a GPU"
    )
    learned.add_argument("--matrix-rate", type=float, default=recipe.matrix_rate)
    learned.add_argument("--other-rate", type=float, default=recipe.other_rate)
    running = parser.add_argument_group("how it runs")
    running.add_argument("--workers", type=int, help="processes that make the corpus")
    running.add_argument("--threads", type=int, default=machine.threads)
    running.add_argument("--compile", action="store_true", help="compile the model (needs g++)")
    running.add_argument("--evaluate-tokens", type=_number, default=machine.evaluate_tokens)
    running.add_argument("--until", type=_number, help="stop after so many tokens, to go on later")
    return parser


_GPU_BATCH = 32_768
_GPU_WORKERS = 12


def _number(text: str) -> int:
    """A number such as 25M."""
    factor = {"k": 10**3, "M": 10**6, "G": 10**9}.get(text[-1:], 1)
    return int(float(text.rstrip("kMG")) * factor)


def _pretrain(folder: Path, options: argparse.Namespace) -> None:
    import torch

    on_gpu = torch.cuda.is_available()
    values = vars(options)
    values["batch_tokens"] = options.batch_tokens or (
        _GPU_BATCH if on_gpu else Recipe().batch_tokens
    )
    recipe = recipe_from(values)
    machine = Machine(
        workers=options.workers if options.workers is not None else _GPU_WORKERS if on_gpu else 1,
        compile=options.compile,
        threads=options.threads,
        evaluate_tokens=options.evaluate_tokens,
    )
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / "tokenizer.json").is_file():
        print("learning the tokenizer", file=sys.stderr, flush=True)
        make_tokenizer(corpus_texts(recipe), recipe.vocabulary).save_pretrained(folder)
    training = Training(folder, recipe, machine)
    training.run(options.until)
    write_artifact(training)


if __name__ == "__main__":
    sys.exit(main())
