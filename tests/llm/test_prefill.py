"""Prompts that were read one by one are continued just as a padded batch is."""

import asyncio

import pytest
import torch
from transformers import AutoModelForCausalLM, Lfm2Config, MistralConfig, PreTrainedConfig

from planact.config.schema import ModelConfig, ServingConfig
from planact.llm.chat import Message
from planact.llm.local import LocalChat
from planact.llm.prefill import can_read_one_by_one, read_prompts
from planact.llm.weights import load_model

SIZE = {
    **{"vocab_size": 4096, "hidden_size": 32, "intermediate_size": 64, "num_hidden_layers": 2},
    **{"num_attention_heads": 2, "num_key_value_heads": 1},
}


@pytest.mark.parametrize("lengths", [(5, 40, 17), (1, 9), (1, 1), (30,)])
def test_the_batch_goes_on_as_if_it_had_been_read_together(
    tiny: ModelConfig, lengths: tuple[int, ...]
) -> None:
    model, tokenizer = load_model(tiny, seed=3)
    torch.manual_seed(0)
    prompts = [torch.randint(9, len(tokenizer), (length,)).tolist() for length in lengths]
    inputs = tokenizer.pad({"input_ids": prompts}, padding_side="left", return_tensors="pt")
    assert can_read_one_by_one(model)
    steps = {"max_new_tokens": 12, "min_new_tokens": 12, "do_sample": False, "pad_token_id": 0}
    with torch.inference_mode():
        together = model.generate(**inputs, **steps)
        read = model.generate(**inputs, past_key_values=read_prompts(model, prompts), **steps)
    assert read.tolist() == together.tolist()
    assert len({tuple(row[-12:]) for row in read.tolist()}) == len(prompts)


@pytest.mark.parametrize(
    "config",
    [
        MistralConfig(**SIZE, sliding_window=8),
        Lfm2Config(**SIZE, layer_types=["conv", "full_attention"]),
    ],
)
async def test_a_model_that_remembers_otherwise_reads_a_padded_batch(
    tiny: ModelConfig, config: PreTrainedConfig
) -> None:
    _, tokenizer = load_model(tiny)
    model = AutoModelForCausalLM.from_config(config)
    assert not can_read_one_by_one(model)
    chat = LocalChat("other", model, tokenizer, context=512, config=ServingConfig(name="test"))
    asked: list[list[Message]] = [[{"role": "user", "content": "a " * count}] for count in (3, 30)]
    answers = await asyncio.gather(*(chat.chat(one, max_tokens=4) for one in asked))
    await chat.close()
    assert [one.completion_tokens for one in answers] == [4, 4]
