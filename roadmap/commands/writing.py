"""Files are written whole or not at all."""

from __future__ import annotations

import errno
import gettext
import os
import re
import stat
from codecs import BOM_UTF8
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

import click

STATUS_NOT_WRITTEN = 2
LONGEST_STEM = 40
_LEFT = re.compile(r"\..+-[0-9a-f]{8}-[0-9]+\.tmp")


class NotWritten(click.ClickException):
    """A file or its folder could not be written; says which and why."""

    exit_code = STATUS_NOT_WRITTEN

    def __init__(self, path: Path, error: OSError) -> None:
        """Name the file and the reason that the system gives."""
        text = gettext.gettext('"{path}" cannot be written: {reason}.')
        super().__init__(text.format(path=path.as_posix(), reason=error.strerror or str(error)))


class ChangedMeanwhile(click.ClickException):
    """A file is not what it was when it was read; says so, and that nothing is written over it."""

    exit_code = STATUS_NOT_WRITTEN

    def __init__(self, path: Path) -> None:
        """Name the file."""
        text = gettext.gettext(
            '"{path}" was changed by someone else meanwhile; nothing is written over that. Give the command again.'
        )
        super().__init__(text.format(path=path.as_posix()))


@dataclass(frozen=True, slots=True)
class Rewrite:
    """A text file with the text that it was read with, and the one that comes in its place."""

    path: Path
    old: str
    new: str


def write_atomically(path: Path, content: bytes) -> None:
    """Write a file beside its place and then move it there, so that no reader ever sees half of it."""
    with _named(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        target = Path(os.path.realpath(path))
        temporary = _stage(target, content)
        try:
            _move(temporary, target)
        finally:
            _discard(temporary)


def write_new(path: Path, content: bytes) -> bool:
    """Write a file that is not there yet, whole or not at all; False when there is one, which is left as it is."""
    with _named(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = _stage(path, content)
        try:
            # Linking fails where there is a file already, also one that came a moment ago.
            path.hardlink_to(temporary)
        except FileExistsError:
            return False
        except OSError:
            # Some disks and shares have no links.
            return _create(path, content)
        finally:
            _discard(temporary)
    return True


def temporary_name(target: Path) -> str:
    """How something is called while it is written, until it gets the name of its target."""
    return f"{_prefix(target)}{os.getpid()}.tmp"


def sweep_folder(folder: Path) -> None:
    """Take away what writers that were killed left in a folder in which nobody else writes."""
    with suppress(OSError):
        for path in _left_in(folder):
            _discard(path)


def rewrite(files: list[Rewrite], *, is_alone: bool) -> None:
    """Put new texts in the place of old ones: all of them, or none as far as the system lets it.

    Nothing is moved before all are written out, and what was moved is put back when a later one fails.
    Raises ChangedMeanwhile when a file does not hold its old text any more. ``is_alone``: nobody else writes in these
    folders, so what an interrupted update left there can go.
    """
    staged: dict[Path, tuple[Rewrite, Path]] = {}
    moved: list[tuple[Rewrite, Path, bytes]] = []
    try:
        for file in files:
            with _named(file.path):
                target = Path(os.path.realpath(file.path))
                if is_alone:
                    _sweep(target)
                staged[target] = file, _stage(target, _mark(file, target) + file.new.encode())
        for target, (file, temporary) in staged.items():
            with _named(file.path):
                moved.append((file, target, _mark(file, target)))
                _move(temporary, target)
    except BaseException:
        _put_back(moved)
        raise
    finally:
        for _, temporary in staged.values():
            _discard(temporary)


def _put_back(moved: list[tuple[Rewrite, Path, bytes]]) -> None:
    """The old texts in the place of new ones that nobody has written over since."""
    for file, target, mark in moved:
        with suppress(OSError):
            if target.read_bytes() == mark + file.new.encode():
                _move(_stage(target, mark + file.old.encode()), target)


@contextmanager
def _named(path: Path) -> Iterator[None]:
    """What the system refuses is told with the name under which the file is known."""
    try:
        yield
    except OSError as error:
        raise NotWritten(path, error) from None


def _mark(file: Rewrite, target: Path) -> bytes:
    """The byte order mark of a file, if any, provided that it holds what was read and may be written."""
    with target.open("r+b") as stream:
        # The owner of the machine may write anything; a file that nobody may write is kept all the same.
        if not os.fstat(stream.fileno()).st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        content = stream.read()
    mark = BOM_UTF8 if content.startswith(BOM_UTF8) else b""
    if content != mark + file.old.encode():
        raise ChangedMeanwhile(file.path)
    return mark


def _stage(target: Path, content: bytes) -> Path:
    """The content in a temporary file beside its target, with the target's rights, on disk and read back."""
    temporary = target.with_name(temporary_name(target))
    _refuse_device(target)
    try:
        temporary.unlink(missing_ok=True)
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
        try:
            _write(descriptor, content)
            _copy_rights(target, temporary)
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        _read_back(temporary, content)
    except BaseException:
        _discard(temporary)
        raise
    return temporary


def _refuse_device(target: Path) -> None:
    """A file would come in the place of a pipe or a device, for good: of `/dev/null` with the rights to do so."""
    mode = target.stat().st_mode if target.exists() else stat.S_IFREG
    if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
        raise OSError(errno.EINVAL, gettext.gettext("it is no ordinary file"))


def _create(path: Path, content: bytes) -> bool:
    """Write a file in its place unless it is there; what is not written whole is taken away again."""
    is_ours = False
    try:
        with path.open("xb") as stream:
            is_ours = True
            stream.write(content)
    except FileExistsError:
        return False
    except BaseException:
        if is_ours:
            _discard(path)
        raise
    return True


def _prefix(target: Path) -> str:
    """How temporary files of a target begin: hidden, and its own also beside files that are named much like it."""
    return f".{target.stem[:LONGEST_STEM]}-{crc32(os.fsencode(target.name)):08x}-"


def _write(descriptor: int, content: bytes) -> None:
    rest = memoryview(content)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


def _read_back(path: Path, content: bytes) -> None:
    if path.read_bytes() != content:
        raise OSError(errno.EIO, gettext.gettext("it reads back differently"))


def _copy_rights(target: Path, temporary: Path) -> None:
    """Mode and, where that is possible, owner of the file that is replaced; a new file has what is usual."""
    try:
        status = target.stat()
    except FileNotFoundError:
        return
    if hasattr(os, "chown"):
        with suppress(OSError):
            os.chown(temporary, status.st_uid, status.st_gid)
    temporary.chmod(stat.S_IMODE(status.st_mode))


def _move(temporary: Path, target: Path) -> None:
    temporary.replace(target)
    # The new name is on disk too, where a folder can be written out.
    with suppress(OSError):
        folder = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _discard(temporary: Path) -> None:
    """Take a temporary file away, also when an interrupt comes just then."""
    try:
        _unlink(temporary)
    except BaseException:
        _unlink(temporary)
        raise


def _unlink(temporary: Path) -> None:
    with suppress(OSError):
        temporary.unlink(missing_ok=True)


def _sweep(target: Path) -> None:
    """Take away what an update that was killed left beside a file."""
    for path in _left_in(target.parent):
        if path.name.startswith(_prefix(target)):
            _discard(path)


def _left_in(folder: Path) -> list[Path]:
    """The temporary files in a folder, of whatever target and process."""
    return [path for path in folder.iterdir() if _LEFT.fullmatch(path.name)]
