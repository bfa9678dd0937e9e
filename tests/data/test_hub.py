"""Pushing to the Hugging Face Hub, against a loopback server that speaks its protocol."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from planact.core.errors import UserError
from planact.data.hub import push_to_hub
from tests.data.hub_server import WORKS, HubServer

pytest.importorskip("huggingface_hub")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "exported").mkdir()
    (tmp_path / "exported" / "README.md").write_text("---\npretty_name: plans\n---\n\n# plans\n")
    (tmp_path / "exported" / "planner.jsonl").write_text('{"messages": []}\n')
    return tmp_path / "exported"


@pytest.fixture
def hub() -> Iterator[HubServer]:
    with HubServer() as server:
        yield server


def test_every_file_lands_in_a_private_repository(
    folder: Path, hub: HubServer, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("HF_TOKEN", WORKS)
    address = push_to_hub(folder, "me/plans", hub.url)
    assert address == f"{hub.url}/datasets/me/plans"
    [created] = hub.created
    assert (created["organization"], created["name"], created["type"]) == ("me", "plans", "dataset")
    assert created.get("private") is True or created.get("visibility") == "private"
    assert hub.files == {path.name: path.read_bytes() for path in folder.iterdir()}
    assert WORKS not in "".join(capfd.readouterr())


def test_a_token_that_is_refused_is_one_line_without_the_token(
    folder: Path, hub: HubServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_TOKEN", "hf_wrong-token-of-somebody")
    with pytest.raises(UserError, match="--push me/plans: the Hub refused") as refused:
        push_to_hub(folder, "me/plans", hub.url)
    assert "hf_wrong" not in str(refused.value)
    assert "\n" not in str(refused.value)
    assert not hub.files


def test_without_a_token_the_variable_is_named(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("HF_TOKEN", raising=False)
    with pytest.raises(UserError, match="put a token that may write into HF_TOKEN"):
        push_to_hub(folder, "me/plans")


def test_a_name_that_can_be_no_repository(
    folder: Path, hub: HubServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_TOKEN", WORKS)
    with pytest.raises(UserError, match="--push a/b/c"):
        push_to_hub(folder, "a/b/c", hub.url)


def test_a_hub_that_is_not_there(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_TOKEN", WORKS)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        url = f"http://127.0.0.1:{taken.getsockname()[1]}"
    with pytest.raises(UserError, match="--push me/plans"):
        push_to_hub(folder, "me/plans", url)
