"""TRL's trainer with the head computed at the replies' positions alone."""

from __future__ import annotations

from typing import Any

import torch
from torch.nn import functional
from trl.trainer.sft_trainer import SFTTrainer

from planact.training.dataset import IGNORED


class ReplyTrainer(SFTTrainer):
    """`SFTTrainer` for examples that are long pages with short replies.

    TRL's fused head scores every position where there is no Triton, which takes longer than the
    rest of a small model on a CPU. The loss is the same: the mean negative log-likelihood of the
    labelled tokens, over all micro-batches of an optimizer step.
    """

    def compute_loss(
        self,
        model: Any,
        inputs: dict[str, Any],
        return_outputs: bool = False,
        num_items_in_batch: torch.Tensor | int | None = None,
    ) -> Any:
        """The micro-batch's share of the step's loss; a scalar tensor."""
        labels = inputs.pop("labels")
        targets = functional.pad(labels, (0, 1), value=IGNORED)[:, 1:]
        kept = (targets != IGNORED).any(dim=0).nonzero().flatten()
        outputs = model(**inputs, use_cache=False, logits_to_keep=kept)
        logits, targets = outputs.logits.flatten(0, 1).float(), targets[:, kept].flatten()
        summed = functional.cross_entropy(logits, targets, ignore_index=IGNORED, reduction="sum")
        count = (targets != IGNORED).sum()
        right = ((logits.argmax(dim=-1) == targets) & (targets != IGNORED)).sum()
        self._metrics["train"]["token_accuracy"].append((right / count).item())
        loss = summed / (count if num_items_in_batch is None else num_items_in_batch)
        if self.args.average_tokens_across_devices and num_items_in_batch is not None:
            # The count is over all processes, and their gradients are averaged.
            loss = loss * self.accelerator.num_processes
        return (loss, outputs) if return_outputs else loss
