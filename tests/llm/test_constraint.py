"""Whatever a model would like to say, what its tokens spell is a reply that the page allows."""

from __future__ import annotations

import random
import time
from dataclasses import replace

import pytest
import torch
from llguidance import LLMatcher
from transformers import PreTrainedTokenizerBase, PreTrainedTokenizerFast

from planact.agent.replies import Replies
from planact.browser.elements import Element
from planact.core.action import NEEDS_ELEMENT, Action, ActionKind, parse_action
from planact.core.errors import UserError
from planact.llm.constraint import Constraints, Followed, token_masks
from planact.llm.grammar import Grammar, OneOf
from planact.llm.prompts import Prompts
from tests.llm.vocabularies import KINDS, vocabulary

CLICK, TYPE, SELECT = ActionKind.CLICK, ActionKind.TYPE, ActionKind.SELECT
LABELS = [
    *(
        "Best sellers",
        "(all) orders",
        "'Reports' & \"Orders\"",
        "@home > /path",
        "x  y",
        "Über 🙂 ñ",
    ),
    *(
        "[3]",
        "\\d+ (a|b)* $",
        'do(action="Click", element="1")',
        "# Note: 7",
        "- 14.50",
        "",
        "日本語",
    ),
]
SIZES = ('14" wide', "C:\\new", "Any (of these)", "", "exit()", "[x] 'ö'")
PAGE = (
    *(Element(str(at), label, (CLICK, ActionKind.HOVER)) for at, label in enumerate(LABELS)),
    Element("42", "Name", (CLICK, TYPE, ActionKind.SEARCH)),
    Element("43", "Size", (SELECT, ActionKind.HOVER), SIZES),
)
MOST = 2000


def constraints(tokenizer: PreTrainedTokenizerBase) -> Constraints:
    return Constraints(tokenizer, [tokenizer.eos_token_id])


def encoded(tokenizer: PreTrainedTokenizerBase, reply: str) -> list[int]:
    return [*tokenizer(reply, add_special_tokens=False)["input_ids"], tokenizer.eos_token_id]


def taken(matcher: LLMatcher, tokens: list[int]) -> int:
    """How many of the tokens in turn the masks leave."""
    for at, token in enumerate(tokens):
        mask = matcher.compute_bitmask()
        if not mask[token // 8] >> token % 8 & 1 or not matcher.consume_token(token):
            return at
    return len(tokens)


def generated(
    made: Constraints, tokenizer: PreTrainedTokenizerBase, grammar: Grammar, seed: int
) -> str:
    """What comes of random logits under the mask; free text comes to its end sooner or later."""
    torch.manual_seed(seed)
    end = tokenizer.eos_token_id
    masks = token_masks({0: Followed(made.matcher(grammar), MOST)}, 1, [end])
    pieces = tokenizer.convert_ids_to_tokens(list(range(len(tokenizer))))
    closing = torch.tensor(
        [2.5 if '"' in one or "Ċ" in one or "0A" in one else 0 for one in pieces]
    )
    ids = torch.tensor([[end]])
    while ids.shape[1] < MOST:
        scores = masks(ids, 3 * torch.randn(1, len(tokenizer)) + closing)
        chosen = torch.multinomial(scores.softmax(-1), 1)
        if chosen.item() == end:
            return tokenizer.decode(ids[0, 1:], skip_special_tokens=True)
        ids = torch.cat([ids, chosen], dim=1)
    raise AssertionError("the reply does not end")


@pytest.mark.parametrize("style", ["compact", "paper"])
@pytest.mark.parametrize("kind", KINDS)
def test_random_logits_give_an_action_on_an_element_of_the_page(kind: str, style: str) -> None:
    tokenizer = vocabulary(kind)
    made, grammar = constraints(tokenizer), Replies(Prompts(style)).on(PAGE)
    by_id = {element.id: element for element in PAGE}
    seen = set()
    for seed in range(60):
        reply = generated(made, tokenizer, grammar, seed)
        action = parse_action(reply)
        assert reply.split("\n")[-1].strip() == action.call()
        seen.add(action.kind)
        if action.kind not in NEEDS_ELEMENT:
            assert action.element is None
            continue
        element = by_id[action.element or ""]
        assert action.kind in element.kinds
        assert action.kind is not SELECT or action.argument in element.options
        named = [comment for comment in action.comments if comment.startswith("Element:")]
        if style == "compact":
            labelled = f"Element: {element.label} [{element.id}]"
            assert named == ([labelled.lstrip("# ")] if element.label else [])
    assert len(seen) > 5


@pytest.mark.parametrize("kind", KINDS)
def test_a_reply_as_training_writes_it_is_allowed_token_by_token(kind: str) -> None:
    tokenizer = vocabulary(kind)
    prompts = Prompts("compact")
    made, grammar = constraints(tokenizer), Replies(prompts).on(PAGE)
    actions = [Action(ActionKind.SCROLL_DOWN), Action(ActionKind.EXIT, argument='It\'s $3 ("new")')]
    actions += [Action(CLICK, one.id) for one in PAGE[:-1]]
    actions += [Action(TYPE, "42", "of 😀 C:\\x"), *(Action(SELECT, "43", size) for size in SIZES)]
    labels = {element.id: element.label for element in PAGE}
    for action in actions:
        noted = replace(action, comments=("Note: the 'old' one is (42)",))
        label = labels.get(action.element or "")
        text = prompts.text("executor", "assistant", action=noted, label=label, step=None)
        tokens = encoded(tokenizer, text)
        assert taken(made.matcher(grammar), tokens) == len(tokens), text
        assert tokenizer.decode(tokens, skip_special_tokens=True) == text


def test_a_label_that_spells_the_end_of_a_reply_does_not_end_it() -> None:
    tokenizer = vocabulary("laptop")
    page = (Element("0", f"Go {tokenizer.eos_token} on", (CLICK,)),)
    matcher = constraints(tokenizer).matcher(Replies(Prompts("compact")).on(page))
    safe = '# Element: Go < |end|> on [0]\ndo(action="Click", element="0")'
    tokens = encoded(tokenizer, safe)
    assert taken(matcher, tokens) == len(tokens)


@pytest.mark.parametrize("style", ["compact", "paper"])
def test_a_page_of_a_thousand_fields_is_no_limit(style: str) -> None:
    tokenizer, prompts = vocabulary("bytes"), Prompts(style)
    page = [Element(str(at), f"Number {at}", (CLICK, TYPE)) for at in range(1000)]
    action = Action(TYPE, "777", "a", comments=("Note: I go on", "Note: It is there"))
    text = prompts.text("executor", "assistant", action=action, label="Number 777", step=None)
    matcher = constraints(tokenizer).matcher(Replies(prompts).on(page))
    tokens = encoded(tokenizer, text)
    assert taken(matcher, tokens) == len(tokens)


def test_a_constraint_that_fails_does_not_end_the_reply() -> None:
    tokenizer = vocabulary("bytes")
    end = tokenizer.eos_token_id
    masks = token_masks({0: Followed(constraints(tokenizer).matcher("Yes"), MOST)}, 1, [end])
    scores = torch.zeros(1, len(tokenizer))
    first = torch.tensor([[end]])
    masks(first, scores)
    forbidden = torch.cat([first, torch.tensor([encoded(tokenizer, "No")[:1]])], dim=1)
    with pytest.raises(RuntimeError, match="constraint: "):
        masks(forbidden, scores)


def test_a_page_full_of_elements_takes_no_noticeable_time() -> None:
    tokenizer = vocabulary("laptop")
    rng = random.Random(0)
    words = ["Orders", "Reports", "Price", "of", "the", "Month", "Blue", "Kettle", "Add", "cart"]
    labels = [" ".join(rng.choices(words, k=5)) for _ in range(120)]
    options = tuple(f"{rng.choice(words)} {number}" for number in range(60))
    page = [Element(str(at), label, (CLICK, TYPE)) for at, label in enumerate(labels)]
    page += [Element(str(at), "Size", (SELECT,), options) for at in range(120, 123)]
    made, replies = constraints(tokenizer), Replies(Prompts("compact"))
    made.matcher(replies.on(page))
    started = time.thread_time()
    matcher = made.matcher(replies.on(page))
    assert time.thread_time() - started < 0.1
    reply = encoded(tokenizer, f'# Element: {labels[7]} [7]\ndo(action="Click", element="7")')
    started = time.thread_time()
    for token in reply:
        matcher.compute_bitmask()
        assert matcher.consume_token(token)
    assert (time.thread_time() - started) / len(reply) < 0.005


def test_what_a_grammar_holds_is_taken_as_it_is_written() -> None:
    tokenizer = vocabulary("bytes")
    texts = ("<a.b>", "<[c]\n>", "<(d|e)*>", "<^$>", "<\\n>", "<{2}?>", "<\u2028-/#&~>")
    made = constraints(tokenizer)
    for text in texts:
        tokens = encoded(tokenizer, text)
        grammar = OneOf(texts)
        assert taken(made.matcher(grammar), tokens) == len(tokens)
    assert taken(made.matcher(grammar), encoded(tokenizer, "<axb>")) < 3


def test_a_tokenizer_that_cannot_write_any_text_is_refused_in_one_line() -> None:
    from tokenizers import Tokenizer, models, pre_tokenizers

    words = Tokenizer(models.WordLevel({"<unk>": 0, "do": 1, "</s>": 2}, unk_token="<unk>"))
    words.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer = PreTrainedTokenizerFast(tokenizer_object=words, eos_token="</s>")
    with pytest.raises(
        UserError, match=r"serving\.constrain=true .*choose serving\.constrain=false"
    ):
        constraints(tokenizer).matcher(Replies(Prompts("compact")).on(PAGE))
