"""Tokenizers of the kinds there are: the laptop model's, plain byte-level BPE, SentencePiece's."""

from __future__ import annotations

import json
from functools import cache

from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers, trainers
from transformers import AutoTokenizer, PreTrainedTokenizerBase, PreTrainedTokenizerFast

from planact.config.paths import ROOT

END, PAD = "</s>", "<pad>"
KINDS = ("laptop", "bytes", "sentencepiece")

_TEXTS = [
    'do(action="Click", element="7")',
    'do(action="Select Dropdown Option", argument="Any size", element="12")',
    "# Element: Best sellers [3]\n# Note: the price is 14.50 (all taxes)\nexit(message=",
    "The quick brown fox reads 'Orders' and \"Reports\" @home /path > next.",
] * 20


@cache
def vocabulary(kind: str) -> PreTrainedTokenizerBase:
    """A tokenizer of the kind, with a token that ends replies."""
    if kind == "laptop":
        return AutoTokenizer.from_pretrained(ROOT / "models" / "laptop")
    made = _byte_level() if kind == "bytes" else _sentencepiece()
    made.add_special_tokens([END, PAD])
    return PreTrainedTokenizerFast(tokenizer_object=made, eos_token=END, pad_token=PAD)


def _byte_level() -> Tokenizer:
    """As of GPT-2, Llama 3 and Qwen."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    _train(tokenizer, sorted(pre_tokenizers.ByteLevel.alphabet()))
    return tokenizer


def _sentencepiece() -> Tokenizer:
    """As of Llama 2: spaces are signs, a text begins with one, rare characters are bytes."""
    learner = Tokenizer(models.BPE())
    learner.pre_tokenizer = pre_tokenizers.Metaspace()
    _train(learner, [])
    learned = json.loads(learner.to_str())["model"]
    pieces = ["<unk>", *(f"<0x{byte:02X}>" for byte in range(256)), *learned["vocab"]]
    merges = [(left, right) for left, right in learned["merges"]]
    ids = {piece: number for number, piece in enumerate(dict.fromkeys(pieces))}
    tokenizer = Tokenizer(models.BPE(ids, merges, unk_token="<unk>", byte_fallback=True))
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.Prepend("▁"), normalizers.Replace(" ", "▁")]
    )
    back = [decoders.Replace("▁", " "), decoders.ByteFallback(), decoders.Fuse()]
    tokenizer.decoder = decoders.Sequence([*back, decoders.Strip(" ", 1, 0)])
    return tokenizer


def _train(tokenizer: Tokenizer, alphabet: list[str]) -> None:
    trainer = trainers.BpeTrainer(vocab_size=700, initial_alphabet=alphabet, show_progress=False)
    tokenizer.train_from_iterator(_TEXTS, trainer)
