"""The recipe: settings that make no sense are refused before anything is written."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from planact.core.errors import UserError
from planact.pretraining.recipe import RECIPE, Recipe
from planact.pretraining.tokenizer import make_tokenizer


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *(("seed", -1), ("tokens", 0), ("batch_tokens", -5), ("tokenizer_websites", 0)),
        *(("vocabulary", 70_000), ("layers", 1), ("width", 100), ("width", 64)),
        *(("matrix_rate", 0.0), ("other_rate", float("nan")), ("other_rate", float("inf"))),
        *(("warmup", 1.5), ("decay", -0.1), ("dense", float("nan"))),
    ],
)
def test_a_setting_that_makes_no_sense_is_named(name: str, value: Any) -> None:
    with pytest.raises(UserError, match=rf"^{name}={value}: must be "):
        replace(Recipe(), **{name: value})


def test_a_vocabulary_has_room_for_what_every_tokenizer_has() -> None:
    with pytest.raises(UserError, match="vocabulary=300: must be at least "):
        make_tokenizer(["some text"], 300)


def test_a_folder_of_another_recipe_is_refused(tmp_path: Path) -> None:
    Recipe().save(tmp_path)
    Recipe().save(tmp_path)
    with pytest.raises(UserError, match=r"other settings \(seed\)"):
        Recipe(seed=1).save(tmp_path)


def test_a_damaged_recipe_is_named(tmp_path: Path) -> None:
    (tmp_path / RECIPE).write_text('{"seed": ')
    with pytest.raises(UserError, match=rf"{RECIPE}: no recipe can be read here"):
        Recipe().check(tmp_path)


def test_rates_rise_and_fall_and_the_mixture_becomes_less_dense() -> None:
    recipe = Recipe(warmup=0.1, decay=0.5)
    assert [round(recipe.rate(p), 2) for p in (0.0, 0.05, 0.3, 0.75, 1.0)] == [
        *(0.01, 0.51, 1.0, 0.5, 0.0)
    ]
    assert recipe.mixture(0.0).lookup > recipe.mixture(0.05).lookup > recipe.mixture(0.5).lookup
    assert recipe.mixture(0.1) == recipe.mixture(1.0)
