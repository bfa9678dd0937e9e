"""New queries: what is asked for, what is refused, and that nothing comes twice."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from planact.core.task import Task
from planact.core.trajectory import Trajectory
from planact.data.asking import Asker
from planact.data.queries import PATIENCE, Queries, held_out
from planact.data.stage import DataContext
from planact.rollout.work import Tally
from tests.data.parts import task
from tests.data.queries_parts import SITES, Says, Shop, listed, prepared, teachers, ten_more


def seeds(count: int = 9) -> list[Trajectory]:
    """Tasks 0 to 8, which are on three sites in turn."""
    return [
        Trajectory(
            task_id=number,
            template_id=1,
            intent=task(number).intent,
            sites=(SITES[number % 3],),
            rounds=(),
        )
        for number in range(count)
    ]


async def take(
    given: DataContext, count: int, folder: Path, known: list[Trajectory] | None = None
) -> tuple[list[Task], dict[str, Any]]:
    """So many tasks, and the summary."""
    asker = Asker(given, folder, Tally("queries", count))
    queries = Queries(given, asker, known or seeds())
    try:
        return await queries.take(count), queries.summary()
    finally:
        await asker.close()


async def test_as_many_are_taken_as_are_asked_for_and_requests_as_few_as_will_do(
    tmp_path: Path,
) -> None:
    said = teachers()
    tasks, summary = await take(prepared(tmp_path, Shop(), said), 25, tmp_path)
    assert len(tasks) == len({made.intent for made in tasks}) == 25
    assert summary["requests"] == len(said["query_generator"].asked)
    assert summary["queries"] == 10 * summary["requests"]
    assert 3 <= summary["requests"] <= 6


async def test_the_teacher_sees_seeds_of_all_sites_alike(tmp_path: Path) -> None:
    said = teachers()
    await take(prepared(tmp_path, Shop(), said), 60, tmp_path)
    asked = said["query_generator"].asked
    shown = [re.findall(r"^\d+\. \[(\w+)\] (.+)$", prompt, re.M) for prompt in asked]
    assert all(len(set(examples)) == len(examples) == 5 for examples in shown)
    counts = Counter(site for examples in shown for site, _ in examples)
    assert set(counts) == set(SITES)
    assert max(counts.values()) - min(counts.values()) <= 1
    assert all(prompt.endswith("Write 10 new tasks.") for prompt in asked)


async def test_the_filter_sees_the_query_its_sites_and_what_is_possible_there(
    tmp_path: Path,
) -> None:
    said = teachers(query_generator=Says(lambda prompt: listed([10], "map")))
    await take(prepared(tmp_path, Shop(), said), 1, tmp_path)
    (prompt,) = said["query_filter"].asked
    assert "## Task\nHow much is item 10?" in prompt
    assert set(re.findall(r"^- \[(\w+)\]", prompt, re.M)) == {"map"}


async def test_copies_of_seeds_of_held_out_tasks_and_of_each_other_are_refused(
    tmp_path: Path,
) -> None:
    said = teachers(query_generator=Says(lambda prompt: listed([3, 901, 10, 10, 902, 11])))
    given = prepared(tmp_path, Shop(), said)
    tasks, summary = await take(given, 2, tmp_path)
    assert [made.task_id for made in tasks] == [10, 11]
    assert summary["refused_queries"] == {"like a held-out task's": 2, "like a seed's": 1}


async def test_near_copies_are_refused_too(tmp_path: Path) -> None:
    said = teachers(
        query_generator=Says(
            lambda prompt: (
                "1. [map] Tell me please, how much is item 10? I would like to know it\n"
                "2. [map] Tell me, please: HOW MUCH IS item 10? I would like to know it\n"
                "3. [map] Tell me please, how much is item 10? I would like to know it today\n"
                "4. [map] How much is item 11?"
            )
        )
    )
    tasks, summary = await take(prepared(tmp_path, Shop(), said), 2, tmp_path)
    assert [made.task_id for made in tasks] == [10, 11]
    assert summary["refused_queries"] == {"like an earlier one": 2}


def test_what_is_held_out_are_validation_and_test_tasks(tmp_path: Path) -> None:
    given = prepared(tmp_path, Shop(), teachers())
    assert held_out(given) == {"How much is item 901?", "How much is item 902?"}


async def test_the_impossible_and_the_unknown_are_refused(tmp_path: Path) -> None:
    said = teachers(
        query_generator=Says(lambda prompt: listed([10, 11, 850])),
        query_filter=Says(lambda prompt: "NO\nIt is sold out." if "item 11?" in prompt else "YES"),
    )
    tasks, summary = await take(prepared(tmp_path, Shop(), said), 1, tmp_path)
    assert [made.task_id for made in tasks] == [10]
    assert summary["refused_queries"] == {"impossible": 1, "unknown to the benchmark": 1}


async def test_a_filter_that_gives_no_verdict_lets_nothing_pass(tmp_path: Path) -> None:
    said = teachers(
        query_generator=Says(lambda prompt: listed([10, 11])),
        query_filter=Says(lambda prompt: "YES" if "item 11?" in prompt else "Hm."),
    )
    tasks, summary = await take(prepared(tmp_path, Shop(), said), 1, tmp_path)
    assert [made.task_id for made in tasks] == [11]
    assert summary["refused_queries"] == {"the filter gave no verdict": 1}


@pytest.mark.parametrize("given_number", [7, 13])
async def test_another_number_of_queries_than_asked_for_is_used_as_far_as_it_goes(
    tmp_path: Path, given_number: int
) -> None:
    first = list(range(10, 10 + given_number))
    said = teachers(query_generator=Says(lambda prompt: listed(first)))
    used = min(given_number, 10)
    tasks, summary = await take(prepared(tmp_path, Shop(), said), used, tmp_path)
    assert [made.task_id for made in tasks] == first[:used]
    assert (summary["requests"], summary["queries"]) == (1, used)


async def test_garbage_is_sent_back_with_the_form_of_a_good_answer(tmp_path: Path) -> None:
    def grumble(prompt: str) -> str:
        return listed([10]) if "cannot be read" in prompt else "I would rather not."

    said = teachers(query_generator=Says(grumble))
    tasks, _ = await take(prepared(tmp_path, Shop(), said), 1, tmp_path)
    assert [made.task_id for made in tasks] == [10]
    assert "'1. [site] query'" in said["query_generator"].asked[1]


@pytest.mark.parametrize(
    ("role", "answer"),
    [("query_generator", ""), ("query_generator", "[casino] Who wins?"), ("query_filter", "NO")],
)
async def test_a_teacher_that_gives_nothing_is_asked_in_vain_so_often_and_no_more(
    tmp_path: Path, role: str, answer: str
) -> None:
    said = teachers(**{role: Says(lambda prompt: answer)})
    tasks, summary = await take(prepared(tmp_path, Shop(), said), 25, tmp_path)
    assert tasks == []
    assert PATIENCE <= summary["requests"] < PATIENCE + 3


async def test_what_came_before_is_no_reason_to_give_up(tmp_path: Path) -> None:
    """Nine requests bring nothing and the tenth brings one, again and again."""
    said = teachers()

    def seldom(prompt: str) -> str:
        asked = len(said["query_generator"].asked)
        return listed([10 + asked]) if asked % (PATIENCE - 1) == 0 else listed([0])

    said["query_generator"].answer = seldom
    tasks, _ = await take(prepared(tmp_path, Shop(), said), 3, tmp_path)
    assert len(tasks) == 3


async def test_the_same_seed_asks_the_same(tmp_path: Path) -> None:
    first, second = teachers(), teachers()
    one, _ = await take(prepared(tmp_path / "a", Shop(), first), 9, tmp_path / "a")
    other, _ = await take(prepared(tmp_path / "b", Shop(), second), 9, tmp_path / "b")
    assert one == other
    assert first["query_generator"].asked == second["query_generator"].asked


async def test_fewer_seeds_than_are_shown_at_a_time_will_do(tmp_path: Path) -> None:
    said = teachers(query_generator=Says(ten_more))
    tasks, _ = await take(prepared(tmp_path, Shop(), said), 2, tmp_path, seeds(2))
    assert len(tasks) == 2
