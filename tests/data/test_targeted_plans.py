"""More of what a planner gets wrong: its failures sorted, then the pairs, and those varied."""

from __future__ import annotations

import hashlib
import itertools
import os
import re
import signal
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from planact.config.schema import DataConfig
from planact.core.trajectory import Episode, Evaluation, PlanMade
from planact.data import targeted_plans
from planact.data.plan_pairs import PlanPair, Source
from planact.data.stage import DATASET, VALIDATION_EPISODES
from planact.llm.chat import Message
from planact.rollout.episodes import EPISODES
from planact.store import read_jsonl
from tests.data.pair_parts import PLAN, SEEDS, Teacher, answer, dataset, pair, prepared, request_of
from tests.store.processes import run

HELD_OUT = {"test": "The secret query about all things"}
EXPANSION = "plan_expansion_of_seed_trajectories"
CLASSES = """
classes:
  - id: A
    name: Odd ones
    description: [It is about an odd number.]
    data_needed: [Plans about odd numbers.]
  - id: B
    name: Round ones
    description: [It is about a number that ends in 0.]
    data_needed: [Plans about round numbers.]
"""


def episode(number: int, site: str = "shopping", **more: Any) -> Episode:
    given: dict[str, Any] = {
        "task_id": number,
        "template_id": 1,
        "intent": f"Failed task number {number} for me",
        "sites": (site,),
        "rounds": (),
        "status": "done",
        "stop_reason": "exit",
        "plans": (PlanMade(round=0, text=PLAN.format(what=f"number {number}")),),
        "evaluation": Evaluation(score=0.0, scorer="vab"),
    }
    return Episode(**{**given, **more})


def expanded(number: int, site: str = "shopping", page: int = 100) -> PlanPair:
    source = Source(stage=SEEDS, number=page)
    return PlanPair(
        number=number,
        intent=f"Made up thing number {number} of {site}",
        sites=(site,),
        text=PLAN.format(what="it"),
        page=source,
        seeds=(source,),
        question="0",
    )


def classify(messages: Sequence[Message]) -> str:
    """Odd numbers are A, round ones B, all others something else."""
    query = request_of(messages).partition("## User Query\n")[2].partition("\n")[0]
    number = int(re.findall(r"\d+", query)[0])
    label = "Class A" if number % 2 else "Class B" if number % 10 == 0 else "Other"
    return f"## Reasoning\nThe number is {number}.\n## Classification\n{label}"


def vary(messages: Sequence[Message]) -> str:
    digest = hashlib.sha256(request_of(messages).encode()).hexdigest()
    return answer(pair(f"{digest[:9]} {digest[9:18]} {digest[18:]}"))


@dataclass
class Case:
    """Known pairs: 100 to 104 of shopping and 200, 201 of map; those given, made by expansion.

    Odd are 101, 103 and 201; round are 100 and 200.
    """

    folder: Path
    episodes: Sequence[Episode]
    wanted: int = 6
    made: Sequence[PlanPair] = ()
    classify: Callable[[Sequence[Message]], str] = classify
    vary: Callable[[Sequence[Message]], str] = vary
    at_once: int = 8
    sites: Sequence[str] = ("shopping", "map")

    def __post_init__(self) -> None:
        self.classifier, self.generator = Teacher(self.classify), Teacher(self.vary)
        self.context = prepared(
            self.folder,
            {"failure_classifier": self.classifier, "targeted_generator": self.generator},
            {"shopping": 5, "map": 2},
            DataConfig(name="test", targeted_plans=self.wanted, plan_retries=2),
            HELD_OUT,
            self.at_once,
        )
        self.classes = self.folder / "classes"
        self.classes.mkdir(exist_ok=True)
        for site in self.sites:
            (self.classes / f"{site}.yaml").write_text(CLASSES)
        self.stage = targeted_plans.stage("targeted", (SEEDS,), EXPANSION, self.classes)

    def make(self) -> tuple[dict[str, Any], list[PlanPair]]:
        """Go on in the folder; the summary and the rows."""
        store = self.context.store
        inputs = {name: give() for name, give in self.context.others.items()} | {
            EXPANSION: dataset(store, EXPANSION, self.made),
            VALIDATION_EPISODES: dataset(store, "episodes", self.episodes, EPISODES),
        }
        assert set(inputs) == set(self.stage.inputs)
        made = self.folder / "made"
        made.mkdir(exist_ok=True)
        summary = self.stage.make(self.context, inputs, made)
        return summary, read_jsonl(made / DATASET, PlanPair)


def examples_of(teacher: Teacher) -> list[str]:
    """The queries that the generator was asked to vary."""
    return [
        request_of(asked).partition("## User Query\n")[2].partition("\n")[0]
        for asked in teacher.asked
    ]


def test_a_pair_of_a_failed_class_is_varied_on_its_own_page(tmp_path: Path) -> None:
    def say(messages: Sequence[Message]) -> str:
        return answer(pair("Something else of the same kind", page=""))

    made = [expanded(1, page=104)]
    summary, [row] = Case(tmp_path, [episode(7)], wanted=1, made=made, vary=say).make()
    assert row.intent == "Something else of the same kind"
    assert row.failure_class == "shopping/A"
    [seed] = row.seeds
    known = {
        Source(stage=SEEDS, number=101): 101,
        Source(stage=SEEDS, number=103): 103,
        Source(stage=EXPANSION, number=1): 104,
    }
    assert row.page == Source(stage=SEEDS, number=known[seed])
    assert row.sites == ("shopping",)
    assert summary["kept"] == 1


def test_the_generator_sees_the_pair_and_its_page(tmp_path: Path) -> None:
    case = Case(tmp_path, [episode(7)], wanted=1, made=())
    case.make()
    request = request_of(case.generator.asked[0])
    number = int(re.findall(r"\d+", request)[0])
    assert number in (101, 103)
    assert request.startswith(
        f"## User Query\nLook up known thing number {number} of shopping for me\n\n"
        f"## Initial HTML State\n<h1>shopping {number}</h1>\n"
    )
    assert f"## Global Plan\n{PLAN.format(what='it')}\n" in request
    assert "Already Made" not in request


def test_only_failures_count_and_only_their_sites_pairs_are_sorted(tmp_path: Path) -> None:
    episodes = [
        episode(1),
        episode(3, status="failed", error="no plan", plans=(), evaluation=None),
        episode(10),
        episode(12),
        episode(5, evaluation=Evaluation(score=1.0, scorer="vab")),
        episode(9, "map", status="error", error="the page crashed", evaluation=None),
    ]
    case = Case(tmp_path, episodes, made=[expanded(0), expanded(11), expanded(13, "map", 200)])
    summary, _ = case.make()
    assert summary["failed"] == {"shopping/A": 2, "shopping/B": 1, "shopping/Other": 1}
    assert summary["fitting"] == {"shopping/A": 3, "shopping/B": 2, "shopping/Other": 2}
    assert summary["episodes"] == 6
    asked = [request_of(conversation) for conversation in case.classifier.asked]
    assert sum("it failed" in request for request in asked) == 4
    assert not any("of map" in request for request in asked)
    assert sum("(the planner made none)" in request for request in asked) == 1


def test_classes_that_failed_more_get_more(tmp_path: Path) -> None:
    # Five, one and none fell into the three classes that some pair fits, and one more for each.
    episodes = [*(episode(number) for number in (1, 3, 5, 7, 9)), episode(10, "map")]
    case = Case(tmp_path, episodes, wanted=30)
    summary, rows = case.make()
    assert Counter(row.failure_class for row in rows) == {
        "shopping/A": 18,
        "shopping/B": 3,
        "map/B": 6,
        "map/A": 3,
    }
    assert summary["shares"]["shopping/A"] == 18


def test_the_pairs_of_a_class_are_varied_in_turn_again_and_again(tmp_path: Path) -> None:
    case = Case(tmp_path, [episode(1)], wanted=12)
    case.make()
    asked = Counter(examples_of(case.generator))
    assert set(asked) == {
        f"Look up known thing number {number} of shopping for me" for number in (100, 101, 103)
    }
    assert asked["Look up known thing number 101 of shopping for me"] == 4


def test_whoever_varies_a_pair_again_is_told_what_was_made_of_it_and_another_tone(
    tmp_path: Path,
) -> None:
    case = Case(tmp_path, [episode(1)], wanted=12)
    _, rows = case.make()
    of_one = [
        request_of(asked)
        for asked in case.generator.asked
        if "thing number 101 " in request_of(asked)
    ]
    made = [row.intent for row in rows if row.seeds[0].number == 101]
    for turn, request in enumerate(of_one):
        assert [intent in request for intent in made] == [n < turn for n in range(len(made))]
    tones = re.findall(r"Word the query as (.*?)\. Begin", "\n".join(of_one))
    assert len(set(tones)) == len(of_one)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("No.", "no '## Data Pair 1' header"),
        (answer(pair(HELD_OUT["test"])), "its query is like a held-out task's"),
        (
            answer(pair("Look up known thing number 103 of shopping for me")),
            "its query is like one that there is",
        ),
        (
            answer(pair("Something new", plan=PLAN.replace("Go", "Fly"))),
            'its plan names what no page of the site shows: "Fly"',
        ),
    ],
)
def test_a_variation_that_cannot_be_used_is_sent_back_with_the_reason(
    tmp_path: Path, text: str, reason: str
) -> None:
    def vary_at_last(messages: Sequence[Message]) -> str:
        return text if len(messages) < 4 else vary(messages)

    case = Case(tmp_path, [episode(1)], wanted=1, vary=vary_at_last)
    summary, rows = case.make()
    assert len(rows) == 1
    assert reason in case.generator.asked[-1][-1]["content"]
    assert sum(summary["refused_answers"].values()) == 1


def test_a_classifier_that_names_no_class_says_other(tmp_path: Path) -> None:
    def mute(messages: Sequence[Message]) -> str:
        return "I do not know." if "number 101 " in request_of(messages) else classify(messages)

    case = Case(tmp_path, [episode(1)], wanted=2, classify=mute)
    summary, _ = case.make()
    assert summary["fitting"] == {"shopping/A": 1, "shopping/B": 1, "shopping/Other": 3}
    assert sum(summary["refused_answers"].values()) == 3


def test_failures_on_a_site_without_classes_are_said_and_left(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    case = Case(tmp_path, [episode(1), episode(3, "map")], wanted=2, sites=["shopping"])
    summary, rows = case.make()
    assert "failures on map count for nothing" in caplog.text
    assert summary["failed"] == {"shopping/A": 1}
    assert {row.sites for row in rows} == {("shopping",)}


def test_a_site_none_of_whose_pairs_fits_is_said(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    def strict(messages: Sequence[Message]) -> str:
        of_map = "of map" in request_of(messages)
        return "## Classification\nOther" if of_map else classify(messages)

    case = Case(tmp_path, [episode(1), episode(3, "map")], wanted=2, classify=strict)
    _, rows = case.make()
    assert "no pair of map fits any of its classes of failures" in caplog.text
    assert {row.sites for row in rows} == {("shopping",)}


def test_a_planner_that_never_fails_needs_nothing(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    case = Case(tmp_path, [episode(1, evaluation=Evaluation(score=1.0, scorer="vab"))])
    summary, rows = case.make()
    assert rows == []
    assert summary["kept"] == 0
    assert "only 0 of 6 new pairs were found" in caplog.text
    assert case.classifier.asked == []


def test_the_dataset_does_not_depend_on_how_many_are_asked_at_once(tmp_path: Path) -> None:
    episodes = [episode(1), episode(10), episode(3, "map")]
    made = [
        Case(tmp_path / str(at_once), episodes, wanted=15, at_once=at_once).make()[1]
        for at_once in (1, 7, 64)
    ]
    assert made[0] == made[1] == made[2]


@pytest.mark.parametrize("deaths", [2, 9, 14])
def test_a_killed_stage_asks_only_for_what_is_left_and_makes_the_same_dataset(
    tmp_path: Path, deaths: int
) -> None:
    episodes = [episode(1), episode(10), episode(3, "map")]
    whole = Case(tmp_path / "whole", episodes, wanted=12)
    _, undisturbed = whole.make()
    paid = len(whole.classifier.asked) + len(whole.generator.asked)
    left = itertools.count(deaths, -1)

    def or_die(say: Callable[[Sequence[Message]], str]) -> Callable[[Sequence[Message]], str]:
        def answered(messages: Sequence[Message]) -> str:
            if next(left) == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            return say(messages)

        return answered

    dying = Case(
        tmp_path, episodes, wanted=12, at_once=1, classify=or_die(classify), vary=or_die(vary)
    )
    assert run(Case.make, dying) == -signal.SIGKILL
    case = Case(tmp_path, episodes, wanted=12)
    _, rows = case.make()
    assert rows == undisturbed
    assert len(case.classifier.asked) + len(case.generator.asked) == paid - deaths


def test_edited_classes_make_another_dataset(tmp_path: Path) -> None:
    case = Case(tmp_path, [])
    before = case.stage.key(case.context)
    (case.classes / "map.yaml").write_text(CLASSES.replace("Odd ones", "Uneven ones"))
    assert case.stage.key(case.context) != before
