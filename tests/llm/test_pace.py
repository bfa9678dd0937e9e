"""How many requests a server gets at a time, and how often."""

from __future__ import annotations

import asyncio
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planact.llm.pace import Pace, Rate, Turn


async def overload(pace: Pace, turns: int = 1) -> None:
    """As many requests at a time as said, all of which the server fails."""
    begun = asyncio.Barrier(turns)

    async def fail() -> None:
        async with pace.turn(1) as turn:
            await begun.wait()
            turn.overloaded(None)

    await asyncio.gather(*(fail() for _ in range(turns)))


async def answer(pace: Pace, times: int) -> None:
    for _ in range(times):
        async with pace.turn(1) as turn:
            turn.answered(1)


async def running(pace: Pace, waiting: int) -> int:
    """How many of so many requests run at the same time."""
    most = now = 0

    async def run() -> None:
        nonlocal most, now
        async with pace.turn(1):
            now += 1
            most = max(most, now)
            await asyncio.sleep(0)
            await asyncio.sleep(0)
            now -= 1

    await asyncio.gather(*(run() for _ in range(waiting)))
    return most


async def test_no_more_run_at_a_time_than_allowed() -> None:
    assert await running(Pace(4), 20) == 4


async def test_a_burst_of_failures_halves_the_number_once() -> None:
    pace = Pace(16)
    await overload(pace, turns=16)
    assert pace.at_once == 8
    assert await running(pace, 40) == 8


async def test_every_further_burst_halves_it_again_down_to_one() -> None:
    pace = Pace(16)
    seen = []
    for _ in range(6):
        await overload(pace)
        seen.append(pace.at_once)
    assert seen == [8, 4, 2, 1, 1, 1]
    assert await running(pace, 5) == 1


async def test_a_request_begun_before_the_cut_does_not_cut_again() -> None:
    pace = Pace(16)
    async with pace.turn(1) as early:
        await overload(pace)
        assert not early.overloaded(None)
    assert pace.at_once == 8


async def test_it_climbs_while_answers_come_and_no_higher_than_allowed() -> None:
    pace = Pace(16)
    await overload(pace)
    await overload(pace)
    before = pace.at_once
    await answer(pace, 10)
    assert before < pace.at_once < 16
    await answer(pace, 200)
    assert pace.at_once == 16
    assert await running(pace, 40) == 16


@given(
    at_once=st.integers(1, 9),
    steps=st.lists(st.sampled_from(["answer", "overload", "cancel"]), max_size=30),
)
def test_whatever_happens_no_place_is_lost_and_none_too_many(
    at_once: int, steps: list[str]
) -> None:
    async def live() -> None:
        pace = Pace(at_once)
        for step in steps:
            if step == "answer":
                await answer(pace, 1)
            elif step == "overload":
                await overload(pace, turns=pace.at_once)
            else:
                await _cancelled_while_waiting(pace)
        assert await running(pace, 3 * at_once) == pace.at_once
        assert pace.load == 0

    asyncio.run(live())


async def _cancelled_while_waiting(pace: Pace) -> None:
    async def hold(turns: list[Turn]) -> None:
        async with pace.turn(1) as turn:
            turns.append(turn)
            await asyncio.sleep(3600)

    held: list[Turn] = []
    tasks = [asyncio.create_task(hold(held)) for _ in range(2 * pace.at_once)]
    while len(held) < pace.at_once:
        await asyncio.sleep(0)
    for task in reversed(tasks):
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


async def test_a_pause_that_the_server_asks_for_stops_every_request() -> None:
    pace = Pace(4)
    async with pace.turn(1) as turn:
        turn.overloaded(0.2)
    assert 0 < pace.pause <= 0.2
    until = time.monotonic() + pace.pause
    await answer(pace, 1)
    assert time.monotonic() >= until


async def test_the_load_counts_those_that_run_and_those_that_wait() -> None:
    pace = Pace(1)
    async with pace.turn(1):
        waiting = asyncio.create_task(answer(pace, 1))
        await asyncio.sleep(0)
        assert pace.load == 2
    await waiting
    assert pace.load == 0


@given(per_minute=st.integers(1, 10_000), amounts=st.lists(st.integers(1, 5000), max_size=20))
def test_a_rate_is_spread_evenly(per_minute: int, amounts: list[int]) -> None:
    rate, started = Rate(per_minute), time.monotonic()
    due = [time.monotonic() + rate.wait(amount) for amount in amounts]
    for number, moment in enumerate(due):
        earliest = 60 * sum(amounts[:number]) / per_minute
        assert moment - started >= earliest - 1e-6


def test_a_share_of_a_rate_can_be_mended_afterwards() -> None:
    rate = Rate(60)
    rate.wait(10)
    rate.add(-9)
    assert rate.wait(1) <= 1
    rate.add(30)
    assert rate.wait(1) == pytest.approx(32, abs=1)


async def test_requests_and_tokens_by_the_minute_are_kept_to() -> None:
    by_requests, by_tokens = Pace(4, requests_per_minute=600), Pace(4, tokens_per_minute=6000)
    for pace in (by_requests, by_tokens):
        started = time.monotonic()
        for _ in range(3):
            async with pace.turn(5) as turn:
                turn.answered(10)
        assert time.monotonic() - started >= 0.2
