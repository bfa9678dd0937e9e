"""Work on many items at a time, and how far it is."""

import asyncio
import errno

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planact.core.errors import UserError
from planact.rollout import work
from planact.rollout.work import Tally, work_through


@given(items=st.lists(st.integers()), at_once=st.integers(1, 5))
def test_every_item_is_worked_on_once_and_never_too_many_at_a_time(
    items: list[int], at_once: int
) -> None:
    done: list[int] = []
    running = most = 0

    async def one(item: int) -> None:
        nonlocal running, most
        running += 1
        most = max(most, running)
        await asyncio.sleep(0)
        running -= 1
        done.append(item)

    asyncio.run(work_through(items, one, at_once))
    assert sorted(done) == sorted(items)
    assert most <= at_once


async def test_an_error_for_the_user_comes_out_as_itself() -> None:
    async def one(item: int) -> None:
        raise UserError("mend this")

    with pytest.raises(UserError, match="mend this"):
        await work_through([1, 2, 3], one, 2)


async def test_a_full_disk_comes_out_as_itself_whatever_else_it_brought_down() -> None:
    async def one(item: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(OSError, match="No space left"):
        await work_through([1, 2, 3], one, 2)


def test_a_log_gets_lines_instead_of_a_bar(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(work, "LINE_SECONDS", 0.0)
    with Tally("episodes", 3, good="solved") as tally:
        tally.found(True)
        tally.count(False)
        tally.count(True)
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "episodes: 1/3, 1 solved"
    assert lines[1].startswith("episodes: 2/3, 1 solved, ")
    assert lines[1].endswith(" s left")
    assert lines[-1] == "episodes: 3/3, 2 solved"
