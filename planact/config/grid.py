"""The runs that a command line stands for: one, or with ``-m`` every cell of a grid."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from hydra.core.override_parser.types import Glob, Override
from omegaconf import DictConfig

from planact.config.compose import (
    check_names,
    choices,
    compose_overrides,
    refuse_sweeps,
    typed,
)
from planact.core.errors import UserError


@dataclass(frozen=True)
class Run:
    """One run of a command line.

    Attributes:
        overrides: What makes it alone.
        config: The composed config.
        left_out: Why it is not run; empty where it is.
    """

    overrides: tuple[str, ...]
    config: DictConfig
    left_out: str = ""


def compose_runs(overrides: Sequence[str], *, multirun: bool = False) -> list[Run]:
    """Compose and check every run that overrides stand for, in the order in which Hydra runs them.

    Of a grid, cells that ``leave_out`` names are left out, and so are combinations that a
    ``glob(...)`` alone brought together and that contradict themselves.

    Raises:
        UserError: The first override that names an unknown key, group or option, a value of the
            wrong type, values that contradict each other, or a grid without ``-m``; with the
            nearest valid name.
    """
    parsed = check_names(overrides)
    if not multirun:
        refuse_sweeps(parsed)
    given = {override.get_key_element(): override for override in parsed}
    composed = compose_overrides([choices(override)[0] for override in given.values()])
    swept = {key: f"{key}={values}" for key, values in composed.sweeps.items()}
    if not multirun:
        _refuse_presets_grid(swept, given)
        typed(composed.config)
        return [Run(tuple(overrides), composed.config)]
    preset = {key: check_names([line])[0] for key, line in swept.items()}
    return _grid({**preset, **given})


def _refuse_presets_grid(swept: Mapping[str, str], given: Mapping[str, Override]) -> None:
    if open_keys := [key for key in swept if key not in given]:
        raise UserError(
            f"the experiment is a grid over {' and '.join(open_keys)}: add -m to run all of it, "
            "or choose one of each"
        )


def _grid(overrides: Mapping[str, Override]) -> list[Run]:
    has_glob = any(isinstance(override.value(), Glob) for override in overrides.values())
    found = itertools.product(*map(choices, overrides.values()))
    runs = list(_composed(found, tolerant=has_glob))
    if all(run.left_out for run in runs):
        raise UserError(f"no cell is left to run: {runs[0].left_out}")
    return runs


def _composed(found: Iterator[tuple[str, ...]], *, tolerant: bool) -> Iterator[Run]:
    for overrides in found:
        config = compose_overrides(overrides).config
        try:
            typed(config)
            left_out = _why_left_out(config)
        except UserError as error:
            if not tolerant:
                raise
            left_out = str(error)
        yield Run(overrides, config, left_out)


def _why_left_out(config: DictConfig) -> str:
    cell = f"{config.planner.name}__{config.executor.name}"
    return f"leave_out names {cell}" if cell in config.leave_out else ""
