"""The paper's results, read from ``paper.yaml``."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from omegaconf import OmegaConf
from pydantic import BaseModel, ConfigDict

PAPER = Path(__file__).with_name("paper.yaml")


class _Printed(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Column(_Printed):
    """An executor of Table 1."""

    executor: str
    name: str


class Row(_Printed):
    """A planner of Table 1, with its success rates in % by executor."""

    planner: str
    name: str
    rates: dict[str, float]


class System(_Printed):
    """A system with its success rate in %; ``reported`` where the paper took it from others."""

    name: str
    rate: float
    reported: bool
    model: str = ""


class Table1(_Printed):
    """Planner rows and executor columns."""

    source: str
    benchmark: str
    tasks: int
    model: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    systems: tuple[System, ...]


class ModelRow(_Printed):
    """A base model with or without chain of thought, and its success rate in %."""

    name: str
    model: str
    cot: bool
    rate: float


class Table2(_Printed):
    """Base models with and without chain of thought."""

    source: str
    benchmark: str
    tasks: int
    rows: tuple[ModelRow, ...]


class SystemsTable(_Printed):
    """Systems on one benchmark: tables 3 and 4."""

    source: str
    benchmark: str
    systems: tuple[System, ...]


class Website(_Printed):
    """A row of Figure 4: average steps, and success rate in %."""

    site: str
    name: str
    tasks: int
    steps: float
    steps_success: float
    steps_fail: float
    rate: float


class Figure4(_Printed):
    """One cell by website."""

    source: str
    benchmark: str
    planner: str
    executor: str
    rows: tuple[Website, ...]


class Paper(_Printed):
    """All of it."""

    arxiv: str
    table1: Table1
    table2: Table2
    table3: SystemsTable
    table4: SystemsTable
    figure4: Figure4


@cache
def the_paper() -> Paper:
    """The paper's numbers."""
    return Paper.model_validate(OmegaConf.to_container(OmegaConf.load(PAPER)))
