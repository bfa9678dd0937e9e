"""Datasets taken elsewhere: JSON Lines, Parquet, a card that Hugging Face opens, LLaMA-Factory."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from omegaconf import OmegaConf

from planact.core.errors import UserError
from planact.core.trajectory import Record
from planact.data.export import FORMATS, alpaca, export_dataset, sharegpt
from planact.data.stage import DATASET, DataContext, Inputs, Stage
from planact.data.stages import STAGES
from planact.llm.prompts import Prompts
from planact.store import write_jsonl
from planact.training.dataset import Example, Turn, read_examples
from tests.data.parts import FakeEnvironment, FakeTeacher, context, task
from tests.data.test_grounded_plans import GOOD

PLANS = "grounded_plans_of_seed_trajectories"
CONVERSATION = Example(
    messages=(
        Turn(role="system", content="You act."),
        Turn(role="user", content="page 1"),
        Turn(role="assistant", content="click"),
        Turn(role="user", content="page 2"),
        Turn(role="assistant", content="exit"),
    )
)


@pytest.fixture
def given(tmp_path: Path) -> DataContext:
    """Two demonstrated tasks, a teacher that plans them, and the wording of the agent."""
    made = context(
        tmp_path, FakeEnvironment([task(0), task(1)]), FakeTeacher([GOOD]), style="compact"
    )
    folder = tmp_path / "prompts" / "test"
    for role in ("planner", "executor"):
        for path in Path(Prompts("paper")._folder(role)).glob("*.md"):
            (folder / role).mkdir(exist_ok=True)
            (folder / role / path.name).write_text(path.read_text())
    return made


def header(folder: Path) -> Any:
    _, yaml, _ = (folder / "README.md").read_text().split("---\n", 2)
    return OmegaConf.to_container(OmegaConf.create(yaml))


def test_plans_are_exported_as_what_planner_and_executor_learn(
    given: DataContext, tmp_path: Path
) -> None:
    folder = tmp_path / "exported"
    export_dataset(PLANS, given, folder, "messages")
    planner = read_examples(folder / "planner.jsonl")
    executor = read_examples(folder / "executor.jsonl")
    assert (len(planner), len(executor)) == (2, 4)
    assert [turn.role for turn in planner[0].messages] == ["system", "user", "assistant"]
    assert "How much is item 0?" in planner[0].messages[1].content
    assert planner[0].messages[-1].content.startswith("## Step 1\nReasoning: The reports")
    assert executor[1].meta["round"] == 1
    assert (folder / "dataset.jsonl").read_bytes() == (
        given.datasets[PLANS].folder / "dataset.jsonl"
    ).read_bytes()


@pytest.mark.parametrize("form", FORMATS)
def test_huggingfaces_datasets_opens_the_folder(
    given: DataContext, tmp_path: Path, form: str
) -> None:
    datasets = pytest.importorskip("datasets")
    folder = tmp_path / form
    export_dataset(PLANS, given, folder, form)
    cache = str(tmp_path / "cache")
    planner = datasets.load_dataset(str(folder), cache_dir=cache)["train"]
    executor = datasets.load_dataset(str(folder), "executor", cache_dir=cache)["train"]
    assert (len(planner), len(executor)) == (2, 4)
    if form in ("messages", "parquet"):
        assert planner[0]["messages"][-1]["role"] == "assistant"
        assert executor[0]["meta"]["sites"] == ["shopping"]


def test_trajectories_alone_teach_to_act_without_a_plan(given: DataContext, tmp_path: Path) -> None:
    export_dataset("seed_trajectories", given, tmp_path / "exported", "messages")
    assert not (tmp_path / "exported" / "planner.jsonl").exists()
    first, *_ = read_examples(tmp_path / "exported" / "executor.jsonl")
    assert "Open the reports" not in first.messages[0].content + first.messages[1].content


def test_the_card_says_what_is_in_it_and_how_it_was_made(
    given: DataContext, tmp_path: Path
) -> None:
    given.config.teacher.base_url = "http://10.0.0.7:8000/v1"
    export_dataset(PLANS, given, tmp_path / "exported", "messages")
    card = (tmp_path / "exported" / "README.md").read_text()
    assert header(tmp_path / "exported")["configs"] == [
        {"config_name": "planner", "data_files": "planner.parquet", "default": True},
        {"config_name": "executor", "data_files": "executor.parquet"},
    ]
    assert "| kept | 2 |" in card
    assert "sites: shopping 2" in card
    assert given.datasets[PLANS].fingerprint in card
    assert "10.0.0.7" not in card


def test_rows_that_nothing_learns_are_refused(
    given: DataContext, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Remark(Record):
        intent: str = "Log out"
        sites: tuple[str, ...] = ("shopping",)

    def make(given: DataContext, inputs: Inputs, folder: Path) -> dict[str, Any]:
        write_jsonl(folder / DATASET, [Remark()])
        return {"kept": 1}

    remarks = Stage("remarks", version=1, key=lambda given: {}, make=make, row=Remark)
    monkeypatch.setitem(STAGES, "remarks", remarks)
    with pytest.raises(UserError, match=r"remarks: planact/training/lessons\.py does not say"):
        export_dataset("remarks", given, tmp_path / "exported", "messages")


def test_sharegpt_and_alpaca_are_entered_in_llama_factorys_list(
    given: DataContext, tmp_path: Path
) -> None:
    folder = tmp_path / "data"
    export_dataset("seed_trajectories", given, folder, "alpaca")
    export_dataset(PLANS, given, folder, "sharegpt")
    info = json.loads((folder / "dataset_info.json").read_text())
    assert list(info) == ["seed_trajectories_executor", f"{PLANS}_planner", f"{PLANS}_executor"]
    assert info["seed_trajectories_executor"]["columns"]["prompt"] == "instruction"
    assert info[f"{PLANS}_planner"]["formatting"] == "sharegpt"
    for entry in info.values():
        assert json.loads((folder / entry["file_name"]).read_text())


def test_a_conversation_in_sharegpts_form() -> None:
    row = sharegpt(CONVERSATION)
    assert row["system"] == "You act."
    assert [turn["from"] for turn in row["conversations"]] == ["human", "gpt", "human", "gpt"]
    assert row["conversations"][-1]["value"] == "exit"


def test_a_conversation_in_alpacas_form() -> None:
    assert alpaca(CONVERSATION) == {
        "instruction": "page 2",
        "input": "",
        "output": "exit",
        "system": "You act.",
        "history": [["page 1", "click"]],
    }


def test_a_conversation_without_system_text() -> None:
    short = Example(messages=CONVERSATION.messages[1:3])
    assert alpaca(short)["system"] == sharegpt(short)["system"] == ""
    assert alpaca(short)["history"] == []


def test_an_unknown_format_is_refused_before_anything_is_made(
    given: DataContext, tmp_path: Path
) -> None:
    with pytest.raises(UserError, match="no format 'csv': choose one of messages, parquet"):
        export_dataset(PLANS, given, tmp_path / "exported", "csv")
    assert not given.datasets


def test_a_damaged_list_of_llama_factorys_is_named(given: DataContext, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "dataset_info.json").write_text("{")
    with pytest.raises(UserError, match=r"dataset_info\.json: not JSON"):
        export_dataset(PLANS, given, tmp_path / "data", "alpaca")
