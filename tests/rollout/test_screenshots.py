"""Screenshots lie beside the episodes, and the run's folder shares them."""

from __future__ import annotations

from pathlib import Path

from planact.rollout.episodes import make_episodes
from planact.rollout.screenshots import screenshot_file, share_screenshots
from planact.store import Key, Store


def test_a_run_shares_the_screenshots_of_its_episodes_also_when_they_were_made_before(
    tmp_path: Path,
) -> None:
    def browse(journal: Path) -> list[object]:
        file = screenshot_file(journal.parent, 17, 0)
        file.parent.mkdir(parents=True)
        file.write_bytes(b"a picture")
        journal.touch()
        return []

    store, key = Store(tmp_path / "store"), Key(config={})
    for name in ("first", "second"):
        (tmp_path / name).mkdir()
        make_episodes(store, "cell", key, browse, tmp_path / name)  # type: ignore[arg-type]
        shared = screenshot_file(tmp_path / name, 17, 0)
        assert shared.read_bytes() == b"a picture"
    assert shared.stat().st_nlink == 3


def test_sharing_again_replaces_what_was_shared(tmp_path: Path) -> None:
    made, shared = (screenshot_file(tmp_path / name, 17, 0) for name in ("made", "shared"))
    made.parent.mkdir(parents=True)
    for content in (b"old", b"new"):
        made.unlink(missing_ok=True)
        made.write_bytes(content)
        share_screenshots(tmp_path / "made", tmp_path / "shared")
        assert shared.read_bytes() == content


def test_without_screenshots_there_is_nothing_to_share(tmp_path: Path) -> None:
    share_screenshots(tmp_path, tmp_path / "run")
    assert not (tmp_path / "run").exists()
