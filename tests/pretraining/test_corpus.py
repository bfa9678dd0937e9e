"""The corpus: reproducible, readable by the product's parsers, solved by its own oracle."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from itertools import islice
from random import Random

import pytest

from planact.core.action import NEEDS_ELEMENT, ActionKind, parse_action
from planact.core.plan import parse_plan
from planact.pretraining.corpus.draw import Draw, Split
from planact.pretraining.corpus.lookups import lookups
from planact.pretraining.corpus.pages.blocks import Link, Row, Select
from planact.pretraining.corpus.pages.tab import Tab
from planact.pretraining.corpus.samples import ROLES, Mixture, Sample, Sampler
from planact.pretraining.corpus.world import World

SPLITS: tuple[Split, ...] = ("train", "words", "held")
EVERYTHING = Mixture(replanner=1.0, thinker=1.0, lookup=1.0)


@cache
def samples(split: Split, websites: int = 25) -> list[Sample]:
    sampler = Sampler(split, EVERYTHING)
    return [sample for n in range(websites) for sample in sampler.website(f"test/{n}")]


def prompt(sample: Sample) -> str:
    return sample.example.messages[0].content


def reply(sample: Sample) -> str:
    return sample.example.messages[-1].content


def test_a_seed_always_gives_the_same_samples() -> None:
    first, second = (Sampler("train", EVERYTHING).website("again") for _ in range(2))
    assert first == second
    assert first != Sampler("train", EVERYTHING).website("another")


@pytest.mark.parametrize("split", SPLITS)
def test_every_reply_is_what_its_role_must_say(split: Split) -> None:
    seen = Counter(sample.role for sample in samples(split))
    assert set(seen) == set(ROLES)
    for sample in samples(split):
        text = reply(sample)
        if sample.role == "lookup":
            continue
        if "\nStep: " in text:
            plan = parse_plan(text)
            assert plan.render() == text.partition("## Step 1")[1] + text.partition("## Step 1")[2]
        else:
            action = parse_action(text)
            assert text.endswith(action.call())


@pytest.mark.parametrize("split", SPLITS)
def test_an_action_names_an_element_of_the_page_by_its_label(split: Split) -> None:
    for sample in samples(split):
        page = prompt(sample).rpartition("## Page\n")[2]
        for label, id in re.findall(r"^# Element: (.*) \[(\d+)\]$", reply(sample), re.M):
            assert f"{label} [{id}]" in page
        for action in _actions(sample):
            if action.kind in NEEDS_ELEMENT:
                assert f"[{action.element}]" in page


def _actions(sample: Sample) -> list:
    lines = [line for line in reply(sample).splitlines() if line.startswith(("do(", "exit("))]
    return [parse_action(line) for line in lines]


@pytest.mark.parametrize("split", SPLITS)
def test_the_oracle_gets_through_every_task(split: Split) -> None:
    kinds: Counter[str] = Counter()
    for number in range(60):
        world = World(Random(f"oracle/{number}"), split)
        for task in world.tasks(3):
            played = world.play(task)
            kinds[task.kind] += 1
            rounds = played.trajectory.rounds
            assert all(
                played.trajectory.rounds[index].error or index + 1 < len(rounds)
                for index in played.slips
            )
            assert [r.error for i, r in enumerate(rounds) if i not in played.slips] == [None] * (
                len(rounds) - len(played.slips)
            )
            assert parse_action(rounds[-1].reply).kind is ActionKind.EXIT
            played.plan().check_grounding(len(rounds))
    assert len(kinds) > 15


def test_an_option_that_is_chosen_is_one_of_the_list() -> None:
    for number in range(60):
        world = World(Random(f"options/{number}"), "train")
        for played in map(world.play, world.tasks(3)):
            for round, page in zip(played.trajectory.rounds, played.pages, strict=True):
                if round.action is None or round.error is not None:
                    continue
                action = parse_action(round.reply)
                if action.kind is ActionKind.SELECT:
                    thing = page.ids[action.element or ""]
                    assert isinstance(thing, Select)
                    assert action.argument in thing.options


def test_answers_stand_on_the_page_or_in_the_task_or_in_a_note() -> None:
    for sample in samples("train", 60):
        if sample.role != "react":
            continue
        action = parse_action(reply(sample))
        if action.kind is ActionKind.EXIT and action.argument not in (None, "N/A"):
            known = prompt(sample)
            for part in (action.argument or "").split(", "):
                # A number of rows is counted, not read.
                assert part in known or sample.kind == "count", (sample.kind, part)


def test_a_lookup_takes_each_step_of_its_plan_once() -> None:
    found = [sample for sample in samples("train") if sample.role == "lookup"]
    for sample in islice(found, 20):
        given = [reply(sample)[start:end] for start, end in sample.given]
        assert given
        assert sorted(given) == sorted(re.findall(r"^# Step \d+", prompt(sample), re.MULTILINE))


def test_a_lookup_asks_for_what_the_page_says() -> None:
    page = [Row(("Keeper", Link("Anna Belt"))), Row(("Species", "otter"))]
    rng = Random(0)
    seen = Tab(lambda: page, rng, 9, shuffled=False).seen()
    asked = {lookup.step for lookup in lookups(seen, Draw(rng, "train"))}
    assert any("anna Belt of 'Species'" in step for step in asked)


def test_some_executors_follow_a_plan_that_was_made_on_the_way() -> None:
    prompts = [prompt(s) for s in samples("train", 120) if s.role == "executor"]
    later = [text for text in prompts if re.search(r"^0\) do\(|^0\) .*: do\(", text, re.MULTILINE)]
    assert 0 < len(later) < len(prompts) / 2


def test_things_that_make_episodes_hard_do_occur() -> None:
    found = samples("train", 120)
    prompts = [prompt(sample) for sample in found if sample.role == "executor"]
    for mark in ("<scroll>more below</scroll>", " failed: ", "# Note: ", "no action"):
        assert any(mark in text for text in prompts), mark
    replies = [reply(sample) for sample in found]
    for mark in ("Go Backward", "Scroll Down", "# Note: ", 'exit(message="N/A")', "exit()"):
        assert any(mark in text for text in replies), mark
