"""A new folder with files in it, written whole or not at all."""

from __future__ import annotations

import gettext
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

import click

from roadmap.commands.writing import NotWritten, temporary_name


class Occupied(click.ClickException):
    """There is something in the folder already; says what, and the way out."""

    exit_code = 2

    def __init__(self, folder: Path, name: str) -> None:
        """Name the folder, and something in it."""
        text = gettext.gettext(
            '"{path}" is not empty: "{name}" is in it. Nothing is written; choose a folder that is not there yet.'
        )
        super().__init__(text.format(path=folder.as_posix(), name=name))


def require_free(folder: Path) -> None:
    """A complaint about a folder in which there is something."""
    with _told(folder):
        names = sorted(path.name for path in folder.iterdir()) if os.path.lexists(folder) else []
    if names:
        raise Occupied(folder, "plan.yaml" if "plan.yaml" in names else names[0])


def write_new_folder(folder: Path, texts: Mapping[str, str]) -> None:
    """Write files by their places in a folder that is new or empty; when that fails, nothing of it is left."""
    require_free(folder)
    with _told(folder):
        target = Path(os.path.realpath(folder))
        above = next(parent for parent in target.parents if parent.is_dir())
        staged = above / temporary_name(target)
        try:
            _fill(staged, texts)
            if target.is_dir():
                _move_into(staged, target)
            else:
                _move(staged, target, above)
        finally:
            shutil.rmtree(staged, ignore_errors=True)


@contextmanager
def _told(folder: Path) -> Iterator[None]:
    """What the system refuses is told with the name of the folder."""
    try:
        yield
    except OSError as error:
        raise NotWritten(folder, error) from None


def _fill(staged: Path, texts: Mapping[str, str]) -> None:
    # What a process that had our number left there when it was killed.
    shutil.rmtree(staged, ignore_errors=True)
    staged.mkdir()
    for place, text in texts.items():
        path = staged / place
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as stream:
            stream.write(text.encode())
            stream.flush()
            os.fsync(stream.fileno())


def _move(staged: Path, target: Path, above: Path) -> None:
    """The folder to its place; folders that had to be made on the way there go again when that fails."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        staged.rename(target)
    except BaseException:
        for parent in target.parents:
            if parent == above:
                break
            with suppress(OSError):
                parent.rmdir()
        raise


def _move_into(staged: Path, target: Path) -> None:
    """What is in the folder into one that is there; the main file last, so that there is no plan before all of it."""
    moved: list[Path] = []
    try:
        for path in sorted(staged.iterdir(), key=lambda path: (path.is_file(), path.name)):
            moved.append(target / path.name)
            path.rename(target / path.name)
    except BaseException:
        for path in moved:
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            else:
                with suppress(OSError):
                    path.unlink()
        raise
