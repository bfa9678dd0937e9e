"""A run says where its numbers come from: command, wording, and the whole chain of artifacts."""

from __future__ import annotations

from pathlib import Path

import pytest

from planact.llm.prompts import Prompts, templates_sha
from planact.report.provenance import Provenance, follows, lineage
from planact.store import Artifact, Key, Manifest, Store
from tests.report.finished_runs import finish


def make(store: Store, kind: str, name: str, *inputs: Artifact, seed: int = 0) -> Artifact:
    return store.get_or_make(kind, name, Key({"seed": seed}, inputs), lambda folder: {})


def test_the_lineage_names_everything_once_inputs_first(tmp_path: Path) -> None:
    store = Store(tmp_path)
    seeds = make(store, "datasets", "seed_trajectories")
    plans = make(store, "datasets", "grounded_plans", seeds)
    early = make(store, "checkpoints", "planner", seeds, plans)
    failures = make(store, "episodes", "validation_episodes", early)
    late = make(store, "checkpoints", "planner", plans, failures, seed=1)
    found = lineage(store, [late])
    assert list(found) == [each.fingerprint for each in (seeds, plans, early, failures, late)]
    assert all(follows(manifest, found) for manifest in found.values())


def test_what_the_store_holds_no_more_is_left_out(tmp_path: Path) -> None:
    store = Store(tmp_path)
    seeds = make(store, "datasets", "seed_trajectories")
    model = make(store, "checkpoints", "planner", seeds)
    seeds.folder.rename(tmp_path / "elsewhere")
    assert list(lineage(store, [model])) == [model.fingerprint]


@pytest.mark.parametrize(
    "change", [{"config": {"seed": 1}}, {"version": 2}, {"name": "x"}, {"prompts": {"planner": ""}}]
)
def test_a_fingerprint_follows_from_its_recipe_alone(
    tmp_path: Path, change: dict[str, object]
) -> None:
    made = make(Store(tmp_path), "datasets", "seed_trajectories").manifest
    assert follows(made, {})
    assert follows(made.model_copy(update={"created": "yesterday", "seconds": 0.0}), {})
    assert not follows(made.model_copy(update=change), {})


def test_other_inputs_give_another_fingerprint(tmp_path: Path) -> None:
    store = Store(tmp_path)
    one, two = (make(store, "datasets", "seed_trajectories", seed=seed) for seed in (0, 1))
    model = make(store, "checkpoints", "planner", one).manifest
    known: dict[str, Manifest] = {each.fingerprint: each.manifest for each in (one, two)}
    moved = model.model_copy(update={"inputs": {"seed_trajectories": two.fingerprint}})
    assert follows(model, known)
    assert not follows(moved, known)


def test_a_run_keeps_its_command_and_its_wording(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.argv", ["run.py", "planner=base", "model.base_url=http://me:pw0rd@x"])
    run = finish(tmp_path, [], [])
    provenance = Provenance.model_validate_json((run / "provenance.json").read_bytes())
    assert provenance.command == ("run.py", "planner=base", "model.base_url=http://***@x")
    assert set(provenance.episodes.prompts) == {"planner", "executor"}
    for role, sha in provenance.episodes.prompts.items():
        kept = sorted((run / "prompts" / role).glob("*.md"))
        assert [file.name for file in kept] == [f.name for f in Prompts("compact").files(role)]
        assert templates_sha(kept) == sha
