"""torch's number of threads, borrowed while models of this process answer."""

from __future__ import annotations

from typing import ClassVar


class BorrowedThreads:
    """Sets torch's number of threads; when the last borrower gives back, it is what it was.

    Borrowers may end in any order: the planner's and the executor's models serve side by side, and
    what trains after them in the same process gets its threads back.

    Args:
        count: Number of threads; None borrows nothing.
    """

    _borrowers: ClassVar[list[BorrowedThreads]] = []
    _before: ClassVar[int] = 0

    def __init__(self, count: int | None) -> None:
        if count is None:
            return
        import torch

        if not self._borrowers:
            BorrowedThreads._before = torch.get_num_threads()
        self._borrowers.append(self)
        torch.set_num_threads(count)

    def give_back(self) -> None:
        """End the borrowing; a second time changes nothing."""
        if self not in self._borrowers:
            return
        import torch

        self._borrowers.remove(self)
        if not self._borrowers:
            torch.set_num_threads(self._before)
