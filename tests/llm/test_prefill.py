"""Prompts that were read one by one are continued just as a padded batch is."""

import pytest
import torch

from planact.config.schema import ModelConfig
from planact.llm.prefill import read_prompts
from planact.llm.weights import load_model


@pytest.mark.parametrize("lengths", [(5, 40, 17), (1, 9), (1, 1), (30,)])
def test_the_batch_goes_on_as_if_it_had_been_read_together(
    tiny: ModelConfig, lengths: tuple[int, ...]
) -> None:
    model, tokenizer = load_model(tiny, seed=3)
    torch.manual_seed(0)
    prompts = [torch.randint(9, len(tokenizer), (length,)).tolist() for length in lengths]
    inputs = tokenizer.pad({"input_ids": prompts}, padding_side="left", return_tensors="pt")
    steps = {"max_new_tokens": 12, "min_new_tokens": 12, "do_sample": False, "pad_token_id": 0}
    with torch.inference_mode():
        together = model.generate(**inputs, **steps)
        read = model.generate(**inputs, past_key_values=read_prompts(model, prompts), **steps)
    assert read.tolist() == together.tolist()
    assert len({tuple(row[-12:]) for row in read.tolist()}) == len(prompts)
