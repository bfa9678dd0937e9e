"""What teachers may cost: never more than the limit, and as much of it as there is use for."""

from __future__ import annotations

import asyncio

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planact.config.schema import TeacherConfig
from planact.core.errors import UserError
from planact.core.trajectory import Usage
from planact.data.budget import Budget
from planact.data.teacher import Teacher
from planact.llm.chat import Message
from planact.llm.prices import Price
from tests.data.parts import FakeTeacher

QUESTION: list[Message] = [{"role": "user", "content": "x" * 200}]
TEACHER = Teacher(
    TeacherConfig(name="dear", max_tokens=900), FakeTeacher([]), Price(10_000.0, 10_000.0)
)
"""A call takes 100 tokens of a prompt at most and 900 of an answer, a cent each: 10 dollars."""


async def call(budget: Budget, tokens: int) -> None:
    """One call, which turns out to cost a cent for each of so many tokens."""
    async with budget.reserved(TEACHER, QUESTION) as spend:
        await asyncio.sleep(0)
        spend(Usage(prompt_tokens=50, completion_tokens=tokens - 50))


async def test_what_calls_cost_is_counted() -> None:
    budget = Budget(50.0)
    await call(budget, 200)
    await call(budget, 300)
    assert budget.spent == pytest.approx(5.0)


async def test_without_a_limit_there_is_none() -> None:
    budget = Budget()
    await asyncio.gather(*(call(budget, 1000) for _ in range(100)))
    assert budget.spent == pytest.approx(1000.0)


async def test_a_call_that_might_pass_the_limit_is_not_made() -> None:
    budget = Budget(15.0)
    await call(budget, 600)
    with pytest.raises(
        UserError,
        match=r"^teacher.max_cost=15: \$6.00 are spent, and the next request might cost \$10.00; "
        r"the answers so far are kept: raise it and run the same command again to go on$",
    ):
        await call(budget, 1)
    assert budget.spent == pytest.approx(6.0)


async def test_calls_under_way_are_waited_for_as_they_may_turn_out_cheap() -> None:
    budget = Budget(20.0)
    await asyncio.gather(*(call(budget, 100) for _ in range(10)))
    assert budget.spent == pytest.approx(10.0)


async def test_a_call_that_fails_gives_its_share_back() -> None:
    budget = Budget(10.0)
    with pytest.raises(RuntimeError):
        async with budget.reserved(TEACHER, QUESTION):
            raise RuntimeError
    await call(budget, 100)


@settings(deadline=None)
@given(
    most=st.floats(0.0, 100.0),
    calls=st.lists(st.integers(50, 1000), max_size=40),
)
def test_the_limit_is_never_passed_and_stops_nothing_that_fits(
    most: float, calls: list[int]
) -> None:
    budget = Budget(most)

    async def make_all() -> list[BaseException | None]:
        made = (call(budget, tokens) for tokens in calls)
        return await asyncio.gather(*made, return_exceptions=True)

    stopped = [error for error in asyncio.run(make_all()) if error is not None]
    assert budget.spent <= most + 1e-9
    assert all(isinstance(error, UserError) for error in stopped)
    if stopped:
        assert budget.spent + 10.0 > most
