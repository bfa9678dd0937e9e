"""The laptop model's architecture and its start: a plain Llama whose first layers already copy."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from planact.pretraining.tokenizer import CONTEXT, END, PAD, SPECIAL

if TYPE_CHECKING:
    import torch
    from transformers import LlamaConfig, LlamaForCausalLM

HEAD = 64
"""Dimensions of a head: with half as many, a head confuses tokens that it has to tell apart. The
least that vLLM's CPU kernels take is 32."""

LEAST_HEADS, LEAST_LAYERS = 2, 2
"""What the circuit takes with which the model begins."""

_THETA = 1_000_000.0
_EMBEDDING_STD = 0.3
_FINAL_NORM = 0.25
_MARK = 0.6
"""How much an element id differs from its number at the start, where 1 is as much as it is like."""
_GAIN = 0.35
_MATCH = 1.0
_FREQUENCIES = slice(0, 6, 2)
"""Rotary frequencies that make a previous-token head, highest first; spread over all of them, the
same score does not single out a token."""
_SHARPNESS = 14.0
_FIRST_SLOW = 10
"""The first rotary pair that turns so slowly that equal tokens still match hundreds of tokens
apart; the faster ones would only add noise to the match."""


def make_config(vocabulary: int, width: int, layers: int) -> LlamaConfig:
    """The architecture, attention with biases."""
    from transformers import LlamaConfig

    heads = width // HEAD
    return LlamaConfig(
        architectures=["LlamaForCausalLM"],
        vocab_size=vocabulary,
        hidden_size=width,
        intermediate_size=round(width * 8 / 3 / 32) * 32,
        num_hidden_layers=layers,
        num_attention_heads=heads,
        num_key_value_heads=heads,
        head_dim=HEAD,
        max_position_embeddings=CONTEXT,
        rope_parameters={"rope_type": "default", "rope_theta": _THETA},
        tie_word_embeddings=True,
        attention_bias=True,
        initializer_range=width**-0.5,
        bos_token_id=None,
        pad_token_id=SPECIAL.index(PAD),
        eos_token_id=SPECIAL.index(END),
        dtype="float32",
    )


def make_model(
    config: LlamaConfig, seed: int, twins: Sequence[tuple[int, int]] = ()
) -> LlamaForCausalLM:
    """The model at its start.

    Two heads of the first layer look at the previous token and at the one before it. In the second
    layer a token then attends to what followed its earlier occurrences, and more so where the
    token before was the same, too: it begins as a copier of repeated text (an induction circuit).
    All of it is learned on from there.

    Args:
        config: Its architecture.
        seed: Seed of what is drawn.
        twins: Pairs of tokens, of which the first begins as the second with a mark that all pairs
            share: an element id and its number, so that whoever copies the one finds the other.
    """
    import torch
    from transformers import LlamaForCausalLM

    torch.manual_seed(seed)
    model = LlamaForCausalLM(config)
    with torch.no_grad():
        _scale(model)
        _tie(model.model.embed_tokens.weight, twins)
        _look_back(model.model.layers[0].self_attn)
        _match(model)
    return model


def _scale(model: Any) -> None:
    """Draw the matrices at the scale of their inputs, smaller where they add to the residual."""
    layers = model.config.num_hidden_layers
    for name, weight in model.named_parameters():
        if weight.dim() != 2 or "embed" in name:
            continue
        adds = "o_proj" in name or "down_proj" in name
        std = weight.size(1) ** -0.5
        weight.normal_(0, std * 0.5 / layers**0.5 if adds else std)
    model.model.embed_tokens.weight.normal_(0, _EMBEDDING_STD)
    model.model.norm.weight.fill_(_FINAL_NORM)
    for layer in model.model.layers:
        layer.mlp.down_proj.weight.mul_(0.5)


def _tie(embedding: torch.Tensor, twins: Sequence[tuple[int, int]]) -> None:
    import torch

    mark = torch.randn(embedding.size(1)) * _EMBEDDING_STD * _MARK
    for marked, plain in twins:
        embedding[marked] = (embedding[plain] + mark) / (1 + _MARK**2) ** 0.5


def _look_back(attention: Any) -> None:
    """Make heads 0 and 1 look one and two tokens back, whatever the tokens are.

    With biases alone, the score of a query and a key depends on their distance d only: it is the
    sum of a^2 cos(f (d - offset)) over the rotary frequencies f.
    """
    import torch

    frequencies = _THETA ** -(torch.arange(0, HEAD, 2) / HEAD)
    amplitude = torch.zeros(HEAD // 2)
    amplitude[_FREQUENCIES] = (_SHARPNESS * HEAD**0.5) ** 0.5
    for head, offset in ((0, 1), (1, 2)):
        rows = slice(head * HEAD, (head + 1) * HEAD)
        cosine = amplitude * torch.cos(frequencies * offset)
        sine = amplitude * torch.sin(frequencies * offset)
        attention.k_proj.bias[rows] = torch.cat([amplitude, torch.zeros(HEAD // 2)])
        attention.q_proj.bias[rows] = torch.cat([cosine, -sine])
        attention.q_proj.weight[rows] *= 0.1
        attention.k_proj.weight[rows] *= 0.1


def _match(model: Any) -> None:
    """Let heads of the second layer find what followed the same token, or the same two, before."""
    import torch

    width = model.config.hidden_size
    first, second = (model.model.layers[index].self_attn for index in (0, 1))
    content, carried, value = (_orthogonal(width) for _ in range(3))
    one, two = slice(0, HEAD), slice(HEAD, 2 * HEAD)
    for rows in (one, two):
        first.v_proj.weight[rows] = content[one]
        first.o_proj.weight[:, rows] = _GAIN * carried[rows].T
    pair = torch.arange(HEAD) % (HEAD // 2)
    slow = pair >= _FIRST_SLOW
    # Every other pair of the matching heads compares the token before.
    before = slow & (pair % 2 == 1)
    for head in range(max(LEAST_HEADS, model.config.num_attention_heads - 1)):
        rows = slice(head * HEAD, (head + 1) * HEAD)
        query, key = _MATCH * content[one], 1.5 * _MATCH * carried[one]
        if head > 0:
            query[before] = 1.5 * _MATCH * carried[one][before]
            key[before] = 1.5 * _MATCH * carried[two][before]
            query, key = 1.2 * query, 1.2 * key
        query[~slow], key[~slow] = 0.0, 0.0
        second.q_proj.weight[rows], second.k_proj.weight[rows] = query, key
        second.v_proj.weight[rows] = value[rows]
        second.o_proj.weight[:, rows] = _GAIN * value[rows].T


def _orthogonal(width: int) -> torch.Tensor:
    import torch

    matrix: torch.Tensor = torch.linalg.qr(torch.randn(width, width))[0]
    return matrix
