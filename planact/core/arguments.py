"""Command lines whose mistakes are one clear line."""

from __future__ import annotations

import argparse
from typing import NoReturn

from planact.core.errors import UserError


class ArgumentParser(argparse.ArgumentParser):
    """argparse's parser, which raises `UserError` where that prints its usage and exits."""

    def error(self, message: str) -> NoReturn:
        """Refuse the command line."""
        raise UserError(f"{message}; see {self.prog} --help")
