"""Content-addressed artifacts: made once, found again by fingerprint, never visible half-made."""

from planact.store.artifact import Artifact, Key, Manifest, Recipe, fingerprint, read_all
from planact.store.jsonl import append_jsonl, read_jsonl, write_jsonl
from planact.store.store import NotMade, Store

__all__ = [
    "Artifact",
    "Key",
    "Manifest",
    "NotMade",
    "Recipe",
    "Store",
    "append_jsonl",
    "fingerprint",
    "read_all",
    "read_jsonl",
    "write_jsonl",
]
