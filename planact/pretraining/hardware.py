"""What a training runs on, for the model card."""

from __future__ import annotations

import platform
import re
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import torch

_PROCESSORS = Path("/proc/cpuinfo")


def hardware_of(device: torch.device, threads: int) -> str:
    """The GPU's name, or the processor's with the number of threads that compute."""
    import torch

    if device.type == "cuda":
        return torch.cuda.get_device_name(device)
    return f"{'one thread' if threads == 1 else f'{threads} threads'} of {_processor()}"


def _processor() -> str:
    listed = _PROCESSORS.read_text(encoding="utf-8") if _PROCESSORS.is_file() else ""
    named = re.search(r"^model name\s*: *(\S.*?)\s*$", listed, re.MULTILINE)
    return named[1] if named else platform.processor() or platform.machine()
