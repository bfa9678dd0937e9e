"""A sweep as it lies on the disk: ``sweep.json`` names its command and its cells."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from planact.core.errors import UserError
from planact.grid import SWEEP
from planact.report.finished import RESULTS
from planact.store.masking import masked


class SweepCell(BaseModel):
    """A cell of a sweep.

    Attributes:
        planner: The planner variant.
        executor: The executor variant.
        seed: The seed of training and sampling.
        state: How it ended, or that it did not.
        folder: Where its run lies, as seen from the sweep's folder or from where it was started;
            None where there is none.
        success_rate: What came out of it.
    """

    model_config = ConfigDict(extra="allow", frozen=True)

    planner: str
    executor: str
    seed: int
    state: str
    folder: str | None = None
    success_rate: float | None = None


class Sweep(BaseModel):
    """The content of ``sweep.json``; what else it says is kept as it is.

    Attributes:
        command: The command that started it.
        cells: Its cells, in their order.
    """

    model_config = ConfigDict(extra="allow", frozen=True)

    command: str | list[str]
    cells: tuple[SweepCell, ...]

    @property
    def finished(self) -> list[Path]:
        """The folders of the finished runs, each once."""
        folders = [Path(cell.folder) for cell in self.cells if cell.folder]
        return [folder for folder in dict.fromkeys(folders) if (folder / RESULTS).is_file()]

    def moved(self, where: Callable[[Path], str]) -> Sweep:
        """The sweep with other folders, secrets masked, and none for cells that did not finish."""
        finished = {str(folder): where(folder) for folder in self.finished}
        cells = tuple(
            cell.model_copy(update={"folder": finished.get(str(cell.folder))})
            for cell in self.cells
        )
        plain = self.model_copy(update={"cells": cells}).model_dump(mode="json")
        return Sweep.model_validate(masked(plain))


def read_sweep(folder: Path) -> Sweep:
    """The sweep in a folder, its cells' folders as seen from here.

    Raises:
        UserError: ``sweep.json`` is corrupt, or none of its cells has finished.
    """
    try:
        sweep = Sweep.model_validate_json((folder / SWEEP).read_bytes())
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(map(str, first["loc"]))
        raise UserError(f"{folder / SWEEP} is no sweep of ours: {where} {first['msg']}") from error
    cells = tuple(
        cell.model_copy(update={"folder": str(_seen_from_here(folder, cell.folder))})
        if cell.folder
        else cell
        for cell in sweep.cells
    )
    sweep = sweep.model_copy(update={"cells": cells})
    if not sweep.finished:
        raise UserError(f"{folder}: none of its {len(cells)} cells has finished")
    return sweep


def _seen_from_here(sweep: Path, folder: str) -> Path:
    below = sweep / folder
    return below if below.is_dir() else Path(folder)
