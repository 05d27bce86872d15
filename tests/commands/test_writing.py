"""Files are written whole or not at all, whatever fails and whenever the process ends."""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from pathlib import Path

import pytest

from roadmap.commands.locking import Busy, locked
from roadmap.commands.writing import ChangedMeanwhile, NotWritten, Rewrite, rewrite, write_atomically
from tests.commands.failing import failing
from tests.running import run_python

OLD, NEW = "title: oud\n", "title: nieuw\n" * 50
POSIX = pytest.mark.skipif(os.name != "posix", reason="links, modes and limits as on Linux and macOS")


def files_in(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def plan_in(folder: Path, *names: str) -> list[Rewrite]:
    for name in names:
        (folder / name).write_bytes(OLD.encode())
    return [Rewrite(folder / name, OLD, NEW) for name in names]


def test_whatever_operation_fails_all_files_are_old_or_all_are_new_and_nothing_else_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = ("plan.yaml", "lijn.yaml")
    failed = 0
    for number in range(1, 60):
        files = plan_in(tmp_path, *names)
        with failing(tmp_path, number, monkeypatch), suppress(NotWritten):
            rewrite(files, is_alone=True)
        contents = [file.path.read_text(encoding="utf-8") for file in files]
        failed += contents != [NEW, NEW]
        # What could not be taken away, because that very step failed, goes with the next update.
        rewrite([Rewrite(file.path, text, NEW) for file, text in zip(files, contents, strict=True)], is_alone=True)

        assert contents in ([OLD, OLD], [NEW, NEW])
        assert files_in(tmp_path) == set(names)

    assert failed >= 15


def test_failure_is_told_with_the_file_and_the_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = plan_in(tmp_path, "plan.yaml")
    with failing(tmp_path, 4, monkeypatch), pytest.raises(NotWritten) as raised:
        rewrite(files, is_alone=False)

    assert "plan.yaml" in raised.value.message
    assert os.strerror(errno.ENOSPC) in raised.value.message
    assert raised.value.exit_code == 2


@pytest.mark.parametrize("operation", ["write", "fsync", "close"])
def test_interrupt_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, operation: str
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    files = plan_in(tmp_path, "plan.yaml")
    with monkeypatch.context() as patched:
        patched.setattr(os, operation, interrupted)
        with pytest.raises(KeyboardInterrupt):
            rewrite(files, is_alone=True)

    assert files[0].path.read_text(encoding="utf-8") == OLD
    assert files_in(tmp_path) == {"plan.yaml"}


def test_file_that_was_changed_meanwhile_is_left_alone_and_so_are_the_others(tmp_path: Path) -> None:
    files = plan_in(tmp_path, "lijn.yaml", "plan.yaml")
    (tmp_path / "plan.yaml").write_bytes(b"title: van een ander\n")

    with pytest.raises(ChangedMeanwhile, match=r"plan\.yaml"):
        rewrite(files, is_alone=True)
    assert (tmp_path / "plan.yaml").read_bytes() == b"title: van een ander\n"
    assert (tmp_path / "lijn.yaml").read_bytes() == OLD.encode()
    assert files_in(tmp_path) == {"lijn.yaml", "plan.yaml"}


def test_what_an_editor_saves_while_the_new_text_is_written_out_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = plan_in(tmp_path, "plan.yaml")

    def saving(_: int) -> None:
        files[0].path.write_bytes(b"title: uit een editor\n")

    monkeypatch.setattr(os, "fsync", saving)
    with pytest.raises(ChangedMeanwhile):
        rewrite(files, is_alone=True)

    assert files[0].path.read_bytes() == b"title: uit een editor\n"
    assert files_in(tmp_path) == {"plan.yaml"}


def test_mark_at_the_beginning_and_line_ends_stay(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_bytes(b"\xef\xbb\xbftitle: oud\r\n")

    rewrite([Rewrite(path, "title: oud\r\n", "title: nieuw\r\n")], is_alone=True)

    assert path.read_bytes() == b"\xef\xbb\xbftitle: nieuw\r\n"


@POSIX
def test_symbolic_link_stays_and_what_it_leads_to_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "echt").mkdir()
    plan_in(tmp_path / "echt", "plan.yaml")
    link = tmp_path / "plan.yaml"
    link.symlink_to(Path("echt") / "plan.yaml")

    rewrite([Rewrite(link, OLD, NEW)], is_alone=True)

    assert link.is_symlink()
    assert (tmp_path / "echt" / "plan.yaml").read_text(encoding="utf-8") == NEW


@POSIX
@pytest.mark.parametrize("mode", [0o600, 0o664, 0o640])
def test_mode_stays(tmp_path: Path, mode: int) -> None:
    files = plan_in(tmp_path, "plan.yaml")
    files[0].path.chmod(mode)

    rewrite(files, is_alone=True)

    assert files[0].path.stat().st_mode & 0o777 == mode


@POSIX
@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root may give a file away")
def test_owner_stays(tmp_path: Path) -> None:
    files = plan_in(tmp_path, "plan.yaml")
    os.chown(files[0].path, 12345, 12346)

    rewrite(files, is_alone=True)

    assert (files[0].path.stat().st_uid, files[0].path.stat().st_gid) == (12345, 12346)


def test_file_that_may_only_be_read_is_refused(tmp_path: Path) -> None:
    files = plan_in(tmp_path, "plan.yaml")
    files[0].path.chmod(0o444)

    with pytest.raises(NotWritten):
        rewrite(files, is_alone=True)
    assert files[0].path.read_text(encoding="utf-8") == OLD


@POSIX
@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_folder_that_may_only_be_read_is_refused(tmp_path: Path) -> None:
    files = plan_in(tmp_path, "plan.yaml")
    tmp_path.chmod(0o555)
    try:
        with pytest.raises(NotWritten):
            rewrite(files, is_alone=True)
    finally:
        tmp_path.chmod(0o755)

    assert files_in(tmp_path) == {"plan.yaml"}


@POSIX
def test_disk_that_takes_no_more_leaves_the_old_file(tmp_path: Path) -> None:
    resource = pytest.importorskip("resource", reason="limits as on Linux and macOS")
    files = plan_in(tmp_path, "plan.yaml")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (len(NEW) // 2, hard))
    try:
        with pytest.raises(NotWritten):
            rewrite(files, is_alone=True)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

    assert files[0].path.read_text(encoding="utf-8") == OLD
    assert files_in(tmp_path) == {"plan.yaml"}


def test_files_that_are_named_alike_do_not_get_into_each_others_way(tmp_path: Path) -> None:
    files = plan_in(tmp_path, "plan.yaml", "plan.yml", "plan" * 20 + "a.yaml", "plan" * 20 + "b.yaml")

    rewrite([Rewrite(file.path, OLD, f"title: {number}\n") for number, file in enumerate(files)], is_alone=True)

    assert [file.path.read_text(encoding="utf-8") for file in files] == [f"title: {number}\n" for number in range(4)]


def test_what_an_update_that_was_killed_left_goes_and_what_is_of_others_stays(tmp_path: Path) -> None:
    files = plan_in(tmp_path, "plan.yaml")
    (tmp_path / ".plan-1.tmp").write_bytes(b"van een ander programma")
    script = (
        "import os, sys; from pathlib import Path; from roadmap.commands.writing import *; "
        "os.replace = lambda *_: os._exit(9); Path.replace = os.replace; "
        f"rewrite([Rewrite(Path(sys.argv[1]), {OLD!r}, 'x')], is_alone=True)"
    )
    assert run_python("-c", script, files[0].path).status == 9
    assert len(files_in(tmp_path)) == 3

    rewrite(files, is_alone=True)

    assert files_in(tmp_path) == {"plan.yaml", ".plan-1.tmp"}


def test_new_file_has_the_mode_that_is_usual(tmp_path: Path) -> None:
    (tmp_path / "gewoon").write_bytes(b"")

    write_atomically(tmp_path / "map" / "nieuw", b"inhoud")

    assert (tmp_path / "map" / "nieuw").stat().st_mode == (tmp_path / "gewoon").stat().st_mode


def test_second_update_waits_until_the_first_is_done_and_gives_up_with_a_way_out(tmp_path: Path) -> None:
    with locked(tmp_path) as is_alone, pytest.raises(Busy) as raised, locked(tmp_path, patience=0.05):
        pass

    assert is_alone
    assert tmp_path.as_posix() in raised.value.message
    with locked(tmp_path, patience=0) as is_alone:
        assert is_alone
    assert files_in(tmp_path) == set()


def test_folder_that_cannot_be_locked_is_no_obstacle(tmp_path: Path) -> None:
    with locked(tmp_path / "weg") as is_alone:
        assert not is_alone


def test_file_system_without_locks_is_no_obstacle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fcntl = pytest.importorskip("fcntl", reason="locks as on Linux and macOS")

    def refused(*_: object) -> None:
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    monkeypatch.setattr(fcntl, "flock", refused)
    with locked(tmp_path) as is_alone:
        assert not is_alone
