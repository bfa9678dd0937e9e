"""The hardware is named as the system names it."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch

from planact.pretraining.hardware import hardware_of

CPU = torch.device("cpu")


def test_the_processor_is_the_system_s_word_for_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed = tmp_path / "cpuinfo"
    listed.write_text("model\t\t: 17\nmodel name\t: Example 9 (TM) 64-Core \nstepping\t: 1\n")
    monkeypatch.setattr("planact.pretraining.hardware._PROCESSORS", listed)
    assert hardware_of(CPU, 1) == "one thread of Example 9 (TM) 64-Core"
    assert hardware_of(CPU, 8) == "8 threads of Example 9 (TM) 64-Core"
    listed.unlink()
    assert hardware_of(CPU, 1).removeprefix("one thread of ")


def test_a_gpu_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch.cuda, "get_device_name", lambda device: "Example GPU")
    assert hardware_of(torch.device("cuda"), 1) == "Example GPU"
