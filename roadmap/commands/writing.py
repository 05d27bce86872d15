"""Files are written whole or not at all."""

from __future__ import annotations

import gettext
import os
from pathlib import Path

import click

STATUS_NOT_WRITTEN = 2


class NotWritten(click.ClickException):
    """A file or its folder could not be written; says which and why."""

    exit_code = STATUS_NOT_WRITTEN

    def __init__(self, path: Path, error: OSError) -> None:
        """Name the file and the reason that the system gives."""
        text = gettext.gettext('"{path}" cannot be written: {reason}.')
        super().__init__(text.format(path=path.as_posix(), reason=error.strerror or str(error)))


def write_atomically(path: Path, content: bytes) -> None:
    """Write a file beside its place and then move it there, so that no reader ever sees half of it."""
    temporary = path.with_name(f".{path.stem[:40]}-{os.getpid()}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            temporary.write_bytes(content)
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as error:
        raise NotWritten(path, error) from None


def write_new(path: Path, content: bytes) -> bool:
    """Write a file that is not there yet, whole or not at all; False when there is one, which is left as it is."""
    temporary = path.with_name(f".{path.stem[:40]}-{os.getpid()}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            temporary.write_bytes(content)
            # Linking fails where there is a file already, also one that came a moment ago.
            path.hardlink_to(temporary)
        except FileExistsError:
            return False
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as error:
        raise NotWritten(path, error) from None
    return True
