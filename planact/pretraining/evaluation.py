"""How well the model does on websites that it has never seen, role by role."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from planact.pretraining.batch import Batch, collate
from planact.pretraining.corpus.draw import Split
from planact.pretraining.corpus.samples import ROLES, Mixture
from planact.pretraining.stream import Sequence, websites

if TYPE_CHECKING:
    from transformers import PreTrainedTokenizerBase

SPLITS: tuple[Split, ...] = ("words", "held")
_MIXTURE = Mixture(
    executor=0.3, react=0.3, planner=1.0, replanner=0.8, thinker=0.8, lookup=0.5, small=0.25
)
_ROWS = 16


@dataclass(frozen=True)
class Measure:
    """One number of an evaluation: ``exact`` is whole replies, the others are tokens."""

    split: str
    role: str
    name: str
    value: float
    count: int


def held_out(
    tokenizer: PreTrainedTokenizerBase, seed: int, per_role: int
) -> dict[str, list[Sequence]]:
    """Sequences of unseen websites by split, so many of each role, in order of length."""
    sets: dict[str, list[Sequence]] = {}
    for split in SPLITS:
        found: dict[str, list[Sequence]] = {role: [] for role in ROLES}
        number = 0
        while any(len(sequences) < per_role for sequences in found.values()):
            seeds = [f"{seed}/{split}/{number}"]
            for sequence in websites(tokenizer, split, _MIXTURE, seeds):
                if len(found[sequence.role]) < per_role:
                    found[sequence.role].append(sequence)
            number += 1
        chosen = [sequence for sequences in found.values() for sequence in sequences]
        sets[split] = sorted(chosen, key=lambda sequence: len(sequence.ids))
    return sets


def evaluate(
    model: Any, tokenizer: PreTrainedTokenizerBase, sets: dict[str, list[Sequence]]
) -> list[Measure]:
    """Greedy accuracy, given the right reply so far.

    A reply is exact where every one of its tokens is the likeliest: just then would greedy
    decoding write it. ``element`` and ``answer`` are the first tokens after ``# Element:`` and
    ``exit(message="``: token accuracy is high long before these are.
    """
    import torch

    marks = {tokenizer.convert_tokens_to_ids(t): name for t, name in _marks(tokenizer).items()}
    right: dict[tuple[str, str, str], list[bool]] = defaultdict(list)
    model.eval()
    with torch.no_grad():
        for split, sequences in sets.items():
            for start in range(0, len(sequences), _ROWS):
                rows = sequences[start : start + _ROWS]
                batch = collate(rows, model.device)
                hits = _hits(model, batch)
                _count(split, rows, batch, hits, marks, right)
    model.train()
    return [
        Measure(split, role, name, sum(found) / len(found), len(found))
        for (split, role, name), found in sorted(right.items())
    ]


def _hits(model: Any, batch: Batch) -> list[bool]:
    hidden = model.model(input_ids=batch.ids, use_cache=False).last_hidden_state
    logits = model.lm_head(hidden[batch.rows, batch.places])
    hits: list[bool] = (logits.argmax(-1) == batch.targets).tolist()
    return hits


def _count(
    split: str,
    rows: Iterable[Sequence],
    batch: Batch,
    hits: list[bool],
    marks: dict[Any, str],
    right: dict[tuple[str, str, str], list[bool]],
) -> None:
    rest = iter(zip(hits, batch.ids[batch.rows, batch.places].tolist(), strict=True))
    for sequence in rows:
        own = [next(rest) for _ in sequence.learned]
        right[split, sequence.role, "exact"].append(all(hit for hit, _ in own))
        right[split, sequence.role, "token"].extend(hit for hit, _ in own)
        for hit, before in own:
            if before in marks:
                right[split, sequence.role, marks[before]].append(hit)


def _marks(tokenizer: PreTrainedTokenizerBase) -> dict[str, str]:
    """The tokens before the choices that count, with their names."""
    named = {"# Element:": "element", 'exit(message="': "answer"}
    found = {}
    for mark, name in named.items():
        for text in (mark, f"x\n{mark}"):
            pieces = tokenizer.tokenize(text)
            found[pieces[-1]] = name
    return found
