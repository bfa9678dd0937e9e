"""Datasets' figures: a table for people, a flat row for W&B, lines for what has no column."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from rich.table import Table

from planact.store import Artifact

Figure = float | int | str | None
Summary = Mapping[str, Any]

SENT_BACK = "refused_answers"
"""The part of a summary that tells why answers were sent back; most of them were mended."""

MOST_REASONS = 5
"""Reasons shown of each kind of refusal, the commonest first."""


def figures(artifact: Artifact) -> dict[str, Figure]:
    """A dataset's figures, of the same names for every one; None for what it has not.

    Diversity is that of the intents; tokens and cost are those of all the dataset's teachers.
    """
    summary, quality = artifact.summary, artifact.summary.get("quality", {})
    rounds, steps = quality.get("rounds") or {}, quality.get("steps") or {}
    intents = quality.get("intents") or {}
    refused = [sum(why.values()) for kind, why in _refusals(summary) if kind != SENT_BACK]
    return {
        "dataset": artifact.name,
        "fingerprint": artifact.fingerprint[:12],
        "kept": summary.get("kept"),
        "refused": sum(refused),
        "actions": rounds.get("mean"),
        "steps": steps.get("mean"),
        "steps_p10": steps.get("p10"),
        "steps_p90": steps.get("p90"),
        "grounded": quality.get("grounded"),
        "covered": quality.get("covered"),
        "distinct_1": intents.get("distinct_1"),
        "distinct_2": intents.get("distinct_2"),
        "distinct_3": intents.get("distinct_3"),
        "nearest": intents.get("nearest"),
        "near_test": quality.get("near_test"),
        **_spent(summary),
        "seconds": artifact.manifest.seconds,
    }


def datasets_table(artifacts: Iterable[Artifact]) -> Table:
    """One row a dataset."""
    table = Table(title="Datasets")
    table.add_column("Dataset", overflow="fold")
    for name in _COLUMNS:
        table.add_column(name, justify="right")
    for one in map(figures, artifacts):
        cells = (
            "-" if one[name] is None else form.format(**one) for name, form in _COLUMNS.values()
        )
        table.add_row(str(one["dataset"]), *cells)
    return table


def details(artifact: Artifact) -> list[str]:
    """What the table has no room for, a line each: sites, lengths, refusals, and all the rest."""
    summary, quality = artifact.summary, artifact.summary.get("quality", {})
    refusals = dict(_refusals(summary))
    shown = {*refusals, "quality", "spent", "sites", "kept"}
    return [
        f"sites: {_listed(quality.get('sites', {}))}",
        *_diversities(quality),
        *(f"{kind}: {line}" for kind, why in refusals.items() for line in _reasons(why)),
        *(_role(role, spent) for role, spent in summary.get("spent", {}).items()),
        *(f"{name}: {_listed(value)}" for name, value in summary.items() if name not in shown),
    ]


_COLUMNS: Mapping[str, tuple[str, str]] = {
    "Rows": ("kept", "{kept:,}"),
    "Refused": ("refused", "{refused:,}"),
    "Actions": ("actions", "{actions:.1f}"),
    "Steps": ("steps", "{steps:.1f} ({steps_p10:.0f}-{steps_p90:.0f})"),
    "Grounded": ("grounded", "{grounded:.0%}"),
    "Covered": ("covered", "{covered:.0%}"),
    "Distinct-3": ("distinct_3", "{distinct_3:.2f}"),
    "Like test": ("near_test", "{near_test:.2%}"),
    "Cost": ("cost", "${cost:.2f}"),
}
"""Column, the figure it needs, and how it is shown."""


def _refusals(summary: Summary) -> Iterator[tuple[str, Mapping[str, int]]]:
    """By kind, counts of reasons: whatever a stage calls ``refused...`` or ``failed...``."""
    for kind, why in summary.items():
        if kind.startswith(("refused", "failed")) and isinstance(why, Mapping):
            yield kind, why


def _reasons(why: Mapping[str, int]) -> Iterator[str]:
    ranked = sorted(why.items(), key=lambda item: -item[1])
    yield from (f"{count} x {reason}" for reason, count in ranked[:MOST_REASONS])
    if rest := ranked[MOST_REASONS:]:
        yield f"{sum(count for _, count in rest)} x {len(rest)} other reasons"


def _diversities(quality: Summary) -> Iterator[str]:
    for what in ("intents", "texts"):
        if found := quality.get(what):
            yield f"diversity of {what}: {_listed(found)}"
    if lengths := quality.get("tokens"):
        means = {name: f"{one['mean']:.0f} (to {one['p90']:.0f})" for name, one in lengths.items()}
        yield f"tokens, by estimate: {_listed(means)}"


def _role(role: str, spent: Summary) -> str:
    tokens = f"{spent['prompt_tokens']:,} tokens in, {spent['completion_tokens']:,} out"
    return f"asked as {role}: {spent['requests']:,} requests, {tokens}, ${spent['cost']:.2f}"


def _listed(value: object) -> str:
    if not isinstance(value, Mapping):
        return str(value)
    return ", ".join(f"{name} {item}" for name, item in value.items()) or "none"


def _spent(summary: Summary) -> dict[str, Figure]:
    """What its teachers took, all roles together."""
    roles = summary.get("spent", {}).values()
    names = ("requests", "prompt_tokens", "completion_tokens", "cost")
    return {name: sum(spent[name] for spent in roles) if roles else None for name in names}
