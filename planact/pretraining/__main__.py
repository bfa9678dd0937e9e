"""Pre-train the laptop model: its corpus, tokenizer and weights, from a seed.

The same command goes on from the last checkpoint in its folder, whatever stopped it.
"""

from __future__ import annotations

import argparse
import logging
import sys
from pathlib import Path

from planact.config.paths import below_root
from planact.core.errors import UserError
from planact.pretraining.artifact import MODEL, publish, write_artifact
from planact.pretraining.options import TARGET, make_parser
from planact.pretraining.recipe import Recipe, recipe_from
from planact.pretraining.stream import corpus_texts
from planact.pretraining.tokenizer import TOKENIZER, make_tokenizer, save_tokenizer
from planact.pretraining.training import Machine, Training
from planact.store.lock import Lock


def main(arguments: list[str] | None = None) -> int:
    """Run the command; returns the exit code."""
    logging.basicConfig(format="%(message)s")
    logging.getLogger("planact").setLevel(logging.INFO)
    try:
        options = make_parser(__doc__).parse_args(arguments)
        _run(options)
    except UserError as error:
        print(f"error: {error}", file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        print("stopped: the same command goes on from the last checkpoint", file=sys.stderr)
        return 130
    return 0


def _run(options: argparse.Namespace) -> None:
    folder = below_root(options.folder)
    try:
        if options.publish:
            publish(folder, below_root(TARGET))
            return
        folder.mkdir(parents=True, exist_ok=True)
        with Lock(folder / ".lock", f"the pre-training in {folder}"):
            _pretrain(folder, _recipe(options), _machine(options), options.until)
    except OSError as error:
        # Nothing but files is read and written here: a full disk, a folder that is not one.
        reason = f"{error.filename}: {error.strerror}" if error.filename else str(error)
        raise UserError(f"{reason}; mend that, or give another --folder") from error


def _recipe(options: argparse.Namespace) -> Recipe:
    given = {name: value for name, value in vars(options).items() if value is not None}
    return recipe_from(given)


def _machine(options: argparse.Namespace) -> Machine:
    return Machine(
        workers=options.workers,
        compile=options.compile,
        threads=options.threads,
        evaluate_tokens=options.evaluate_tokens,
    )


def _pretrain(folder: Path, recipe: Recipe, machine: Machine, until: int | None) -> None:
    recipe.check(folder)
    if not (folder / TOKENIZER).is_file():
        _say("learning the tokenizer")
        tokenizer = make_tokenizer(corpus_texts(recipe), recipe.vocabulary)
        # First the recipe: a tokenizer belongs to one.
        recipe.save(folder)
        save_tokenizer(tokenizer, folder)
    training = Training(folder, recipe, machine, _say)
    training.run(until)
    write_artifact(training)
    if training.is_finished:
        _say(f"finished: {folder / MODEL}; --publish copies it to {TARGET}")
    else:
        _say(f"stopped at {training.at.tokens / 1e6:.2f} of {recipe.tokens / 1e6:.2f} M tokens")


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
