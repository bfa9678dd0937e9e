"""A dataset's card: the README.md by which people and `datasets.load_dataset` understand it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from omegaconf import OmegaConf

from planact.report.datasets import details, figures
from planact.store import Artifact
from planact.store.disk import write_durably

CARD = "README.md"

_SIZES = {1_000: "n<1K", 10_000: "1K<n<10K", 100_000: "10K<n<100K", 1_000_000: "100K<n<1M"}


def write_card(folder: Path, artifact: Artifact, files: Mapping[str, str], rows: int) -> None:
    """Write the card of an exported dataset.

    Args:
        folder: Where the export lies.
        artifact: The dataset it came from.
        files: By role, the file to load; the first is what is loaded if none is named.
        rows: Number of examples in all of them.
    """
    header = OmegaConf.to_yaml(OmegaConf.create(_header(artifact, files, rows)))
    write_durably(folder / CARD, f"---\n{header}---\n\n{_body(artifact, files)}")


def _header(artifact: Artifact, files: Mapping[str, str], rows: int) -> dict[str, object]:
    return {
        "pretty_name": f"planact {artifact.name}",
        "language": ["en"],
        "task_categories": ["text-generation"],
        "tags": ["web-agents", "planning", "synthetic", "plan-and-act"],
        "size_categories": [next((name for most, name in _SIZES.items() if rows < most), "n>1M")],
        "configs": [
            {"config_name": role, "data_files": file, **({"default": True} if not index else {})}
            for index, (role, file) in enumerate(files.items())
        ],
    }


def _body(artifact: Artifact, files: Mapping[str, str]) -> str:
    manifest = artifact.manifest
    made_from = {"config": _without_addresses(manifest.config), "inputs": manifest.inputs}
    known = {name: value for name, value in figures(artifact).items() if value is not None}
    return _BODY.format(
        name=artifact.name,
        files="\n".join(f"- `{file}`: {_CONTENT[role]}" for role, file in files.items()),
        figures="\n".join(f"| {name} | {value} |" for name, value in known.items()),
        details="\n".join(f"- {line}" for line in details(artifact)),
        made_from=json.dumps(made_from, indent=2, ensure_ascii=False),
        created=manifest.created,
        fingerprint=manifest.fingerprint,
    )


_CONTENT = {
    "planner": "what the planner learns: a task and a page in, a plan out",
    "executor": "what the executor learns: a task, past rounds and a page in, an action out",
}

_BODY = """# {name}

Training data for a Plan-and-Act web agent ([arXiv 2503.09572](https://arxiv.org/abs/2503.09572)),
made by planact. Of a conversation the last message is to be learned, and nothing before it
(LLaMA-Factory: `mask_history: true`).

## Files

{files}

All of it comes from the rows in `dataset.jsonl`.

## Figures

| figure | |
|---|---|
{figures}

{details}

## How it was made

```json
{made_from}
```

Created {created}, fingerprint `{fingerprint}`.
"""


def _without_addresses(value: Any) -> Any:
    """Whoever reads the card need not know the servers that somebody's models run on."""
    if isinstance(value, Mapping):
        kept = {key: item for key, item in value.items() if key not in ("base_url", "more_urls")}
        return {key: _without_addresses(item) for key, item in kept.items()}
    return value
