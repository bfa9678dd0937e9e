"""New pairs of a query and a plan: asked for site by site, checked singly, never twice the same."""

from __future__ import annotations

import hashlib
import itertools
import os
import signal
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest

from planact.config.schema import DataConfig
from planact.core.errors import UserError
from planact.core.task import site_group
from planact.data.plan_pairs import PlanPair, Source
from planact.data.stage import DATASET, DataContext, read_dataset
from planact.data.stages import make_dataset
from planact.llm.chat import Message
from planact.store import Artifact
from tests.data.pair_parts import (
    PLAN,
    SEEDS,
    Teacher,
    answer,
    intents_of,
    pair,
    prepared,
    request_of,
)
from tests.store.processes import run

STAGE = "plan_expansion_of_seed_trajectories"
SHOP = {"shopping": 6}
HELD_OUT = {
    "test": "Find the secret price of the golden kettle in the shop",
    "validation": "Find the hidden stock of the silver spoon in the shop",
}


def numbers(wanted: int, each: int = 3, seeds: int = 2) -> DataConfig:
    return DataConfig(
        name="test",
        expanded_plans=wanted,
        new_per_request=each,
        seeds_per_request=seeds,
        plan_retries=2,
    )


def expand(context: DataContext) -> tuple[Artifact, list[PlanPair]]:
    artifact = make_dataset(STAGE, context)
    return artifact, read_dataset(artifact, PlanPair)


def always(text: str) -> Teacher:
    return Teacher(lambda messages: text)


def inventive(each: int = 3) -> Teacher:
    """Makes so many queries of each request, others of each, and always the same."""

    def say(messages: Sequence[Message]) -> str:
        digest = hashlib.sha256(request_of(messages).encode()).hexdigest()
        return answer(
            *(pair(f"{digest[:9]} {digest[9:18]} {n} {digest[18:]}") for n in range(each))
        )

    return Teacher(say)


def restless() -> Teacher:
    """Never says the same again, whatever it is asked."""
    count = itertools.count()
    return Teacher(
        lambda messages: inventive().say([{"role": "user", "content": f"{next(count)}"}])
    )


def test_a_pair_becomes_a_row_that_says_where_it_comes_from(tmp_path: Path) -> None:
    teacher = always(answer(pair("Tell me all about the blue lamp", page=2)))
    context = prepared(tmp_path, teacher, SHOP, numbers(1))
    artifact, [row] = expand(context)
    assert (row.number, row.intent, row.sites) == (
        0,
        "Tell me all about the blue lamp",
        ("shopping",),
    )
    assert row.text == PLAN.format(what="the new thing")
    assert [step.step for step in row.plan().steps] == ["Press 'Go' and find the new thing"]
    assert len(row.seeds) == 2
    assert row.page == row.seeds[1]
    assert row.page.stage == SEEDS
    assert row.failure_class is None
    assert artifact.summary["kept"] == 1


def test_a_request_shows_pairs_of_one_site_with_their_pages_and_says_how_many(
    tmp_path: Path,
) -> None:
    teacher = always(answer(pair("Tell me all about the blue lamp")))
    expand(prepared(tmp_path, teacher, SHOP, numbers(1)))
    system, request = (message["content"] for message in teacher.asked[0])
    assert "## Goal" in system
    assert request.startswith("These pairs are of the website shopping.\n\n# Example 1\n\n")
    assert "# Example 2\n" in request
    assert "# Example 3\n" not in request
    assert "\nWrite 3 new data pairs" in request
    shown = intents_of(teacher.asked[0])
    assert len(set(shown)) == 2
    for intent in shown:
        number = int(intent.split()[5])
        assert (
            f"## User Query\n{intent}\n\n## Initial HTML State\n<h1>shopping {number}</h1>\n"
            f"<button>Go [1]</button>\n<a>Reports [2]</a>\n\n## Global Plan\n"
            f"{PLAN.format(what='it')}\n"
        ) in request


GOOD = pair("Tell me all about the blue lamp")
BAD = {
    "its query is missing": (pair(""), "it has no 'User Query:' section"),
    "its plan cannot be read": (
        pair("Look at something green", plan="Press 'Go' and that is it"),
        "its 'Global Plan:' section holds no plan",
    ),
    "a step is empty": (
        pair("Look at something green", plan="## Step 1\nReasoning: The page has a button."),
        "its 'Global Plan:' section holds no plan",
    ),
    "its page is none": (
        pair("Look at something green", page="the start page"),
        "its 'Initial HTML State:' is no example's number",
    ),
    "its page is beyond the examples": (
        pair("Look at something green", page=3),
        "its 'Initial HTML State:' is no example's number",
    ),
    "it copies a known query": (
        pair("Look up known thing number 103 of shopping for me!"),
        "its query is like one that there is",
    ),
    "it copies a test task": (pair(HELD_OUT["test"]), "its query is like a held-out task's"),
    "it is near to a validation task": (
        pair(f"{HELD_OUT['validation']} now"),
        "its query is like a held-out task's",
    ),
    "it repeats its sister": (GOOD, "its query is like that of another new pair"),
    "it names an unknown element": (
        pair("Look at something green", plan=PLAN.format(what="x").replace("Go", "Fly")),
        "its plan names what no page of the site shows",
    ),
}


@pytest.mark.parametrize("kind", BAD)
def test_a_bad_pair_is_refused_with_its_reason_and_the_others_of_its_answer_are_kept(
    tmp_path: Path, kind: str
) -> None:
    text, reason = BAD[kind]
    teacher = always(answer(GOOD, text, pair("And how is the weather at the station")))
    context = prepared(tmp_path, teacher, SHOP, numbers(2), HELD_OUT)
    artifact, rows = expand(context)
    assert [row.intent for row in rows] == [
        "Tell me all about the blue lamp",
        "And how is the weather at the station",
    ]
    assert artifact.summary["refused_pairs"] == {reason: 1}
    assert len(teacher.asked) == 1


def test_an_answer_without_a_usable_pair_is_sent_back_with_the_reasons(tmp_path: Path) -> None:
    answers = iter(
        [
            "I would rather not.",
            answer(BAD["its page is beyond the examples"][0], BAD["it copies a test task"][0]),
            answer(GOOD),
        ]
    )
    teacher = Teacher(lambda messages: next(answers))
    context = prepared(tmp_path, teacher, SHOP, numbers(1), HELD_OUT)
    artifact, rows = expand(context)
    assert len(rows) == 1
    assert len(teacher.asked[2]) == 6
    assert "no '## Data Pair 1' header found" in teacher.asked[1][-1]["content"]
    told = teacher.asked[2][-1]["content"]
    assert "data pair 1: its 'Initial HTML State:' is no example's number: give one from" in told
    assert "data pair 2: its query is like a held-out task's" in told
    assert artifact.summary["answers"] == 3


def test_a_teacher_is_not_told_what_the_held_out_tasks_are(tmp_path: Path) -> None:
    near = HELD_OUT["test"].replace("shop", "store")
    answers = iter([answer(pair(near)), answer(GOOD)])
    teacher = Teacher(lambda messages: next(answers))
    expand(prepared(tmp_path, teacher, SHOP, numbers(1), HELD_OUT))
    assert "held-out" in teacher.asked[1][-1]["content"]
    assert not any(HELD_OUT["test"] in turn["content"] for turn in teacher.asked[1])


def test_like_refusals_are_counted_together_whatever_they_name(tmp_path: Path) -> None:
    answers = iter(
        [
            answer(pair("Look at something green", plan=PLAN.replace("Go", name)))
            for name in ("Fly", "Swim", "Go")
        ]
    )
    teacher = Teacher(lambda messages: next(answers))
    artifact, _ = expand(prepared(tmp_path, teacher, SHOP, numbers(1)))
    assert artifact.summary["refused_answers"] == {
        'data pair N: its plan names what no page of the site shows: ".."': 2
    }


@pytest.mark.parametrize("given", [7, 13])
def test_too_few_and_too_many_pairs_are_used_as_they_are(tmp_path: Path, given: int) -> None:
    artifact, rows = expand(prepared(tmp_path, inventive(given), SHOP, numbers(given, each=10)))
    assert len(rows) == given
    assert artifact.summary["refused_answers"] == {}


def test_no_more_are_kept_than_are_wanted(tmp_path: Path) -> None:
    artifact, rows = expand(prepared(tmp_path, inventive(13), SHOP, numbers(10, each=10)))
    assert len(rows) == 10
    assert artifact.summary["refused_pairs"] == {"it is more than was wanted": 3}


def test_all_sites_get_an_equal_share_whatever_their_number_of_seeds(tmp_path: Path) -> None:
    sites = {"shopping": 20, "map": 2, "gitlab": 5, "map+reddit": 3, "map+gitlab": 3}
    artifact, rows = expand(prepared(tmp_path, restless(), sites, numbers(48)))
    assert Counter(site_group(row.sites) for row in rows) == {
        "shopping": 12,
        "map": 12,
        "gitlab": 12,
        "multiple": 12,
    }
    assert artifact.summary["shares"] == {"gitlab": 12, "map": 12, "multiple": 12, "shopping": 12}
    # On several sites each pair has those of the page it begins on.
    assert {row.sites for row in rows if len(row.sites) > 1} <= {
        ("map", "reddit"),
        ("map", "gitlab"),
    }


def test_a_site_that_loses_pairs_is_asked_again(tmp_path: Path) -> None:
    inventor = restless()

    def say(messages: Sequence[Message]) -> str:
        said = inventor.say(messages)
        if "website map." in request_of(messages):
            return said.rpartition("## Data Pair 2")[0]
        return said

    _, rows = expand(prepared(tmp_path, Teacher(say), {"map": 6, "gitlab": 6}, numbers(36)))
    assert Counter(row.sites[0] for row in rows) == {"map": 18, "gitlab": 18}


def test_a_site_that_gives_nothing_new_is_given_up_and_the_others_make_up_for_it(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    inventor = restless()

    def say(messages: Sequence[Message]) -> str:
        if "website map." in request_of(messages):
            return answer(pair("Always the same old question about nothing"))
        return inventor.say(messages)

    context = prepared(tmp_path, Teacher(say), {"map": 5, "gitlab": 9}, numbers(12))
    _, rows = expand(context)
    assert Counter(row.sites[0] for row in rows) == {"map": 1, "gitlab": 11}
    assert "map gives nothing new any more: 1 pairs" in caplog.text


def test_where_nothing_new_comes_the_stage_ends_with_what_there_is(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    artifact, rows = expand(prepared(tmp_path, always(answer(GOOD)), SHOP, numbers(30)))
    assert len(rows) == artifact.summary["kept"] == 1
    assert "only 1 of 30 new pairs were found" in caplog.text


def test_a_teacher_that_never_gives_a_usable_pair_is_an_error_with_its_reason(
    tmp_path: Path,
) -> None:
    context = prepared(tmp_path, always("I would rather not."), SHOP, numbers(2))
    with pytest.raises(UserError, match="gave a pair that can be used: no '## Data Pair N' header"):
        expand(context)


def test_the_dataset_is_the_same_however_many_are_asked_at_once_and_whoever_is_first(
    tmp_path: Path,
) -> None:
    sites = {"shopping": 6, "map": 4}
    made = [
        expand(prepared(tmp_path / str(at_once), inventive(), sites, numbers(20), at_once=at_once))
        for at_once in (1, 5, 64)
    ]
    assert len({(artifact.folder / DATASET).read_bytes() for artifact, _ in made}) == 1
    assert len({artifact.fingerprint for artifact, _ in made}) == 1


def test_another_seed_shows_other_examples(tmp_path: Path) -> None:
    shown = []
    for seed in (0, 1):
        teacher = inventive()
        context = prepared(tmp_path / str(seed), teacher, {"shopping": 20}, numbers(12))
        context.config.seed = seed
        expand(context)
        shown.append([intents_of(conversation) for conversation in teacher.asked])
    assert shown[0] != shown[1]


@pytest.mark.parametrize("deaths", [1, 4, 7])
def test_a_killed_stage_pays_for_no_answer_twice_and_makes_the_same_dataset(
    tmp_path: Path, deaths: int
) -> None:
    def say_until_dead(limit: int) -> Callable[[Sequence[Message]], str]:
        inventor, count = inventive(), itertools.count()

        def say(messages: Sequence[Message]) -> str:
            if next(count) == limit:
                os.kill(os.getpid(), signal.SIGKILL)
            return inventor.say(messages)

        return say

    sites: Mapping[str, int] = {"shopping": 6, "map": 4}
    whole = inventive()
    undisturbed, _ = expand(prepared(tmp_path / "whole", whole, sites, numbers(24)))
    dying = prepared(tmp_path, Teacher(say_until_dead(deaths)), sites, numbers(24), at_once=1)
    assert run(expand, dying) == -signal.SIGKILL
    teacher = inventive()
    artifact, _ = expand(prepared(tmp_path, teacher, sites, numbers(24)))
    assert len(teacher.asked) == len(whole.asked) - deaths
    assert (artifact.folder / DATASET).read_bytes() == (undisturbed.folder / DATASET).read_bytes()
    assert artifact.summary["refused_pairs"] == undisturbed.summary["refused_pairs"]


def test_what_it_depends_on_makes_another_dataset(tmp_path: Path) -> None:
    def fingerprint(data: DataConfig, held_out: Mapping[str, str] | None = None) -> str:
        return expand(prepared(tmp_path, inventive(), SHOP, data, held_out))[0].fingerprint

    made = [
        fingerprint(numbers(6)),
        fingerprint(numbers(9)),
        fingerprint(numbers(6, seeds=3)),
        fingerprint(numbers(6), HELD_OUT),
    ]
    assert len(set(made)) == 4
    assert fingerprint(numbers(6)) == made[0]


def test_a_source_is_a_row_of_a_stage() -> None:
    assert {Source(stage=SEEDS, number=1), Source(stage=SEEDS, number=1)} == {
        Source(stage=SEEDS, number=1)
    }
