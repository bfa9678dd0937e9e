"""Which folders are finished runs, and what is read of them."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from planact.core.errors import UserError
from planact.report.cell_runs import CellName, find_runs, read_run
from tests.experiments.runs import first, write_run, write_sweep


def test_a_run_says_what_it_is_of_and_what_each_task_took(tmp_path: Path) -> None:
    folder = write_run(
        tmp_path, "+targeted", "synthetic", first(4, 10), seed=3, planner_calls=2, errors=[9]
    )
    run = read_run(folder)
    assert (run.name, run.seed) == (CellName("+targeted", "synthetic"), 3)
    assert run.config["data.name"] == "laptop"
    assert run.config["serving.constrain"] == "false"
    assert run.config["env.tasks"] == "null"
    assert run.tasks == set(range(10))
    assert [episode.solved for episode in run.episodes] == first(4, 10)
    assert run.episodes[9].status == "error"
    assert len(run.episodes[0].planner_calls) == 2
    assert sum(call.usage.prompt_tokens for call in run.episodes[0].rounds) == 30
    assert (run.templates["seen"].n, run.templates["unseen"].n) == (6, 4)


def test_plans_that_were_given_are_no_calls(tmp_path: Path) -> None:
    folder = write_run(tmp_path, "oracle", "base", first(1, 1))
    episode = json.loads((folder / "episodes.jsonl").read_text())
    episode["plans"][0]["prompt_sha"] = ""
    (folder / "episodes.jsonl").write_text(json.dumps(episode) + "\n")
    assert read_run(folder).episodes[0].planner_calls == []


def test_an_option_that_the_command_line_changed_is_another_cell(tmp_path: Path) -> None:
    more = "+planner.pairs.targeted_plans=false"
    called = "planner.name=mine"
    overrides = ["planner.replan=asked", "executor.prompts=paper", "data=smoke", more, called]
    folder = write_run(tmp_path, "+adaptive", "base", first(1), overrides=overrides)
    assert read_run(folder).name == (
        f"+adaptive {more} planner.replan=asked",
        "base executor.prompts=paper",
    )


def test_what_later_versions_write_besides_is_left_unread(tmp_path: Path) -> None:
    folder = write_run(tmp_path, "none", "base", first(1, 2))
    lines = (folder / "episodes.jsonl").read_text().splitlines()
    later = [json.dumps(json.loads(line) | {"mood": "calm"}) for line in lines]
    (folder / "episodes.jsonl").write_text("\n".join(later) + "\n")
    assert len(read_run(folder).episodes) == 2


# ---- Finding them --------------------------------------------------------------------------------


def test_without_paths_all_finished_runs_of_the_outputs_are_found(tmp_path: Path) -> None:
    made = [write_run(tmp_path, planner, "base", first(1, 2)) for planner in ("none", "base")]
    (tmp_path / "runs/sandbox/base__base/unfinished").mkdir()
    assert [run.folder for run in find_runs([], tmp_path)] == sorted(made)


def test_a_run_of_one_task_was_made_to_look_at_it(tmp_path: Path) -> None:
    look = write_run(tmp_path, "none", "base", first(1, 1), overrides=["task=101099"])
    with pytest.raises(UserError, match="no finished run below"):
        find_runs([], tmp_path)
    assert [run.folder for run in find_runs([look], tmp_path)] == [look]


def test_a_sweep_stands_for_its_finished_cells(tmp_path: Path) -> None:
    done = write_run(tmp_path, "none", "base", first(1, 2))
    write_run(tmp_path, "base", "base", first(1, 2))
    cell = {"planner": "none", "executor": "base", "seed": 0, "state": "done"}
    sweep = write_sweep(
        tmp_path / "sweeps/now",
        [
            cell | {"folder": os.path.relpath(done, tmp_path / "sweeps/now")},
            cell | {"state": "failed", "folder": str(tmp_path / "runs/none")},
            cell | {"state": "waiting", "folder": None},
        ],
    )
    assert [run.folder.resolve() for run in find_runs([sweep], tmp_path)] == [done]
    assert len(find_runs([sweep, done], tmp_path)) == 1, "the same run twice is one run"


def test_a_folder_of_runs_stands_for_them(tmp_path: Path) -> None:
    write_run(tmp_path, "none", "base", first(1, 2))
    write_run(tmp_path, "base", "base", first(1, 2))
    [run] = find_runs([tmp_path / "runs/sandbox/none__base"], tmp_path)
    assert run.name.planner == "none"


# ---- Bad input -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("file", "text", "says"),
    [
        ("results.json", '{"success_rate": 0.', "results.json is corrupt (Invalid JSON"),
        ("results.json", "{}", "results.json is corrupt (n: Field required)"),
        ("config.yaml", "planner: [", "config.yaml is corrupt"),
        ("config.yaml", "mood: calm", "config.yaml is no run's config: planner.name is missing"),
        ("episodes.jsonl", "", "episodes.jsonl holds 0 episodes and results.json tells of 2"),
        ("episodes.jsonl", '{"task_id": 1}\n', "episodes.jsonl:1: not a EpisodeFigures"),
    ],
)
def test_a_corrupt_file_is_named(tmp_path: Path, file: str, text: str, says: str) -> None:
    folder = write_run(tmp_path, "none", "base", first(1, 2))
    (folder / file).write_text(text)
    with pytest.raises(UserError) as error:
        read_run(folder)
    assert says in str(error.value)
    assert str(folder) in str(error.value)
    assert "\n" not in str(error.value)


def test_folders_that_are_no_runs_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="no such folder"):
        find_runs([tmp_path / "gone"], tmp_path)
    with pytest.raises(UserError, match="holds no finished run, no sweep of such"):
        find_runs([tmp_path], tmp_path)
    folder = write_run(tmp_path, "none", "base", first(1, 2))
    (folder / "episodes.jsonl").unlink()
    with pytest.raises(UserError, match=r"episodes\.jsonl is missing"):
        find_runs([folder], tmp_path)
