"""The laptop model's tokenizer, laid out for copying and learned from the corpus.

Small models succeed or fail by copying labels and ids from the page. A word has a leading space
wherever it stands, so a label is the same tokens on the page, in the plan and in the action. An
element id `` [7]`` is one token. Tags and the fixed parts of actions are one token each. Digits
come in pairs. Everything else is byte-level BPE, so any text comes back exactly.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from planact.core.errors import UserError
from planact.store.disk import sync_tree

if TYPE_CHECKING:
    from tokenizers import Tokenizer
    from tokenizers.normalizers import Normalizer
    from transformers import PreTrainedTokenizerBase

TOKENIZER = "tokenizer.json"
CONTEXT = 4096
PAD, END = "<|pad|>", "<|end|>"
SPECIAL = (PAD, END, "<|system|>", "<|user|>", "<|assistant|>")

TAGS = (
    *("a", "button", "input", "select", "textarea", "option", "label", "p", "li", "ul", "ol", "dl"),
    *("h1", "h2", "h3", "h4", "h5", "h6", "dt", "dd", "table", "tr", "td", "th", "form", "nav"),
    *("main", "section", "article", "header", "footer", "div", "span", "img", "strong", "em"),
    *("details", "scroll"),
)
ACTIONS = (
    'do(action="Click", element="',
    'do(action="Hover", element="',
    'do(action="Type", argument="',
    'do(action="Search", argument="',
    'do(action="Select Dropdown Option", argument="',
    'do(action="Press Enter")',
    'do(action="Scroll Down")',
    'do(action="Scroll Up")',
    'do(action="Go Backward")',
    'do(action="Go Forward")',
    'do(action="Wait")',
    'exit(message="',
    "exit()",
)
MARKS = (
    *('", element="', '")', "# Element:", "# Note:", "# Step ", "# Thought:", "## Step "),
    *("Reasoning:", "Step:", "Thought:", "## Task\n", "## Plan\n", "## Page\n", "## Actions\n"),
    *("## Action\n", "## Plan so far\n", "## Plan", "## Action", "## Thought and plan"),
    *("## Thought and action", " failed:", " = checked", " = not-checked"),
    *("** Simplified html **", "more above", "more below"),
)

LARGEST_TWIN = 99
"""The largest number that is one token."""

_OPENERS = {
    **{sign: re.escape(sign) for sign in "\n>([{@"},
    "/": "(?<!<)/",
    "'": r"(?<=[ =(\[])'",
    '"': r'(?<=[ =(\[])"',
}
"""What a word may follow directly, with its pattern: a space is inserted between them, on top of
those that stand there, and decoding takes it out again; the two are exact inverses."""

CHAT_TEMPLATE = (
    "{%- for message in messages -%}"
    "{{- '<|' + message['role'] + '|>' -}}"
    "{%- if message['role'] == 'assistant' -%}"
    "{%- generation -%}{{- message['content'] + '<|end|>' -}}{%- endgeneration -%}"
    "{%- else -%}"
    "{{- message['content'] + '<|end|>' -}}"
    "{%- endif -%}"
    "{%- endfor -%}"
    "{%- if add_generation_prompt -%}{{- '<|assistant|>' -}}{%- endif -%}"
)


def id_twins(tokenizer: PreTrainedTokenizerBase) -> list[tuple[int, int]]:
    """Of every element id that is one token, that token and the one of its number."""
    numbers = range(LARGEST_TWIN + 1)
    ids: Any = tokenizer.convert_tokens_to_ids([f"\u0120[{number}]" for number in numbers])
    plain: Any = tokenizer.convert_tokens_to_ids([str(number) for number in numbers])
    return list(zip(ids, plain, strict=True))


def make_tokenizer(texts: Iterable[str], size: int) -> PreTrainedTokenizerBase:
    """A tokenizer of so many tokens that is learned from the texts, with its chat template.

    Raises:
        UserError: The tokens that it has in any case are more.
    """
    from tokenizers import AddedToken, Tokenizer, models
    from transformers import PreTrainedTokenizerFast

    vocabulary, merges = _vocabulary(texts, size)
    tokenizer = Tokenizer(models.BPE(vocab=vocabulary, merges=merges, ignore_merges=True))
    _set_layout(tokenizer)
    tokenizer.add_special_tokens([AddedToken(token, normalized=False) for token in SPECIAL])
    return PreTrainedTokenizerFast(  # type: ignore[no-untyped-call]
        tokenizer_object=tokenizer,
        pad_token=PAD,
        eos_token=END,
        additional_special_tokens=list(SPECIAL[2:]),
        model_max_length=CONTEXT,
        clean_up_tokenization_spaces=False,
        padding_side="left",
        chat_template=CHAT_TEMPLATE,
    )


def save_tokenizer(tokenizer: PreTrainedTokenizerBase, folder: Path) -> None:
    """Put the tokenizer's files into the folder, `TOKENIZER` last: where it is, all are."""
    staged = folder / ".tokenizer"
    shutil.rmtree(staged, ignore_errors=True)
    tokenizer.save_pretrained(staged)
    sync_tree(staged)
    for path in sorted(staged.iterdir(), key=lambda path: path.name == TOKENIZER):
        path.replace(folder / path.name)
    staged.rmdir()


def _set_layout(tokenizer: Tokenizer) -> None:
    """Set how text becomes pieces and back."""
    from tokenizers import Regex, decoders, pre_tokenizers

    tokenizer.normalizer = _normalizer()
    fixed = "|".join(re.escape(text) for text in sorted(_fixed(), key=len, reverse=True))
    pieces = rf"{fixed}| \[\d{{1,3}}\]| ?\p{{L}}+|\d{{1,2}}| ?[^\s\p{{L}}\d]|\s"
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(pieces), "isolated"),
            pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False),
        ]
    )
    openers = "|".join(_OPENERS.values())
    inserted = Regex(rf"(?:{openers}|\A)\K (?= *\p{{L}})")
    tokenizer.decoder = decoders.Sequence([decoders.ByteLevel(), decoders.Replace(inserted, "")])


def _fixed() -> list[str]:
    """Texts that are one token each, as they look once words have their leading spaces."""
    tags = [text for tag in TAGS for text in (f"<{tag}>", f"</{tag}>", f"</{tag}>\n")]
    calls = [text for action in ACTIONS for text in (_spaced(action), _spaced("\n" + action))]
    labels = [_spaced(f"\n{label}") for label in ("Reasoning:", "Step:")]
    return [*tags, *calls, *labels, *(_spaced(mark) for mark in MARKS)]


def _spaced(text: str) -> str:
    """The text with a space before every word."""
    spaced: str = _normalizer().normalize_str(text)
    return spaced


def _normalizer() -> Normalizer:
    from tokenizers import Regex, normalizers

    inserts = [
        normalizers.Replace(Regex(rf"{pattern}(?= *\p{{L}})"), f"{sign} ")
        for sign, pattern in _OPENERS.items()
    ]
    # The line break makes the text's first word one that follows an opener.
    return normalizers.Sequence(
        [normalizers.Prepend("\n"), *inserts, normalizers.Replace(Regex(r"\A\n"), "")]
    )


def _vocabulary(texts: Iterable[str], size: int) -> tuple[dict[str, int], list[tuple[str, str]]]:
    """Piece to id, and the merges in order: special tokens, bytes, whole tokens, learned pieces."""
    from tokenizers.pre_tokenizers import ByteLevel

    whole = [*_fixed(), *(f" [{number}]" for number in range(200))]
    whole += [f"{number:02d}" for number in range(100)]
    whole += [f" {sign}" for sign in "|=-&'\"$(#*+/@·"]
    encoder = ByteLevel(add_prefix_space=False, use_regex=False)
    start = [*SPECIAL, *sorted(ByteLevel.alphabet())]
    start += ["".join(piece for piece, _ in encoder.pre_tokenize_str(text)) for text in whole]
    vocabulary = {piece: number for number, piece in enumerate(dict.fromkeys(start))}
    if size < len(vocabulary):
        raise UserError(f"vocabulary={size}: must be at least {len(vocabulary)}")
    merges = []
    for left, right in _learned_merges(texts, size):
        if len(vocabulary) >= size:
            break
        merges.append((left, right))
        vocabulary.setdefault(left + right, len(vocabulary))
    return vocabulary, merges


def _learned_merges(texts: Iterable[str], size: int) -> list[tuple[str, str]]:
    """Byte-pair merges of the texts, most frequent first."""
    from tokenizers import Tokenizer, models, pre_tokenizers, trainers

    tokenizer = Tokenizer(models.BPE())
    _set_layout(tokenizer)
    trainer = trainers.BpeTrainer(
        vocab_size=size + len(_fixed()),
        initial_alphabet=sorted(pre_tokenizers.ByteLevel.alphabet()),
        show_progress=False,
    )
    tokenizer.train_from_iterator(texts, trainer)
    return [(left, right) for left, right in json.loads(tokenizer.to_str())["model"]["merges"]]
