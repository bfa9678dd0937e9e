"""The artifact store: a folder of finished artifacts, each made once and found by fingerprint."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from planact.core.errors import UserError
from planact.store.artifact import (
    MANIFEST,
    Artifact,
    Key,
    Manifest,
    fingerprint,
    load_artifact,
)
from planact.store.disk import storage_errors, sync_file, sync_tree, write_durably
from planact.store.lock import Lock
from planact.store.masking import masked
from planact.store.versions import versions

log = logging.getLogger(__name__)

DIGITS = 12
"""Hexadecimal digits of the fingerprint that a folder's name carries."""

Make = Callable[[Path], dict[str, Any]]


class NotMade(LookupError):
    """What was looked for is not in the store."""


class Store:
    """Artifacts below one folder, which several processes and machines may share.

    ``<kind>/<name>-<12 digits>/`` is a finished artifact. Beside it, while it is made, lie
    ``.<name>-<12 digits>.building/`` and ``.<name>-<12 digits>.lock/``.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self._told: set[Path] = set()
        self._is_looking = False

    def get_or_make(self, kind: str, name: str, key: Key, make: Make) -> Artifact:
        """Find the artifact, or make it.

        Of several processes that ask at the same time one makes it and the others wait. ``make``
        writes into the folder it is given and returns the manifest's summary. After it was
        interrupted or failed, the next call gives it the same folder with what it had written, and
        it goes on from there.

        Raises:
            UserError: The store cannot be written, is full, or holds a damaged manifest.
            NotMade: It is not there, and the store is only looked at.
        """
        digest = fingerprint(kind, name, key)
        folder = self._folder(kind, name, digest)
        if found := load_artifact(folder):
            return self._reused(found)
        if self._is_looking:
            raise NotMade(folder)
        with storage_errors(folder.parent):
            folder.parent.mkdir(parents=True, exist_ok=True)
            lock = Lock(folder.with_name(f".{folder.name}.lock"), f"{kind} {folder.name}")
            with lock:
                if found := load_artifact(folder):
                    return self._reused(found)
                return self._make(kind, name, key, folder, make, lock)

    @contextmanager
    def looking(self) -> Iterator[None]:
        """Nothing is made inside: `get_or_make` raises `NotMade` where it would have to."""
        before, self._is_looking = self._is_looking, True
        try:
            yield
        finally:
            self._is_looking = before

    def find(self, name: str, digest: str) -> Artifact | None:
        """The finished artifact of this name and fingerprint, of whatever kind; None without.

        Raises:
            UserError: It holds a damaged manifest.
        """
        for folder in self.root.glob(f"*/{name}-{digest[:DIGITS]}"):
            found = load_artifact(folder)
            if found and found.fingerprint == digest:
                return found
        return None

    def folders(self, kind: str, name: str) -> list[Path]:
        """Every folder of the name, half-made ones too, the one changed last first."""
        digits = "?" * DIGITS
        patterns = (f"{name}-{digits}", f".{name}-{digits}.building")
        found = [folder for like in patterns for folder in (self.root / kind).glob(like)]
        return sorted(found, key=lambda folder: folder.stat().st_mtime, reverse=True)

    def _make(
        self, kind: str, name: str, key: Key, folder: Path, make: Make, lock: Lock
    ) -> Artifact:
        building = folder.with_name(f".{folder.name}.building")
        log.info("%s %s %s", "continuing" if building.exists() else "making", kind, folder.name)
        building.mkdir(exist_ok=True)
        started = time.monotonic()
        summary = make(building)
        manifest = Manifest(
            kind=kind,
            name=name,
            fingerprint=fingerprint(kind, name, key),
            config=masked(key.config),
            inputs={artifact.name: artifact.fingerprint for artifact in key.inputs},
            prompts=dict(key.prompts),
            version=key.version,
            summary=masked(summary),
            created=datetime.now(UTC).isoformat(timespec="seconds"),
            seconds=round(time.monotonic() - started, 3),
            versions=versions(),
        )
        write_durably(building / MANIFEST, manifest.model_dump_json(indent=2) + "\n")
        sync_tree(building)
        if not lock.is_held:
            raise UserError(
                f"{folder}: another process took over because this one gave no sign for long; "
                "run the same command again"
            )
        building.rename(folder)
        sync_file(folder.parent)
        log.info("made %s %s in %.1f s", kind, folder.name, manifest.seconds)
        self._told.add(folder)
        return Artifact(folder, manifest)

    def _folder(self, kind: str, name: str, digest: str) -> Path:
        return self.root / kind / f"{name}-{digest[:DIGITS]}"

    def _reused(self, artifact: Artifact) -> Artifact:
        """The artifact; what is reused is said once, however often it is asked for."""
        if artifact.folder not in self._told and not self._is_looking:
            self._told.add(artifact.folder)
            log.info("reusing %s %s", artifact.manifest.kind, artifact.folder.name)
        return artifact
