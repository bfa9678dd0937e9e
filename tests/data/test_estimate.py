"""What a cell will take, told without a request: from what was seen, or from what is usual."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from planact.core.errors import UserError
from planact.data.estimate import ANSWERS, Line, estimate, estimate_table, estimated_cost
from planact.data.stage import ACTIONS, DataContext
from planact.data.stages import STAGES, make_dataset
from tests.data.parts import FakeEnvironment, FakeTeacher, context, task
from tests.data.test_grounded_plans import GOOD

SEEDS, PLANS = "seed_trajectories", "grounded_plans_of_seed_trajectories"
WANTED = {"planner": [PLANS], "executor": [SEEDS]}


class Untouched(FakeEnvironment):
    async def start(self) -> None:
        raise AssertionError("an estimate starts nothing")


def prepared(folder: Path, tasks: int = 3, teacher: FakeTeacher | None = None) -> DataContext:
    environment = FakeEnvironment([task(number) for number in range(tasks)])
    return context(folder, environment, teacher)


def priced(given: DataContext, **changes: Any) -> DataContext:
    teacher = replace(given.config.teacher, **changes)
    return replace(given, config=replace(given.config, teacher=teacher))


def by_stage(lines: list[Line]) -> dict[str, Line]:
    return {line.stage: line for line in lines}


def test_of_nothing_made_yet_requests_are_counted_from_the_stages_forecasts(tmp_path: Path) -> None:
    given = replace(prepared(tmp_path), environment=Untouched([task(n) for n in range(3)]))
    seeds, plans = estimate(priced(given, name="gpt-4o"), WANTED)
    assert (seeds.stage, seeds.role, seeds.requests, seeds.made) == (SEEDS, "", 0, False)
    assert seeds.users == ("planner", "executor")
    assert (plans.stage, plans.role, plans.requests, plans.made) == (
        *(PLANS, "plan_annotator"),
        *(3, False),
    )
    assert plans.users == ("planner",)
    assert plans.usage.completion_tokens == 3 * ANSWERS["plan_annotator"]
    dollars = (plans.usage.prompt_tokens * 2.5 + plans.usage.completion_tokens * 10) / 1e6
    assert plans.cost == pytest.approx(dollars)
    assert not (tmp_path / "store").exists()


def test_stages_are_forecast_from_what_their_inputs_will_be(tmp_path: Path) -> None:
    lines = by_stage(estimate(prepared(tmp_path), {"planner": ["replans_of_seed_trajectories"]}))
    assert lines["replans_of_seed_trajectories"].requests == 3 * (ACTIONS - 1)
    expanded = by_stage(
        estimate(prepared(tmp_path), {"planner": ["plan_expansion_of_seed_trajectories"]})
    )
    data = prepared(tmp_path).config.data
    requests = expanded["plan_expansion_of_seed_trajectories"].requests
    assert requests == data.expanded_plans / data.new_per_request


def test_what_is_in_the_store_costs_nothing_any_more(tmp_path: Path) -> None:
    make_dataset(SEEDS, prepared(tmp_path))
    seeds, plans = estimate(prepared(tmp_path), WANTED)
    assert (seeds.made, plans.made, plans.requests) == (True, False, 3)
    make_dataset(PLANS, prepared(tmp_path, teacher=FakeTeacher([GOOD])))
    assert [line.requests for line in estimate(prepared(tmp_path), WANTED)] == [0, 0]


def test_lengths_are_those_of_requests_seen_before(tmp_path: Path) -> None:
    teacher = FakeTeacher([GOOD])
    make_dataset(PLANS, prepared(tmp_path, teacher=teacher))
    asked = sum(len(turn["content"]) for turns in teacher.asked for turn in turns)
    line = by_stage(estimate(prepared(tmp_path, tasks=2), WANTED))[PLANS]
    assert line.requests == 2
    assert line.usage.prompt_tokens == pytest.approx(2 / 3 * asked / 4, abs=2)
    assert line.usage.completion_tokens == pytest.approx(2 * len(GOOD) / 4, abs=2)


def test_an_observation_is_as_long_as_it_may_be(tmp_path: Path) -> None:
    given = prepared(tmp_path)
    long = by_stage(estimate(given, WANTED))[PLANS].usage
    given.config.env.observation.max_chars = 4000
    short = by_stage(estimate(given, WANTED))[PLANS].usage
    assert long.prompt_tokens - short.prompt_tokens == 3 * (20_000 - 4000) / 4


def test_every_role_of_the_stages_has_a_usual_length(tmp_path: Path) -> None:
    roles = {role for stage in STAGES.values() for role in stage.roles}
    assert roles | {"planner", "executor"} == set(ANSWERS)


def test_each_role_has_the_price_of_its_own_teacher(tmp_path: Path) -> None:
    given = prepared(tmp_path)
    config = given.config
    config.teachers["plan_annotator"] = replace(config.teacher, price_in=100.0, price_out=0.0)
    line = by_stage(estimate(given, WANTED))[PLANS]
    assert line.cost == pytest.approx(line.usage.prompt_tokens / 1e4)


def test_the_table_ends_with_the_total(tmp_path: Path) -> None:
    lines = estimate(priced(prepared(tmp_path), name="gpt-4o-mini"), WANTED)
    console = Console(file=io.StringIO(), width=200)
    console.print(estimate_table(lines))
    assert isinstance(console.file, io.StringIO)
    rows = [line for line in console.file.getvalue().splitlines() if line.startswith("│")]
    assert "planner, executor" in rows[0]
    assert [cell.strip() for cell in rows[-1].split("│")][1:4] == ["total", "", "3"]


def test_the_total_in_a_few_words(tmp_path: Path) -> None:
    given = prepared(tmp_path)
    assert estimated_cost(estimate(given, WANTED)) == "3 requests"
    assert estimated_cost(estimate(priced(given, name="gpt-4o"), WANTED)) == "3 requests, $0.06"


def test_a_stage_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="no stage makes 'plans'"):
        estimate(prepared(tmp_path), {"planner": ["plans"]})
