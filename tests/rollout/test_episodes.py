"""A cell's episodes are found again exactly when nothing that decides them has changed."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from planact.config.compose import compose_config
from planact.core.errors import UserError
from planact.core.plan import Plan, Step
from planact.core.trajectory import Episode, Status
from planact.llm.prompts import Prompts
from planact.rollout.choice import choose_tasks
from planact.rollout.episodes import episodes_key, make_episodes
from planact.sandbox.tasks import make_tasks
from planact.store import Key, Store, fingerprint, read_jsonl, write_jsonl

TASKS = make_tasks(0)["test"]
REMOTE = ["model=endpoint", "model.base_url=http://127.0.0.1:1/v1", "planner=base", "executor=base"]


def identity(*overrides: str) -> str:
    config = compose_config(overrides)
    tasks = TASKS[: config.env.tasks]
    key = episodes_key(config, tasks, Prompts(config.prompts.style), None, None)
    return fingerprint("episodes", "cell", key)


@pytest.mark.parametrize(
    "change",
    [
        "seed=1",
        "env.tasks=3",
        "env.seed=1",
        "env.observation.max_chars=500",
        "env/observation=vab",
        "env.browser.width=640",
        "rollout.max_rounds=3",
        "rollout.screenshots=true",
        "model.max_tokens=16",
        "serving.temperature=0.5",
        "serving.constrain=true",
        "planner=none",
        "planner=oracle",
        "planner.replan=every_round",
        "planner.thoughts=true",
        "prompts=paper",
        "env.scorer=release",
        "judge=openai",
    ],
)
def test_what_decides_the_episodes_changes_their_identity(change: str) -> None:
    assert identity(change) != identity()


@pytest.mark.parametrize(
    "change",
    [
        "tracking=none",
        "outputs=elsewhere",
        "rollout.concurrency=1",
        "serving.batch=1",
        "data.concurrency=1",
        "trainer.save_steps=7",
        "env.port=8123",
        "env.browser.headless=false",
    ],
)
def test_what_does_not_decide_them_does_not(change: str) -> None:
    assert identity(change) == identity()


def test_each_way_to_replan_gives_other_episodes() -> None:
    ways = ("never", "every_round", "asked", "rule")
    assert len({identity(f"planner.replan={way}") for way in ways}) == 4


def test_a_row_without_replans_and_thoughts_is_the_row_above_them() -> None:
    plain = ["planner.replan=never", "planner.thoughts=false"]
    assert identity("planner=+cot", *plain) == identity("planner=+targeted")
    assert identity("planner=+cot", "planner.thoughts=false") == identity("planner=+replanning")


def test_the_length_of_thoughts_counts_where_there_are_some() -> None:
    longer = "model.thought_tokens=7"
    assert identity(longer) == identity()
    assert identity("planner.thoughts=true", longer) != identity("planner.thoughts=true")


def test_another_model_at_the_endpoint_gives_other_episodes() -> None:
    assert identity(*REMOTE, "model.name=a") != identity(*REMOTE, "model.name=b")


def test_another_model_as_judge_scores_them_differently() -> None:
    judged = ["judge=openai", "env.scorer=release"]
    assert identity(*judged, "judge.model=a") != identity(*judged, "judge.model=b")
    assert identity(*judged, "judge.temperature=1") != identity(*judged)


def test_an_edited_prompt_gives_other_episodes(tmp_path: Path) -> None:
    for role in ("planner", "executor"):
        (tmp_path / "mine" / role).mkdir(parents=True)
        (tmp_path / "mine" / role / "user.md").write_text("{{ intent }}")
    before = episodes_key(compose_config([]), TASKS, Prompts("mine", tmp_path), None, None)
    (tmp_path / "mine" / "planner" / "user.md").write_text("Please: {{ intent }}")
    after = episodes_key(compose_config([]), TASKS, Prompts("mine", tmp_path), None, None)
    assert fingerprint("episodes", "cell", before) != fingerprint("episodes", "cell", after)


def test_other_known_plans_give_other_episodes() -> None:
    config, prompts = compose_config(["planner=oracle"]), Prompts("compact")
    plans = [Plan((Step("It says so.", step),)) for step in ("Open it", "Open the list")]
    keys = [episodes_key(config, TASKS, prompts, None, None, {1: plan}) for plan in plans]
    assert len({fingerprint("episodes", "cell", key) for key in keys}) == 2


def episode(task_id: int, status: Status) -> Episode:
    return Episode(
        task_id=task_id,
        template_id=1,
        intent="Find it",
        sites=("shopping",),
        rounds=(),
        status=status,
        stop_reason="exit",
    )


def test_an_error_leaves_the_episodes_unfinished_until_it_is_mended(tmp_path: Path) -> None:
    store, key = Store(tmp_path), Key(config={})
    asked: list[list[int]] = []

    def browse(status: Status, journal: Path) -> list[Episode]:
        asked.append([found.task_id for found in read_jsonl(journal, Episode)])
        episodes = [episode(1, "done"), episode(2, status)]
        write_jsonl(journal, episodes)
        return episodes

    first = make_episodes(store, "cell", key, lambda journal: browse("error", journal), tmp_path)
    second = make_episodes(store, "cell", key, lambda journal: browse("done", journal), tmp_path)
    third = make_episodes(store, "cell", key, lambda journal: browse("done", journal), tmp_path)
    assert [found.status for found in first] == ["done", "error"]
    assert [found.status for found in second] == ["done", "done"]
    assert third == second
    assert asked == [[], [1, 2]]


class Sandbox:
    """The part of an environment that choosing tasks needs."""

    name = "sandbox"

    def tasks(self, split: str) -> object:
        return make_tasks(0)[split]


def test_fewer_tasks_are_spread_over_the_whole_list() -> None:
    config = compose_config(["env.tasks=4"])
    chosen = choose_tasks(config, Sandbox())  # type: ignore[arg-type]
    places = [TASKS.index(task) for task in chosen]
    assert places[0] == 0
    gaps = [after - before for before, after in pairwise([*places, len(TASKS)])]
    assert max(gaps) - min(gaps) <= 1


@pytest.mark.parametrize("split", ["test", "validation", "train"])
def test_one_task_may_be_of_any_split(split: str) -> None:
    task = make_tasks(0)[split][3]
    config = compose_config([f"task={task.task_id}"])
    assert choose_tasks(config, Sandbox()) == [task]  # type: ignore[arg-type]


def test_a_task_that_is_not_there_is_refused() -> None:
    with pytest.raises(UserError, match="task=7"):
        choose_tasks(compose_config(["task=7"]), Sandbox())  # type: ignore[arg-type]
