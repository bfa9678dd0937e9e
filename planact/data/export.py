"""SFT examples in the files that other tools open: Hugging Face's, LLaMA-Factory's."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from planact.core.errors import UserError
from planact.data.card import write_card
from planact.data.stage import DATASET, DataContext
from planact.data.stages import make_dataset
from planact.store.disk import storage_errors, write_durably
from planact.training.dataset import Example, write_examples
from planact.training.lessons import examples_of

DATASET_INFO = "dataset_info.json"
"""LLaMA-Factory's list of the datasets in a folder."""

Examples = Mapping[str, Sequence[Example]]
"""By role, what its model learns."""


def export_dataset(name: str, context: DataContext, folder: Path, form: str) -> None:
    """Write what a stage's dataset teaches, its rows and its card into the folder.

    Args:
        name: The stage; its dataset is made if it is not in the store.
        context: Its config and store.
        folder: Made if it is not there; files of the same names are replaced.
        form: One of `FORMATS`.

    Raises:
        UserError: There is no such stage or format, or a package is missing.
    """
    if form not in FORMATS:
        raise UserError(f"there is no format {form!r}: choose one of {', '.join(FORMATS)}")
    artifact = make_dataset(name, context)
    examples = {role: list(some) for role, some in examples_of(name, context).items()}
    with storage_errors(folder):
        files = export_examples(examples, folder, name, form)
        shutil.copyfile(artifact.folder / DATASET, folder / DATASET)
        write_card(folder, artifact, files, sum(map(len, examples.values())))


def export_examples(examples: Examples, folder: Path, stage: str, form: str) -> dict[str, str]:
    """Write the examples into the folder.

    Args:
        examples: What to write.
        folder: Made if it is not there; files of the same names are replaced.
        stage: The dataset's name, for LLaMA-Factory's list.
        form: One of `FORMATS`.

    Returns:
        By role, the name of the file to load.

    Raises:
        UserError: The format needs a package that is not installed.
    """
    folder.mkdir(parents=True, exist_ok=True)
    write = FORMATS[form]
    return {role: write(folder, stage, role, some) for role, some in examples.items() if some}


def _messages(folder: Path, stage: str, role: str, examples: Sequence[Example]) -> str:
    write_examples(folder / f"{role}.jsonl", examples)
    return _parquet(folder, stage, role, examples)


def _parquet(folder: Path, stage: str, role: str, examples: Sequence[Example]) -> str:
    try:
        import pyarrow  # type: ignore[import-untyped]
        from pyarrow import parquet
    except ModuleNotFoundError as error:
        raise UserError("Parquet needs pyarrow: pip install 'planact[train]'") from error
    name = f"{role}.parquet"
    rows = [example.model_dump(mode="json") for example in examples]
    parquet.write_table(pyarrow.Table.from_pylist(rows), folder / name)
    return name


def _sharegpt(folder: Path, stage: str, role: str, examples: Sequence[Example]) -> str:
    columns = {"messages": "conversations", "system": "system"}
    entry = {"formatting": "sharegpt", "columns": columns}
    return _llama_factory(folder, f"{stage}_{role}", entry, map(sharegpt, examples))


def _alpaca(folder: Path, stage: str, role: str, examples: Sequence[Example]) -> str:
    columns = {"prompt": "instruction", "query": "input", "response": "output"}
    entry = {"columns": {**columns, "system": "system", "history": "history"}}
    return _llama_factory(folder, f"{stage}_{role}", entry, map(alpaca, examples))


FORMATS: Mapping[str, Callable[[Path, str, str, Sequence[Example]], str]] = {
    "messages": _messages,
    "parquet": _parquet,
    "sharegpt": _sharegpt,
    "alpaca": _alpaca,
}
"""``messages`` is JSON Lines and Parquet with ``messages`` and ``meta``."""


def sharegpt(example: Example) -> dict[str, Any]:
    """The example as a ShareGPT row: ``system`` apart, then ``human`` and ``gpt`` in turn."""
    speakers = {"user": "human", "assistant": "gpt"}
    system, turns = _split(example)
    return {
        "conversations": [{"from": speakers[role], "value": content} for role, content in turns],
        "system": system,
    }


def alpaca(example: Example) -> dict[str, Any]:
    """The example as an Alpaca row: the last request, its answer, and pairs of what was before."""
    system, turns = _split(example)
    said = [content for _, content in turns]
    return {
        "instruction": said[-2],
        "input": "",
        "output": said[-1],
        "system": system,
        "history": [list(pair) for pair in zip(said[:-2:2], said[1:-2:2], strict=True)],
    }


def _split(example: Example) -> tuple[str, list[tuple[str, str]]]:
    """The system text, empty where there is none, and the other turns."""
    turns = [(turn.role, turn.content) for turn in example.messages]
    return (turns[0][1], list(turns[1:])) if turns[0][0] == "system" else ("", list(turns))


def _llama_factory(folder: Path, name: str, entry: dict[str, Any], rows: Any) -> str:
    """Write the rows and enter them in the folder's list, beside what is there already."""
    file = f"{name}.json"
    write_durably(folder / file, json.dumps(list(rows), ensure_ascii=False, indent=1) + "\n")
    info = folder / DATASET_INFO
    try:
        known = json.loads(info.read_text()) if info.exists() else {}
    except ValueError as error:
        raise UserError(f"{info}: not JSON ({error}); mend or delete it") from error
    write_durably(info, json.dumps({**known, name: {"file_name": file, **entry}}, indent=2) + "\n")
    return file
