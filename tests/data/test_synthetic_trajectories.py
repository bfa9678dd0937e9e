"""New queries demonstrated, judged, kept or put aside, and the same after any interruption."""

from __future__ import annotations

import re
import signal
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import pytest

from planact.config.schema import TeacherConfig, TeacherKind
from planact.core.errors import UserError
from planact.core.trajectory import Trajectory
from planact.data.gathering import MOST_FAULTS, Failure
from planact.data.stage import DataContext, read_dataset
from planact.data.stages import make_dataset
from planact.data.synthetic_trajectories import FAILURES, MOST_TRIES
from planact.llm.chat import ChatError, Completion, ContextError
from planact.store import Artifact, read_jsonl
from tests.data.queries_parts import Says, Shop, items, listed, prepared, teachers
from tests.store.processes import kill_at_file_operation, run

NO = "NO\nIt is not what was asked for."


def make(given: DataContext) -> Artifact:
    return make_dataset("synthetic_trajectories", given)


def kept(artifact: Artifact) -> list[Trajectory]:
    return read_dataset(artifact, Trajectory)


def failures(artifact: Artifact) -> list[Failure]:
    return read_jsonl(artifact.folder / FAILURES, Failure)


def asking_for(*numbers: int) -> Says:
    """A generator that asks for these items, ten at a time."""
    said = Says(lambda prompt: "")
    said.answer = lambda prompt: listed(numbers[10 * len(said.asked) - 10 :][:10])
    return said


def in_order(*numbers: int, **others: Any) -> dict[str, Any]:
    """Teachers whose generator asks for these items in this order, one request at a time."""
    return dict(teachers(query_generator=asking_for(*numbers), **others))


def told(artifact: Artifact) -> dict[str, Any]:
    """All of the dataset that does not tell the time."""

    def timeless(row: dict[str, Any]) -> dict[str, Any]:
        trajectory = row.get("trajectory", row) or {}
        for taken in trajectory.get("rounds", ()):
            taken.pop("act_seconds")
        return row

    rows = [timeless(row.model_dump()) for row in kept(artifact)]
    apart = [timeless(row.model_dump()) for row in failures(artifact)]
    summary = {name: value for name, value in artifact.summary.items() if "seconds" not in name}
    return {"rows": rows, "failures": apart, "summary": summary}


# What is kept


def test_as_many_successes_are_kept_as_are_wanted(tmp_path: Path) -> None:
    environment = Shop()
    artifact = make(prepared(tmp_path, environment, teachers(), wanted=12))
    rows = kept(artifact)
    assert len(rows) == len(set(items(rows))) == artifact.summary["kept"] == 12
    first = rows[0]
    assert first.intent == f"How much is item {first.task_id}?"
    assert first.answer == "$12"
    assert first.rounds[0].observation == f"<h1>{first.task_id}: page 0 in compact</h1>"
    assert environment.starts == 2  # once for the seeds
    assert not environment.is_started


def test_failures_are_kept_apart_with_their_reasons(tmp_path: Path) -> None:
    environment = Shop(failing={11, 13})
    said = in_order(*range(10, 20))
    artifact = make(prepared(tmp_path, environment, said, wanted=3, at_once=1))
    assert items(kept(artifact)) == [10, 12, 14]
    assert [(row.task_id, row.reason, row.score) for row in failures(artifact)] == [
        (11, "scored 0", 0.0),
        (13, "scored 0", 0.0),
    ]
    assert all(row.trajectory and row.trajectory.rounds for row in failures(artifact))
    summary = artifact.summary
    assert (summary["demonstrated"], summary["kept"]) == (5, 3)
    assert summary["failed"] == {"scored 0": 2}
    assert summary["sites"] == {"shopping": {"kept": 3, "failed": 2}}
    assert summary["rounds"] == 6


def test_what_does_not_come_to_its_exit_is_no_success_and_is_not_judged(tmp_path: Path) -> None:
    said = in_order(*range(10, 20))
    given = prepared(tmp_path, Shop(), said, wanted=2, max_rounds=1)
    seeds = make_dataset("seed_trajectories", prepared(tmp_path, Shop(), said))
    given = replace(given, others={"seed_trajectories": lambda: seeds})
    with pytest.raises(UserError, match=r"none of 10 new queries .* not finished in 1 rounds"):
        make(given)
    assert said["orm"].asked == []


def test_the_demonstrator_errs_as_often_as_the_config_says(tmp_path: Path) -> None:
    environment = Shop()
    make(prepared(tmp_path, environment, teachers(), mistakes=0.25))
    assert environment.mistakes == {0.0, 0.25}  # none in the seeds


def test_queries_run_out_before_enough_are_kept(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    said = in_order(*range(10, 16))
    artifact = make(prepared(tmp_path, Shop(failing={12}), said, wanted=9, at_once=1))
    assert items(kept(artifact)) == [10, 11, 13, 14, 15]
    assert "data.synthetic_trajectories=9, but only 5 succeeded" in caplog.text


def test_of_none_wanted_none_are_made(tmp_path: Path) -> None:
    said = teachers()
    artifact = make(prepared(tmp_path, Shop(), said, wanted=0))
    assert kept(artifact) == []
    assert said["query_generator"].asked == []


def test_a_demonstrator_that_hardly_ever_succeeds_is_not_tried_for_ever(tmp_path: Path) -> None:
    environment = Shop(failing=set(range(10, 800)) - {15})
    said = in_order(*range(10, 200))
    artifact = make(prepared(tmp_path, environment, said, wanted=2))
    assert items(kept(artifact)) == [15]
    assert MOST_TRIES * 2 <= artifact.summary["demonstrated"] <= MOST_TRIES * 2 + 1


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ({"query_generator": Says(lambda prompt: "No.")}, "none of 0 new queries .* no line such"),
        ({"query_filter": Says(lambda prompt: NO)}, "gave a trajectory: impossible"),
        ({"query_generator": Says(lambda prompt: listed([901]))}, "like a held-out task's"),
    ],
)
def test_a_stage_that_keeps_nothing_is_an_error_with_the_commonest_reason(
    tmp_path: Path, said: dict[str, Says], reason: str
) -> None:
    environment = Shop()
    with pytest.raises(UserError, match=reason):
        make(prepared(tmp_path, environment, teachers(**said)))
    assert environment.starts == 1  # for the seeds alone


# The reward model


def test_where_the_environment_scores_its_score_decides_and_the_agreement_is_told(
    tmp_path: Path,
) -> None:
    """Of 10 to 13 two succeed; the reward model says YES to one of them and one of the others."""
    said = in_order(
        *range(10, 20),
        orm=Says(lambda prompt: "YES" if re.search(r"item 1[01]\?", prompt) else NO),
    )
    environment = Shop(failing={11, 12})
    artifact = make(prepared(tmp_path, environment, said, wanted=2))
    assert items(kept(artifact)) == [10, 13]
    assert artifact.summary["orm"] == {
        "compared": 4,
        "accuracy": 0.5,
        "precision": 0.5,
        "recall": 0.5,
    }
    verdicts = {row.task_id: row.verdict for row in failures(artifact)}
    assert verdicts[11] is not None
    assert verdicts[11].success
    assert verdicts[12] is not None
    assert verdicts[12].reason == "It is not what was asked for."


def test_where_it_does_not_the_reward_models_word_decides(tmp_path: Path) -> None:
    said = in_order(
        *range(10, 20), orm=Says(lambda prompt: NO if "item 11?" in prompt else "Yes, it is.")
    )
    artifact = make(prepared(tmp_path, Shop(scores=False), said, wanted=3))
    assert items(kept(artifact)) == [10, 12, 13]
    (failure,) = failures(artifact)
    assert (failure.reason, failure.score) == ("the reward model says NO", None)
    assert artifact.summary["orm"] is None


def test_its_probability_counts_for_more_than_its_word(tmp_path: Path) -> None:
    def unsure(prompt: str) -> Completion:
        yes = 0.49 if "item 11?" in prompt else 0.5
        return Completion("YES" if yes < 0.5 else "NO", 100, 10, 0.5, yes=yes)

    said = in_order(*range(10, 20), orm=Says(unsure))
    artifact = make(prepared(tmp_path, Shop(scores=False), said, wanted=2))
    assert items(kept(artifact)) == [10, 12]
    verdict = failures(artifact)[0].verdict
    assert verdict is not None
    assert verdict.yes == 0.49


def test_what_it_has_no_verdict_on_is_no_success(tmp_path: Path) -> None:
    said = in_order(*range(10, 20), orm=Says(lambda p: "YES" if "item 12?" in p else "Hm."))
    artifact = make(prepared(tmp_path, Shop(scores=False), said, wanted=1))
    assert items(kept(artifact)) == [12]
    assert artifact.summary["failed"] == {"the reward model gave no verdict": 2}


def test_it_sees_the_task_the_actions_the_answer_and_the_last_page(tmp_path: Path) -> None:
    said = in_order(*range(10, 20))
    make(prepared(tmp_path, Shop(), said, wanted=1))
    (prompt,) = said["orm"].asked
    assert "## Task\nHow much is item 10?\n" in prompt
    assert '[0] # Element: Reports\ndo(action="Click", element="7")\n' in prompt
    assert "## Answer\n$12\n" in prompt
    assert "<h1>10: page 1 in compact</h1>" in prompt


# Faults


def test_a_fault_of_the_environment_is_tried_again_and_then_is_a_failure(tmp_path: Path) -> None:
    environment = Shop(crashes=Counter({11: 2, 12: 99}))
    artifact = make(prepared(tmp_path, environment, in_order(*range(10, 20)), wanted=4))
    assert items(kept(artifact)) == [10, 11, 13, 14]
    (failure,) = failures(artifact)
    assert (failure.task_id, failure.reason) == (12, "the environment failed")
    assert failure.trajectory is None
    assert environment.opened.count(12) == 3


def test_an_environment_that_is_down_stops_the_stage_and_nothing_counts_as_a_failure(
    tmp_path: Path,
) -> None:
    down = Shop(crashes=Counter(dict.fromkeys(range(12, 800), 99)))
    said = in_order(*range(10, 30))
    reason = f"last {MOST_FAULTS} demonstrations hit a fault.*the page crashed.*run the same"
    with pytest.raises(UserError, match=reason):
        make(prepared(tmp_path, down, said, wanted=10))
    assert not down.is_started

    up = Shop()
    artifact = make(prepared(tmp_path, up, in_order(), wanted=10))
    assert items(kept(artifact)) == list(range(10, 20))
    assert failures(artifact) == []
    assert sorted(up.opened) == list(range(12, 20))


def test_a_teacher_that_cannot_be_asked_stops_the_stage_which_then_goes_on(tmp_path: Path) -> None:
    whole = make(prepared(tmp_path / "whole", Shop(failing={11}), in_order(*range(10, 40))))

    def breaks(prompt: str) -> str:
        raise ChatError("the server hangs up")

    said = in_order(*range(10, 40), orm=Says(breaks))
    with pytest.raises(UserError, match="the server hangs up"):
        make(prepared(tmp_path / "cut", Shop(failing={11}), said))
    later = in_order(*range(10, 40))
    later["query_generator"].asked = [""]  # its first answer is in the journal
    environment = Shop(failing={11})
    cut = make(prepared(tmp_path / "cut", environment, later))
    assert told(cut) == told(whole)
    assert later["query_filter"].asked == []


# The same, whatever happens


def test_how_many_work_at_a_time_changes_nothing(tmp_path: Path) -> None:
    def made(at_once: int) -> Artifact:
        environment = Shop(failing=set(range(10, 800, 3)), crashes=Counter({40: 99}))
        folder = tmp_path / str(at_once)
        return make(prepared(folder, environment, teachers(), wanted=30, at_once=at_once))

    assert told(made(1)) == told(made(7))


class _Interrupted(Exception):
    """Stands for Ctrl-C, at a place of the test's choice."""


@pytest.mark.parametrize(
    ("role", "at"),
    [
        ("query_generator", 1),
        ("query_generator", 3),
        ("query_filter", 1),
        ("query_filter", 17),
        ("browser", 2),
        ("browser", 15),
        ("orm", 1),
        ("orm", 15),
    ],
)
def test_an_interruption_anywhere_changes_nothing(tmp_path: Path, role: str, at: int) -> None:
    failing = set(range(10, 800, 3))
    whole = make(prepared(tmp_path / "whole", Shop(failing=failing), teachers(), wanted=14))
    left = at

    def interrupt(what: Any) -> None:
        nonlocal left
        left -= 1
        if left == 0:
            raise _Interrupted

    def interrupting(answer: Callable[[str], str | Completion]) -> Says:
        def first(prompt: str) -> str | Completion:
            interrupt(prompt)
            return answer(prompt)

        return Says(first)

    said, environment = dict(teachers()), Shop(failing=failing)
    if role == "browser":
        environment.on_score = interrupt
    else:
        said[role] = interrupting(said[role].answer)
    given = prepared(tmp_path / "cut", environment, said, wanted=14)
    make_dataset("seed_trajectories", prepared(tmp_path / "cut", Shop(), teachers(), wanted=14))
    with pytest.raises(_Interrupted):
        make(given)
    assert not environment.is_started
    assert told(make(given)) == told(whole)


def _make_and_die(given: DataContext, operation: int, below: Path) -> None:
    kill_at_file_operation(operation, below)
    make(given)


def test_a_stage_that_is_killed_again_and_again_makes_the_same_dataset(tmp_path: Path) -> None:
    failing = set(range(10, 800, 3))
    whole = make(prepared(tmp_path / "whole", Shop(failing=failing), teachers(), wanted=20))
    cut, draw = tmp_path / "cut", Random("killed")
    given = prepared(cut, Shop(failing=failing), teachers(), wanted=20, at_once=1)
    make_dataset("seed_trajectories", given)
    killed = 0
    while (code := run(_make_and_die, given, draw.randint(5, 30), cut)) != 0:
        assert code == -signal.SIGKILL
        killed += 1
    assert killed >= 5
    assert told(make(given)) == told(whole)


@pytest.mark.parametrize(
    "changed",
    [
        {"wanted": 7},
        {"mistakes": 0.2},
        {"seeds_per_request": 3},
        {"new_per_request": 5},
        {"near_duplicate": 0.9},
    ],
)
def test_whatever_decides_the_rows_makes_another_dataset(
    tmp_path: Path, changed: dict[str, Any]
) -> None:
    first = make(prepared(tmp_path, Shop(), teachers()))
    assert make(prepared(tmp_path, Shop(), teachers())).fingerprint == first.fingerprint
    assert make(prepared(tmp_path, Shop(), teachers(), **changed)).fingerprint != first.fingerprint


# A demonstrator that is a model


def by_a_model(given: DataContext) -> DataContext:
    chosen = TeacherConfig(name="gpt-4o", kind=TeacherKind.endpoint, max_tokens=99)
    return replace(given, config=replace(given.config, teachers={"demonstrator": chosen}))


def test_a_model_demonstrates_react_style_and_is_paid_for(tmp_path: Path) -> None:
    """It looks twice before it answers; the environment's oracle is not asked."""

    def act(prompt: str) -> str:
        if "page 0" in prompt:
            return '# Thought: It is in the reports.\ndo(action="Click", element="7")'
        return 'exit(message="$12")' if "page 1" in prompt else "What?"

    said = in_order(*range(10, 20), demonstrator=Says(act))
    environment = Shop(failing={11})
    artifact = make(by_a_model(prepared(tmp_path, environment, said, wanted=2)))
    assert items(kept(artifact)) == [10, 12]
    first = kept(artifact)[0]
    assert first.rounds[0].reply.startswith("# Thought: It is in the reports.")
    assert first.answer == "$12"
    assert environment.mistakes == {0.0}  # the seeds
    spent = artifact.summary["spent"]["demonstrator"]
    assert (spent["requests"], spent["prompt_tokens"]) == (6, 600)
    assert spent["cost"] > 0


def test_a_model_that_does_nothing_readable_fails_with_that_reason(tmp_path: Path) -> None:
    def act(prompt: str) -> str:
        return "Well." if "11: page" in prompt else 'exit(message="$12")'

    said = in_order(*range(10, 20), demonstrator=Says(act))
    artifact = make(by_a_model(prepared(tmp_path, Shop(), said, wanted=2)))
    assert items(kept(artifact)) == [10, 12]
    assert artifact.summary["failed"] == {"stopped: unparseable": 1}


def test_a_model_is_judged_where_nobody_else_can(tmp_path: Path) -> None:
    said = in_order(
        *range(10, 20),
        demonstrator=Says(lambda prompt: 'exit(message="$12")'),
        orm=Says(lambda prompt: NO if "item 10?" in prompt else "YES"),
    )
    artifact = make(by_a_model(prepared(tmp_path, Shop(scores=False), said, wanted=2)))
    assert items(kept(artifact)) == [11, 12]


def test_a_model_that_cannot_be_asked_stops_the_stage_and_is_asked_on_later(
    tmp_path: Path,
) -> None:
    def act(prompt: str) -> str:
        if "12: page" in prompt:
            raise ChatError("the server hangs up")
        return 'exit(message="$12")'

    said = in_order(*range(10, 20), demonstrator=Says(act))
    with pytest.raises(UserError, match=r"fake: the server hangs up.*run the same command"):
        make(by_a_model(prepared(tmp_path, Shop(), said, wanted=4, at_once=1)))
    well = in_order(demonstrator=Says(lambda prompt: 'exit(message="$12")'))
    environment = Shop()
    artifact = make(by_a_model(prepared(tmp_path, environment, well, wanted=4, at_once=1)))
    assert items(kept(artifact)) == [10, 11, 12, 13]
    assert environment.opened == [12, 13]


def test_a_model_that_waits_a_day_for_every_action_is_refused(tmp_path: Path) -> None:
    said = in_order(*range(10, 20))
    given = by_a_model(prepared(tmp_path, Shop(), said))
    given.config.teachers["demonstrator"].batch = True
    with pytest.raises(UserError, match=r"batch=true.*give teachers\.demonstrator without batch"):
        make(given)
    assert said["query_generator"].asked == []


def test_a_model_whose_context_is_full_fails_on_that_query_alone(tmp_path: Path) -> None:
    def act(prompt: str) -> str:
        if "11: page" in prompt:
            raise ContextError("the prompt has 900 tokens")
        return 'exit(message="$12")'

    said = in_order(*range(10, 20), demonstrator=Says(act))
    artifact = make(by_a_model(prepared(tmp_path, Shop(), said, wanted=2)))
    assert items(kept(artifact)) == [10, 12]
    assert artifact.summary["failed"] == {"stopped: context": 1}
