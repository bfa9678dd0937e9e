"""A run's folder is found again by its config, and never shared by two live runs."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hydra import compose, initialize_config_dir
from omegaconf import DictConfig

from planact.config.compose import register_schema
from planact.config.paths import CONF
from planact.rollout.folders import RESULTS, release, run_folder, sweep_folder

HOLD = """
import sys
from pathlib import Path
sys.path.insert(0, {tests!r})
from test_folders import composed
from planact.rollout.folders import run_folder
print(run_folder(composed(Path({outputs!r}))), flush=True)
sys.stdin.read()
"""


def composed(outputs: Path, *overrides: str) -> DictConfig:
    register_schema()
    with initialize_config_dir(str(CONF), version_base="1.3"):
        return compose("config", [f"outputs={outputs}", *overrides])


@pytest.fixture
def claim(tmp_path: Path) -> Iterator[object]:
    claimed: list[Path] = []

    def folder_for(*overrides: str) -> Path:
        claimed.append(run_folder(composed(tmp_path, *overrides)))
        return claimed[-1]

    yield folder_for
    for folder in claimed:
        release(folder)


def test_the_folder_names_benchmark_and_cell(claim, tmp_path: Path) -> None:
    folder = claim()
    assert folder.parent == tmp_path / "runs" / "sandbox" / "+finetuning__finetuned"


def test_the_same_config_finds_its_folder_again(claim) -> None:
    first = claim()
    release(first)
    assert claim() == first


@pytest.mark.parametrize("change", ["seed=1", "trainer.epochs=2", "env.tasks=3", "executor=base"])
def test_what_can_change_the_episodes_changes_the_folder(claim, change: str) -> None:
    first = claim()
    release(first)
    assert claim(change) != first


@pytest.mark.parametrize("change", ["tracking=none", "env.browser.headless=false", "env.port=8123"])
def test_what_cannot_change_the_episodes_keeps_the_folder(claim, change: str) -> None:
    first = claim()
    release(first)
    assert claim(change) == first


def test_rerun_leaves_a_finished_run_alone(claim) -> None:
    first = claim()
    (first / RESULTS).write_text("{}")
    release(first)
    assert claim("rerun=true") != first


def test_rerun_goes_on_with_a_run_that_was_interrupted(claim) -> None:
    first = claim()
    release(first)
    assert claim("rerun=true") == first


def test_runs_started_together_get_folders_of_their_own(tmp_path: Path) -> None:
    script = HOLD.format(tests=str(Path(__file__).parent), outputs=str(tmp_path))
    runs = [
        subprocess.Popen(
            [sys.executable, "-c", script],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(3)
    ]
    folders = {run.stdout.readline() for run in runs if run.stdout}
    for run in runs:
        run.communicate()
    assert len(folders) == 3


def test_sweep_folders_do_not_collide(tmp_path: Path) -> None:
    first = sweep_folder(str(tmp_path))
    sweep_folder.cache_clear()
    assert sweep_folder(str(tmp_path)) != first
