"""Makes the laptop model's folder: its tokenizer, chat template and architecture, without weights.

    python -m planact.training.laptop_tokenizer [FOLDER]

Small models succeed or fail by copying labels and ids from the page, so the tokenizer is laid out
for copying. A word has a leading space wherever it stands, so a label is the same tokens on the
page, in the plan and in the action. An element id `` [7]`` is one token. Tags and the fixed parts
of actions are one token each. Digits come in pairs. Everything else is byte-level BPE, so any text
comes back exactly. Nothing is drawn at random: the folder depends on the Python release alone,
whose documentation is the English the merges are learned from.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from pydoc_data.topics import topics
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tokenizers import Tokenizer
    from tokenizers.normalizers import Normalizer
    from transformers import LlamaConfig, PreTrainedTokenizerBase

FOLDER = Path(__file__).parents[2] / "models" / "laptop"
VOCABULARY = 4096
CONTEXT = 4096
PAD, END = "<|pad|>", "<|end|>"
SPECIAL = (PAD, END, "<|system|>", "<|user|>", "<|assistant|>")

TAGS = (
    *("a", "button", "input", "select", "textarea", "option", "label", "p", "li", "ul", "ol", "dl"),
    *("h1", "h2", "h3", "h4", "h5", "h6", "dt", "dd", "table", "tr", "td", "th", "form", "nav"),
    *("main", "section", "article", "header", "footer", "div", "span", "img", "strong", "em"),
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
    *('", element="', '")', "# Element:", "# Note:", "# Step ", "## Step ", ". Element:"),
    *("Reasoning:", "Step:", "## Task\n", "## Plan\n", "## Page\n", "## Actions\n", "## Action\n"),
    *("## Plan", "## Action", " failed:"),
    *(" = checked", " = not-checked", "** Simplified html **"),
)

# The vocabulary of any website's furniture, which Python's documentation rarely uses.
WEB_WORDS = """
Account Add Address All Apply April Arrival August Author Average Back Body Browse Buy Cancel Cart
Categories Category Change Checkout City Clear Click Close Color Comment Comments Compare Confirm
Contact Continue Country Create Customer Customers Date Day December Delete Delivery Description
Details Directions Discount Distance Down Download Edit Email February Filter Filters Find First
Forgot Forum Forums From Go Group Help High Home Hot Image Invoice Issue Issues Items January July
June Last Latest Link List Location Log Login Logout Low Map March May Menu Merge Message Messages
Milestone Month More Most My Name New Newest News Newsletter Next November Number October Old Open
Options Order Orders Out Page Password Pay Payment Phone Place Popular Post Posted Posts Preview
Previous Price Privacy Product Products Profile Project Qty Quantity Question Questions Rating
Ratings Recent Refund Register Related Remember Remove Reply Report Reports Request Reset Results
Review Reviews Sale Sales Save Search Select Send September Settings Share Ship Shipping Show Sign
Size Sort Star Stars Start Status Stock Street Submission Submissions Submit Subscribe Subscribed
Subtotal Summary Tax Terms Title To Today Top Total Track Type Unsubscribe Up Update Upvote Downvote
User Username View Vote Votes Week Welcome Wish Wishlist Write Year Yes Your Zip answer ascending
box button cheapest click descending dollar email expensive field find form forum given highest
hours link list lowest mail many member much named page people photo post posted press price product
rating read review say score search section select shown site star store submit tell text title
username user vote website wish word write written ago day days month year minutes comment comments
"""

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


def make_tokenizer() -> PreTrainedTokenizerBase:
    """The laptop model's tokenizer, with its chat template."""
    from tokenizers import AddedToken, Tokenizer, models
    from transformers import PreTrainedTokenizerFast

    vocabulary, merges = _vocabulary()
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


def make_config() -> LlamaConfig:
    """The laptop model's architecture: about 1.3 M parameters, a plain Llama.

    Attention has biases so that its first layers can be started as copying heads; a head has 32
    dimensions, the least that vLLM's CPU kernels take.
    """
    from transformers import LlamaConfig

    return LlamaConfig(
        architectures=["LlamaForCausalLM"],
        vocab_size=VOCABULARY,
        hidden_size=128,
        intermediate_size=352,
        num_hidden_layers=4,
        num_attention_heads=4,
        num_key_value_heads=4,
        head_dim=32,
        max_position_embeddings=CONTEXT,
        tie_word_embeddings=True,
        attention_bias=True,
        initializer_range=0.08,  # about 1/sqrt(128); the usual 0.02 learns slower at this width
        bos_token_id=None,
        pad_token_id=SPECIAL.index(PAD),
        eos_token_id=SPECIAL.index(END),
        dtype="float32",
    )


def write(folder: Path) -> None:
    """Write tokenizer and architecture as a standard Hugging Face folder."""
    make_tokenizer().save_pretrained(folder)
    make_config().save_pretrained(folder)


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


def _vocabulary() -> tuple[dict[str, int], list[tuple[str, str]]]:
    """Piece to id, and the merges in order: special tokens, bytes, whole tokens, learned pieces."""
    from tokenizers.pre_tokenizers import ByteLevel

    whole = [*_fixed(), *(f" [{number}]" for number in range(200))]
    whole += [f"{number:02d}" for number in range(100)]
    whole += [f" {sign}" for sign in "|=-&'\"$(#*+/@"]
    encoder = ByteLevel(add_prefix_space=False, use_regex=False)
    start = [*SPECIAL, *sorted(ByteLevel.alphabet())]
    start += ["".join(piece for piece, _ in encoder.pre_tokenize_str(text)) for text in whole]
    vocabulary = {piece: number for number, piece in enumerate(dict.fromkeys(start))}
    merges = []
    for left, right in _learned_merges():
        if len(vocabulary) == VOCABULARY:
            break
        merges.append((left, right))
        vocabulary.setdefault(left + right, len(vocabulary))
    return vocabulary, merges


def _learned_merges() -> list[tuple[str, str]]:
    """Byte-pair merges of English, most frequent first."""
    import json

    from tokenizers import Tokenizer, models, pre_tokenizers, trainers

    tokenizer = Tokenizer(models.BPE())
    _set_layout(tokenizer)
    trainer = trainers.BpeTrainer(
        vocab_size=VOCABULARY + len(_fixed()),
        initial_alphabet=sorted(pre_tokenizers.ByteLevel.alphabet()),
        show_progress=False,
    )
    words = [f" {word}" for word in WEB_WORDS.split()]
    english = [text for topic in topics.values() for text in (topic, topic.title())]
    tokenizer.train_from_iterator([*english, *words * 300], trainer)
    return [(left, right) for left, right in json.loads(tokenizer.to_str())["model"]["merges"]]


if __name__ == "__main__":
    write(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
