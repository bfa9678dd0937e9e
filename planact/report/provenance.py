"""Where a run's numbers come from: its command, its wording, and every artifact behind it."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from hydra.core.hydra_config import HydraConfig

from planact.core.trajectory import Record
from planact.data.stage import DataContext
from planact.store import Artifact, Key, Manifest, Recipe, Store, fingerprint
from planact.store.disk import write_durably
from planact.store.masking import masked

PROVENANCE = "provenance.json"
PROMPTS = "prompts"


class Provenance(Record):
    """The content of ``provenance.json``.

    Attributes:
        command: The words of the command that makes this one cell, secrets masked.
        episodes: What decides the episodes; its inputs are the cell's models.
        artifacts: The manifests of the models, of the datasets that trained them, and of whatever
            those were made from; inputs first.
    """

    command: tuple[str, ...]
    episodes: Recipe
    artifacts: tuple[Manifest, ...] = ()

    @property
    def recipes(self) -> tuple[Recipe, ...]:
        """Of the artifacts and of the episodes."""
        return (*self.artifacts, self.episodes)


def write_provenance(folder: Path, context: DataContext, name: str, key: Key) -> None:
    """Write a run's ``provenance.json``, and the prompts of all roles that had a part in it.

    Args:
        folder: The run's folder.
        context: The run's store and wording.
        name: The cell.
        key: What decides the run's episodes; see `planact.rollout.episodes.episodes_key`.
    """
    provenance = Provenance(
        command=tuple(masked(_command())),
        episodes=Recipe(
            kind="episodes",
            name=name,
            fingerprint=fingerprint("episodes", name, key),
            config=masked(key.config),
            inputs={artifact.name: artifact.fingerprint for artifact in key.inputs},
            prompts=dict(key.prompts),
            version=key.version,
        ),
        artifacts=tuple(lineage(context.store, key.inputs).values()),
    )
    for role in sorted({role for recipe in provenance.recipes for role in recipe.prompts}):
        to = folder / PROMPTS / role
        to.mkdir(parents=True, exist_ok=True)
        for file in context.prompts.files(role):
            shutil.copyfile(file, to / file.name)
    write_durably(folder / PROVENANCE, provenance.model_dump_json(indent=2) + "\n")


def lineage(store: Store, artifacts: Iterable[Artifact]) -> dict[str, Manifest]:
    """By fingerprint, the artifacts' manifests and those of all they were made from, inputs first.

    What the store holds no more is left out.
    """
    found: dict[str, Manifest] = {}
    for artifact in artifacts:
        inputs = [store.find(name, digest) for name, digest in artifact.manifest.inputs.items()]
        found |= lineage(store, [each for each in inputs if each is not None])
        found[artifact.fingerprint] = artifact.manifest
    return found


def follows(recipe: Recipe, known: Mapping[str, Manifest]) -> bool:
    """Whether the recipe's fingerprint is that of its config, inputs, prompts and version.

    Args:
        recipe: One whose inputs are all known, with nothing masked in its config.
        known: Manifests by fingerprint.
    """
    inputs = tuple(Artifact(Path(), known[digest]) for digest in recipe.inputs.values())
    key = Key(recipe.config, inputs, recipe.prompts, recipe.version)
    return fingerprint(recipe.kind, recipe.name, key) == recipe.fingerprint


def _command() -> list[str]:
    if not HydraConfig.initialized():
        return sys.argv
    return ["python", "run.py", *HydraConfig.get().overrides.task]
