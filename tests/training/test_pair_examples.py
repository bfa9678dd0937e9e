"""New pairs become the planner's examples: on the page that they begin on, as at inference."""

from __future__ import annotations

import pytest

from planact.data.plan_pairs import PlanPair, Source, first_pages
from planact.llm.prompts import Prompts
from planact.training.examples import planner_examples, planner_pair_examples
from tests.data.pair_parts import PLAN, SEEDS, plan_of, trajectory

PAGE = Source(stage=SEEDS, number=7)
PAIR = PlanPair(
    number=3,
    intent="Find the green lamp",
    sites=("shopping",),
    text=PLAN.format(what="the green lamp"),
    page=PAGE,
    seeds=(PAGE,),
    question="0",
)


@pytest.mark.parametrize("style", ["paper", "compact"])
def test_a_pair_is_learned_as_a_planner_is_asked(style: str) -> None:
    prompts = Prompts(style)
    pages = first_pages(SEEDS, [trajectory("shopping", 6), trajectory("shopping", 7)])
    [example] = planner_pair_examples(prompts, [PAIR], pages, stage="plan_expansion")
    *asked, reply = [turn.model_dump() for turn in example.messages]
    page = trajectory("shopping", 7).rounds[0].observation
    assert asked == prompts.messages("planner", intent=PAIR.intent, observation=page)
    assert reply["role"] == "assistant"
    assert reply["content"].strip() == PAIR.text
    assert example.meta == {
        "role": "planner",
        "stage": "plan_expansion",
        "pair": 3,
        "sites": ["shopping"],
    }


def test_it_is_written_as_an_annotated_trajectory_is() -> None:
    prompts, row = Prompts("compact"), trajectory("shopping", 7)
    annotated = plan_of(row)
    [of_plan] = planner_examples(prompts, [row], {7: annotated.plan()}, stage=SEEDS)
    same = PAIR.model_copy(update={"intent": row.intent, "text": annotated.text})
    pages = first_pages(SEEDS, [row])
    [of_pair] = planner_pair_examples(prompts, [same], pages, stage="plan_expansion")
    assert of_pair.messages == of_plan.messages
