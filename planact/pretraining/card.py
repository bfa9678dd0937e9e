"""The model card."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planact.pretraining.corpus.samples import ROLES
from planact.pretraining.curves import PLOT, TABLE, Curves
from planact.pretraining.evaluation import SPLITS
from planact.pretraining.recipe import RECIPE, Recipe

if TYPE_CHECKING:
    from planact.pretraining.training import Position

_CARD = """# The laptop model

A Llama of {parameters:,} parameters in a file of {megabytes:.1f} MB ({layers} layers of width
{width}, {vocabulary:,} tokens) that reads web pages in planact's compact style and writes plans and
actions. It is the base model of `model=laptop`: small enough to live in this repository and to be
fine-tuned on a CPU in minutes.

## Data

Websites invented by `planact.pretraining.corpus` and simulated in text: lists with groups, sorting,
filters and pages, records with tables and buttons, back-office grids with mass actions, forms,
settings, calculators, bookings, sign-ins. An oracle plans and acts on them in the very prompts of
`prompts=compact`, now and then after a mishap or under a notice that covers the page. Names are
made of syllables and of word lists; labels, phrasings and layouts are drawn anew for every site.
Nothing of it is from the sandbox or from any real website.

## Recipe

Seed {seed}, {tokens:.1f} M tokens in {steps:,} batches of at most {batch_tokens:,}. It took
{hours:.2f} hours on {hardware}, evaluations and the making of the corpus not counted.

Loss on replies alone. Muon (rate {matrix_rate}) for matrices, AdamW ({other_rate}) for the rest,
linear decay over the last {decay:.0%}. The first {dense:.0%} of the tokens are mostly short pages
with many look-ups each. Attention begins as a circuit that copies repeated text.

`{recipe}` holds the settings; `python -m planact.pretraining` makes the model again.

## Figures

Whole replies exact, greedy, on websites with unseen names (`words`), and with unseen names, labels,
phrasings and layouts (`held`). `{table}` and `{plot}` have the curves.

{figures}

Final loss {loss:.3f}.

## Limits

It knows websites of the kinds above and their short English, and nothing else of the world. It
copies better than it infers: what neither task nor page says, it guesses. Prompts in another format
than `prompts=compact`, pages in another style than `compact`, and contexts beyond some 1,500 tokens
are foreign to it. It is meant to be fine-tuned on the sites it is to work on.
"""


def model_card(recipe: Recipe, parameters: int, size: int, at: Position, curves: Curves) -> str:
    """What a reader must know about the model.

    Args:
        recipe: What was learned.
        parameters: Number of parameters.
        size: Bytes of the file that holds them.
        at: Where the training is.
        curves: Its evaluations.
    """
    return _CARD.format(
        parameters=parameters,
        megabytes=size / 2**20,
        layers=recipe.layers,
        width=recipe.width,
        vocabulary=recipe.vocabulary,
        seed=recipe.seed,
        tokens=at.tokens / 1e6,
        steps=at.steps,
        batch_tokens=recipe.batch_tokens,
        hours=at.seconds / 3600,
        hardware=" and then on ".join(at.hardware),
        matrix_rate=recipe.matrix_rate,
        other_rate=recipe.other_rate,
        decay=recipe.decay,
        dense=recipe.dense,
        recipe=RECIPE,
        table=TABLE,
        plot=PLOT,
        figures=_figures(curves),
        loss=at.loss,
    )


def _figures(curves: Curves) -> str:
    """Whole replies exact by role and split, as a table."""
    last = curves.last()
    rows = [("role", *SPLITS), ("---",) * (1 + len(SPLITS))]
    for role in ROLES:
        points = [last.get((split, role)) for split in SPLITS]
        rows.append((role, *(f"{p.value:.2f} (n={p.count})" if p else "–" for p in points)))
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)
