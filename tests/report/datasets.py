"""A dataset's manifest as a stage leaves it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from planact.store import Artifact, Manifest

QUALITY = {
    "rows": 90,
    "sites": {"gitlab": 40, "shopping": 50},
    "actions": 0,
    "rounds": None,
    "steps": {"mean": 5.2, "p10": 3, "p90": 8},
    "grounded": 1.0,
    "covered": 0.97,
    "near_test": 0.0,
    "intents": {"distinct_1": 0.1, "distinct_2": 0.4, "distinct_3": 0.6, "nearest": 0.3},
    "texts": {"distinct_1": 0.1, "distinct_2": 0.4, "distinct_3": 0.6, "nearest": 0.3},
    "tokens": {"text": {"mean": 290.4, "p10": 200, "p90": 350}},
}
SPENT = {"requests": 100, "prompt_tokens": 250_000, "completion_tokens": 30_000, "cost": 0.925}


def dataset(name: str = "grounded_plans", **summary: Any) -> Artifact:
    told = {
        "kept": 90,
        "refused_pairs": {"names what no page has": 6, "copy": 4},
        "refused_answers": {"no header": 7},
        "spent": {"plan_annotator": SPENT},
        "quality": QUALITY,
    }
    manifest = Manifest(
        kind="datasets",
        name=name,
        fingerprint="f" * 64,
        config={},
        inputs={},
        prompts={},
        version=1,
        summary=told | summary,
        created="2026-01-01T00:00:00+00:00",
        seconds=12.5,
        versions={},
    )
    return Artifact(Path("store") / name, manifest)
