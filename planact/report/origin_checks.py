"""Whether what a run says of where its numbers come from agrees with itself."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from planact.config.schema import RunConfig
from planact.llm.prompts import FALLBACK, Prompts, templates_sha
from planact.report.check import Wrong, listed
from planact.report.differences import differences
from planact.report.packed_run import PackedRun
from planact.report.provenance import PROMPTS, Provenance, follows
from planact.rollout.episodes import episodes_key
from planact.store import Manifest, Recipe
from planact.store.masking import MASK

_NOT_AT_HAND = ("model", "own", "thoughts", "plans", "tasks", "checkpoints")
"""What of the episodes' recipe takes the models, or the benchmark's tasks and plans, to tell."""


def check_artifacts(content: PackedRun) -> str:
    """Each fingerprint is that of what is said to be behind it."""
    provenance, config = content.provenance, content.run.config
    known = _known(provenance)
    if provenance.episodes.name != (cell := f"{config.planner.name}__{config.executor.name}"):
        raise Wrong(f"the provenance is that of {provenance.episodes.name}, and not of {cell}")
    for recipe in provenance.recipes:
        if not set(recipe.inputs.values()) <= known.keys():
            raise Wrong(f"not all that {_named(recipe)} was made from is in the pack")
    plain = [recipe for recipe in provenance.recipes if MASK not in recipe.model_dump_json()]
    wrong = [_named(recipe) for recipe in plain if not follows(recipe, known)]
    if wrong:
        raise Wrong(f"not what config, inputs and prompts give: {listed(wrong)}")
    masked = len(provenance.recipes) - len(plain)
    left_out = f"; {masked} hold secrets that are masked, and cannot be checked" if masked else ""
    return f"{len(plain)} fingerprints follow from config, inputs and prompts{left_out}"


def check_prompts(content: PackedRun) -> str:
    """The wording is that which the fingerprints were made with."""
    recorded = {pair for recipe in content.provenance.recipes for pair in recipe.prompts.items()}
    folder = content.run.folder / PROMPTS
    other = [
        role
        for role, sha in sorted(recorded)
        if Path(role).name != role or templates_sha(sorted((folder / role).glob("*.md"))) != sha
    ]
    if other:
        raise Wrong(f"worded otherwise than it was for: {listed(other)}")
    return f"{len(recorded)} roles worded as their fingerprints say"


def check_config(content: PackedRun) -> str:
    """The config is the one that the fingerprints were made with."""
    config, provenance = content.run.config, content.provenance
    other = list(_other_episodes(config, provenance.episodes.config))
    for manifest in provenance.artifacts:
        if manifest.fingerprint in provenance.episodes.inputs.values():
            other += _other_training(config, manifest)
    if other:
        raise Wrong(f"not what the fingerprints were made with: {listed(other)}")
    return "what decides episodes and training is as in the fingerprints"


def _other_episodes(config: RunConfig, recorded: dict[str, Any]) -> Iterator[str]:
    # The path may be anybody's choice: no file of it is looked at.
    model = replace(config.model, path=None, planner=None, executor=None)
    key = episodes_key(replace(config, model=model), (), Prompts(FALLBACK), None, None)
    for name, value in _plain(key.config).items():
        if name not in _NOT_AT_HAND:
            yield from differences(value, recorded.get(name), name)


def _other_training(config: RunConfig, model: Manifest) -> Iterator[str]:
    recorded, trainer = model.config.get("trainer"), _plain(asdict(config.trainer))
    for name, value in recorded.items() if isinstance(recorded, dict) else ():
        yield from differences(trainer.get(name), value, f"{model.name}: {name}")
    yield from differences(config.seed, model.config.get("seed"), f"{model.name}: seed")


def _known(provenance: Provenance) -> dict[str, Manifest]:
    return {manifest.fingerprint: manifest for manifest in provenance.artifacts}


def _plain(value: Any) -> Any:
    """The value as it looks once it was written and read."""
    return json.loads(json.dumps(value))


def _named(recipe: Recipe) -> str:
    return f"{recipe.name}-{recipe.fingerprint[:12]}"
