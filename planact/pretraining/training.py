"""The training loop: resumable at any batch, with the same weights as if it had never stopped."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from planact.core.errors import UserError
from planact.pretraining.batch import collate
from planact.pretraining.checkpoint import load_checkpoint, save_checkpoint
from planact.pretraining.curves import Curves
from planact.pretraining.evaluation import evaluate, held_out
from planact.pretraining.hardware import hardware_of
from planact.pretraining.model import make_config, make_model
from planact.pretraining.optimizers import Optimizers
from planact.pretraining.progress import Progress
from planact.pretraining.recipe import Recipe
from planact.pretraining.stream import Sequence, Stream, batches, load_tokenizer
from planact.pretraining.tokenizer import id_twins

if TYPE_CHECKING:
    import torch

_SMOOTH = 0.98
_CLIP = 1.0


@dataclass(frozen=True)
class Machine:
    """How to run, which does not change what is learned but for rounding.

    Attributes:
        workers: Processes that make the corpus; 0 makes it in this one.
        compile: Whether to compile the model.
        threads: CPU threads of the training itself.
        evaluate_tokens: Tokens between two evaluations.
        per_role: Sequences of each role and split in an evaluation.
        final_per_role: The same in the last evaluation.
        checkpoint_seconds: Least time between two checkpoints.
        line_seconds: Least time between two progress lines.
    """

    workers: int = 1
    compile: bool = False
    threads: int = 1
    evaluate_tokens: int = 2_000_000
    per_role: int = 60
    final_per_role: int = 200
    checkpoint_seconds: float = 180.0
    line_seconds: float = 15.0


@dataclass
class Position:
    """Where the training is.

    Attributes:
        tokens: Tokens seen, padding included.
        steps: Batches seen.
        block: Index of the block at hand.
        batch: Batches of that block already seen.
        seconds: Time of training, without evaluations.
        loss: Smoothed loss.
        evaluated: Tokens at the last evaluation; -1 before the first.
        hardware: What the training has run on so far, each once.
    """

    tokens: int = 0
    steps: int = 0
    block: int = 0
    batch: int = 0
    seconds: float = 0.0
    loss: float = 0.0
    evaluated: int = -1
    hardware: tuple[str, ...] = ()


class Training:
    """A pre-training in a folder that holds its tokenizer.

    Args:
        folder: Where checkpoint and curves are kept.
        recipe: What to learn.
        machine: How to run.
        say: Shows a line of progress.

    Raises:
        UserError: The folder belongs to another recipe, or its checkpoint is damaged.
    """

    def __init__(
        self, folder: Path, recipe: Recipe, machine: Machine, say: Callable[[str], None]
    ) -> None:
        import torch

        recipe.save(folder)
        torch.set_num_threads(machine.threads)
        self.folder, self.recipe, self.machine = folder, recipe, machine
        self.at = Position()
        self.tokenizer = load_tokenizer(folder)
        self._device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        config = make_config(len(self.tokenizer), recipe.width, recipe.layers)
        start = make_model(config, recipe.seed, id_twins(self.tokenizer))
        self.model: Any = start.to(self._device)  # type: ignore[arg-type]
        self._optimizers = Optimizers(self.model, recipe)
        self._loss = self._make_loss()
        self._curves = Curves(folder)
        self._say = say
        self._progress = Progress(say, recipe.tokens, machine.line_seconds)
        self._saved = time.monotonic()
        self._held_out: dict[int, dict[str, list[Sequence]]] = {}
        self._resume()

    def run(self, until: int | None = None) -> None:
        """Train to the end, or until so many tokens have been seen in all.

        Raises:
            UserError: The loss is no number any more, or a process of the stream has died.
        """
        until = self.recipe.tokens if until is None else min(until, self.recipe.tokens)
        self._progress.begin(self.at.tokens)
        # Where a finished training does not say it, this machine is the likeliest.
        if self.at.tokens < until or not self.at.hardware:
            here = hardware_of(self._device, self.machine.threads)
            self.at.hardware = tuple(dict.fromkeys((*self.at.hardware, here)))
        with Stream(self.folder, self.recipe, self.at.block, self.machine.workers) as stream:
            while self.at.tokens < until:
                self._block(*stream.block(), until)
        self._save()
        if self.is_finished and self.at.evaluated < self.at.tokens:
            self._evaluate(self.machine.final_per_role)
            self._save()

    @property
    def is_finished(self) -> bool:
        """Whether all the tokens of the recipe have been seen."""
        return self.at.tokens >= self.recipe.tokens

    def _block(self, index: int, block: list[Sequence], until: int) -> None:
        for rows in batches(block, self.recipe, index)[self.at.batch :]:
            if self.at.tokens >= until:
                return
            self._maybe_evaluate()
            self._step(rows)
            self._progress.tell(self.at.tokens, self.at.loss)
            self._maybe_save()
        self.at.block, self.at.batch = index + 1, 0

    def _step(self, rows: list[Sequence]) -> None:
        import torch

        begun = time.monotonic()
        batch = collate(rows, self._device)
        with torch.autocast(self._device.type, torch.bfloat16, enabled=self._is_half):
            loss = self._loss(batch.ids, batch.rows, batch.places, batch.targets)
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), _CLIP)
        self._optimizers.step(self.at.tokens / self.recipe.tokens)
        value = float(loss.detach())
        if not math.isfinite(value):
            raise UserError(f"the loss became {value}: begin again with lower rates")
        at = self.at
        at.loss = value if at.steps == 0 else _SMOOTH * at.loss + (1 - _SMOOTH) * value
        at.tokens += batch.ids.numel()
        at.steps += 1
        at.batch += 1
        at.seconds += time.monotonic() - begun

    @property
    def _is_half(self) -> bool:
        return self._device.type == "cuda"

    def _make_loss(self) -> Callable[..., torch.Tensor]:
        import torch

        model = self.model

        def loss(
            ids: torch.Tensor, rows: torch.Tensor, places: torch.Tensor, targets: torch.Tensor
        ) -> torch.Tensor:
            hidden = model.model(input_ids=ids, use_cache=False).last_hidden_state
            logits = model.lm_head(hidden[rows, places])
            return torch.nn.functional.cross_entropy(logits.float(), targets)

        if not self.machine.compile:
            return loss
        compiled: Callable[..., torch.Tensor] = torch.compile(loss, dynamic=True)
        return compiled

    # ---- Now and then ----------------------------------------------------------------------------

    def _maybe_evaluate(self) -> None:
        every = self.machine.evaluate_tokens
        if self.at.evaluated < 0 or self.at.tokens // every > self.at.evaluated // every:
            self._evaluate(self.machine.per_role)

    def _evaluate(self, per_role: int) -> None:
        begun = time.monotonic()
        if per_role not in self._held_out:
            self._held_out[per_role] = held_out(self.tokenizer, self.recipe.seed, per_role)
        measures = evaluate(self.model, self.tokenizer, self._held_out[per_role])
        self.at.evaluated = self.at.tokens
        self._curves.add(self.at.tokens, self.at.seconds, self.at.loss, measures)
        exact = ", ".join(
            f"{m.split} {m.role} {m.value:.2f}" for m in measures if m.name == "exact"
        )
        self._say(f"evaluation at {self.at.tokens / 1e6:.1f} M tokens: {exact}")
        self._progress.pause(time.monotonic() - begun)

    def _maybe_save(self) -> None:
        if time.monotonic() - self._saved >= self.machine.checkpoint_seconds:
            self._save()

    def _save(self) -> None:
        state = {
            "at": asdict(self.at),
            "model": self.model.state_dict(),
            "optimizers": self._optimizers.state_dict(),
        }
        save_checkpoint(self.folder, state)
        self._saved = time.monotonic()

    def _resume(self) -> None:
        state = load_checkpoint(self.folder, self._device)
        if state is None:
            return
        self.model.load_state_dict(state["model"])
        self._optimizers.load_state_dict(state["optimizers"])
        self.at = Position(**state["at"])
        self._curves.cut(self.at.tokens)
        self._say(f"going on at {self.at.tokens / 1e6:.2f} M tokens")
