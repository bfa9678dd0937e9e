"""What an artifact is made from, its fingerprint, and the manifest that lies in its folder."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from planact.core.errors import UserError
from planact.core.trajectory import Record
from planact.store.jsonl import Row, read_jsonl

MANIFEST = "manifest.json"


class Recipe(Record):
    """Everything that decides what an artifact contains, in a form to keep and to hand on.

    Attributes:
        kind: ``datasets``, ``checkpoints``, ...: the folder of the store it lies in.
        name: Name of the stage or training that made it.
        fingerprint: See `fingerprint`.
        config: The resolved config it depends on, secrets masked.
        inputs: Fingerprints of the artifacts it was made from, by their names.
        prompts: Hash of the templates of each role asked for it.
        version: Version constant of the code that made it.
    """

    kind: str
    name: str
    fingerprint: str
    config: dict[str, Any]
    inputs: dict[str, str]
    prompts: dict[str, str]
    version: int


class Manifest(Recipe):
    """How an artifact came to be: its recipe, and what was noted when it was made.

    Attributes:
        summary: What its maker has to say: counts, losses, seconds.
        created: Time of publishing, ISO 8601 in UTC.
        seconds: Wall time of the attempt that finished it.
        versions: Versions of Python and of the packages that matter, and the git commit.
    """

    summary: dict[str, Any]
    created: str
    seconds: float
    versions: dict[str, str | None]


@dataclass(frozen=True)
class Artifact:
    """A finished artifact: its folder and its manifest."""

    folder: Path
    manifest: Manifest

    @property
    def name(self) -> str:
        """Name of the stage or training that made it."""
        return self.manifest.name

    @property
    def fingerprint(self) -> str:
        """The hash of everything it was made from."""
        return self.manifest.fingerprint

    @property
    def summary(self) -> dict[str, Any]:
        """What its maker had to say."""
        return self.manifest.summary


@dataclass(frozen=True)
class Key:
    """Everything that decides what an artifact contains; equal keys mean the same artifact.

    Attributes:
        config: The resolved config values it depends on, and no others, as plain JSON values.
        inputs: The artifacts it is made from, in order.
        prompts: Hash of the templates of each role it asks a model for.
        version: Version constant of the code; raised when the code makes something different.
    """

    config: Mapping[str, Any]
    inputs: tuple[Artifact, ...] = ()
    prompts: Mapping[str, str] = field(default_factory=dict)
    version: int = 1


def fingerprint(kind: str, name: str, key: Key) -> str:
    """The artifact's identity: 64 hexadecimal digits, independent of the order of config keys."""
    identity = {
        "kind": kind,
        "name": name,
        "config": key.config,
        "inputs": [artifact.fingerprint for artifact in key.inputs],
        "prompts": key.prompts,
        "version": key.version,
    }
    text = json.dumps(identity, sort_keys=True, default=_plain_mapping)
    return hashlib.sha256(text.encode()).hexdigest()


def load_artifact(folder: Path) -> Artifact | None:
    """The artifact in the folder, or None where there is no folder.

    Raises:
        UserError: The folder has no readable manifest.
    """
    if not folder.is_dir():
        return None
    try:
        manifest = Manifest.model_validate_json((folder / MANIFEST).read_bytes())
    except (FileNotFoundError, ValidationError) as error:
        raise UserError(
            f"{folder / MANIFEST}: not a readable manifest; delete {folder} to have it made again"
        ) from error
    return Artifact(folder, manifest)


def read_all(artifact: Artifact, name: str, model: type[Row], count: int) -> list[Row]:
    """Every row of an artifact's JSON Lines file, which must have ``count`` of them.

    Raises:
        UserError: The file was damaged after it was published.
    """
    path = artifact.folder / name
    rows = read_jsonl(path, model)
    if len(rows) != count:
        raise UserError(
            f"{path}: {len(rows)} rows where the manifest counts {count}; "
            f"delete {artifact.folder} to have it made again"
        )
    return rows


def _plain_mapping(value: Any) -> dict[str, Any]:
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(
        f"{type(value).__name__} cannot be part of a fingerprint: use plain JSON values"
    )
