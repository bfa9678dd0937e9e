"""The corpus as a stream of token sequences: made from the seed as it is needed, never stored."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Iterator
from dataclasses import dataclass
from multiprocessing.context import SpawnProcess
from multiprocessing.queues import Queue
from pathlib import Path
from queue import Empty, Full
from random import Random
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from planact.core.errors import UserError
from planact.llm.chat import Message
from planact.llm.tokens import prompt_ids
from planact.pretraining.corpus.draw import Split
from planact.pretraining.corpus.samples import Mixture, Sample, Sampler
from planact.pretraining.recipe import Recipe

if TYPE_CHECKING:
    from transformers import PreTrainedTokenizerBase

BLOCK_WEBSITES = 48
BLOCK_TOKENS = 200_000
"""About the tokens of a block, by which the mixture of a block is known beforehand."""

_AHEAD = 3
_PATIENCE = 5.0

Tokens = NDArray[np.uint16]


@dataclass(frozen=True)
class Sequence:
    """A sample as tokens.

    Attributes:
        role: Its role.
        kind: Its task's template.
        ids: The conversation.
        learned: Positions of the tokens that are predicted and learned.
    """

    role: str
    kind: str
    ids: Tokens
    learned: NDArray[np.int32]


def encode(tokenizer: PreTrainedTokenizerBase, sample: Sample) -> Sequence:
    """The sample as the model sees it: the prompt of inference, then the reply and its end."""
    messages: list[Message] = [
        {"role": turn.role, "content": turn.content} for turn in sample.example.messages
    ]
    prompt = prompt_ids(tokenizer, messages[:-1])
    encoded: Any = tokenizer(
        messages[-1]["content"], add_special_tokens=False, return_offsets_mapping=True
    )
    learned = [
        len(prompt) + index
        for index, (start, _) in enumerate(encoded["offset_mapping"])
        if not any(begin <= start < end for begin, end in sample.given)
    ]
    ids = [*prompt, *encoded["input_ids"], tokenizer.eos_token_id]
    learned.append(len(ids) - 1)
    return Sequence(sample.role, sample.kind, np.array(ids, np.uint16), np.array(learned, np.int32))


def websites(
    tokenizer: PreTrainedTokenizerBase, split: Split, mixture: Mixture, seeds: list[str]
) -> Iterator[Sequence]:
    """The samples of the websites with these seeds."""
    sampler = Sampler(split, mixture)
    for seed in seeds:
        for sample in sampler.website(seed):
            yield encode(tokenizer, sample)


def make_block(tokenizer: PreTrainedTokenizerBase, recipe: Recipe, index: int) -> list[Sequence]:
    """A block of the training stream; it depends on the recipe and its index alone."""
    mixture = recipe.mixture(min(1.0, index * BLOCK_TOKENS / recipe.tokens))
    seeds = [f"{recipe.seed}/train/{index}/{number}" for number in range(BLOCK_WEBSITES)]
    return list(websites(tokenizer, "train", mixture, seeds))


def batches(block: list[Sequence], recipe: Recipe, index: int) -> list[list[Sequence]]:
    """The block's sequences in batches of like lengths, in random order."""
    rng = Random(f"{recipe.seed}/batches/{index}")
    made: list[list[Sequence]] = []
    for sequence in sorted(block, key=lambda sequence: len(sequence.ids)):
        if not made or (len(made[-1]) + 1) * len(sequence.ids) > recipe.batch_tokens:
            made.append([])
        made[-1].append(sequence)
    rng.shuffle(made)
    return made


def corpus_texts(recipe: Recipe) -> Iterator[str]:
    """Text of the corpus to learn a tokenizer from."""
    sampler = Sampler("train", recipe.mixture(1.0))
    for number in range(recipe.tokenizer_websites):
        for sample in sampler.website(f"{recipe.seed}/tokenizer/{number}"):
            yield from (turn.content for turn in sample.example.messages)


class Stream:
    """Blocks made ahead in other processes, in order; use as a context manager.

    Args:
        folder: Where the tokenizer lies.
        recipe: What to make.
        first: Index of the first block.
        workers: Number of processes; 0 makes the blocks in this one.
    """

    def __init__(self, folder: Path, recipe: Recipe, first: int, workers: int) -> None:
        self._folder = folder
        self._recipe = recipe
        self._index = first
        self._first = first
        self._processes: list[SpawnProcess] = []
        self._queues: list[Queue[list[Sequence]]] = []
        self._workers = workers

    def __enter__(self) -> Stream:
        context = multiprocessing.get_context("spawn")
        for number in range(self._workers):
            queue = context.Queue(maxsize=_AHEAD)
            blocks = (self._first + number, self._workers)
            process = context.Process(
                target=_work, args=(self._folder, self._recipe, blocks, queue), daemon=True
            )
            process.start()
            self._queues.append(queue)
            self._processes.append(process)
        return self

    def __exit__(self, *_: object) -> None:
        for process in self._processes:
            process.terminate()
        for process in self._processes:
            process.join()

    def block(self) -> tuple[int, list[Sequence]]:
        """The next block with its index; waits until it is made.

        Raises:
            UserError: The process that makes it has died.
        """
        index = self._index
        self._index += 1
        if not self._workers:
            return index, make_block(load_tokenizer(self._folder), self._recipe, index)
        return index, self._made((index - self._first) % self._workers)

    def _made(self, worker: int) -> list[Sequence]:
        while True:
            try:
                return self._queues[worker].get(timeout=_PATIENCE)
            except Empty:
                if not self._processes[worker].is_alive():
                    code = self._processes[worker].exitcode
                    raise UserError(
                        f"a process that makes the corpus has died (exit code {code}); the same "
                        "command goes on from the last checkpoint"
                    ) from None


def load_tokenizer(folder: Path) -> PreTrainedTokenizerBase:
    """The tokenizer that lies in the folder."""
    from transformers import AutoTokenizer

    tokenizer: PreTrainedTokenizerBase = AutoTokenizer.from_pretrained(folder)
    return tokenizer


def _work(
    folder: Path, recipe: Recipe, blocks: tuple[int, int], queue: Queue[list[Sequence]]
) -> None:
    # Whoever interrupts the training means this process too; the training ends it then.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.nice(5)
    os.environ["TOKENIZERS_PARALLELISM"] = "false"
    tokenizer = load_tokenizer(folder)
    index, step = blocks
    while True:
        _deliver(make_block(tokenizer, recipe, index), queue)
        index += step


def _deliver(block: list[Sequence], queue: Queue[list[Sequence]]) -> None:
    """Wait until there is room; end with the training, however that ended."""
    parent = multiprocessing.parent_process()
    while True:
        try:
            return queue.put(block, timeout=_PATIENCE)
        except Full:
            if parent is None or not parent.is_alive():
                os._exit(0)
