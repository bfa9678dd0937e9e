"""What calls cost: by the config's prices, else by those that are listed."""

from __future__ import annotations

import pytest

from planact.config.schema import TeacherConfig
from planact.core.trajectory import Usage
from planact.llm.prices import Price, price_of


def test_a_call_costs_its_tokens() -> None:
    usage = Usage(prompt_tokens=1_000_000, completion_tokens=200_000)
    assert Price(2.5, 10.0).of(usage) == pytest.approx(4.5)


@pytest.mark.parametrize(
    ("name", "price"),
    [
        ("gpt-4o", Price(2.5, 10.0)),
        ("gpt-4o-2024-08-06", Price(2.5, 10.0)),
        ("gpt-4o-2024-05-13", Price(5.0, 15.0)),
        ("gpt-4o-mini-2024-07-18", Price(0.15, 0.6)),
        ("my-own-model", None),
    ],
)
def test_a_listed_model_has_its_price_in_every_version(name: str, price: Price | None) -> None:
    assert price_of(TeacherConfig(name=name)) == price


def test_the_batch_api_halves_the_list_price() -> None:
    assert price_of(TeacherConfig(name="gpt-4o", batch=True)) == Price(1.25, 5.0)


def test_the_configs_prices_are_taken_as_they_are() -> None:
    config = TeacherConfig(name="gpt-4o", batch=True, price_in=1.0, price_out=0.0)
    assert price_of(config) == Price(1.0, 0.0)
