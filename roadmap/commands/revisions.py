"""A plan as it stood at a revision of its git repository, by the program `git`, which is told to do nothing besides."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import NamedTuple

import click

from roadmap.export.words import Words

SUFFIXES = (".yaml", ".yml")
MAX_FILES = 2_000
MAX_BYTES = 20_000_000
TIMEOUT_SECONDS = 30
# No pager, no hooks, no helpers, no network, no locks, and objects as they were committed.
OPTIONS = (
    "--no-pager",
    "--no-replace-objects",
    "--no-optional-locks",
    "--literal-pathspecs",
    *("-c", f"core.hooksPath={os.devnull}"),
    *("-c", "core.fsmonitor=false"),
    *("-c", "protocol.allow=never"),
)


class NoRevision(click.ClickException):
    """There is no plan at a revision; says why."""

    exit_code = 2


class _Blob(NamedTuple):
    """One file at a revision: its object, its size, and its path from the top of the repository."""

    id: str
    size: int
    path: PurePosixPath


@contextmanager
def plan_at(path: Path, revision: str, words: Words) -> Iterator[Path]:
    """The plan at a path as it was committed at a revision, in a folder that is gone afterwards."""
    folder = path if path.is_dir() else path.parent
    git = _Git(folder, words)
    commit = git.commit(revision)
    prefix = git.prefix()
    with TemporaryDirectory(prefix="roadmap-") as temporary:
        # The folder's name is the plan's id where the plan does not give one.
        copy = Path(temporary) / (folder.resolve().name or "plan")
        copy.mkdir()
        for blob, content in git.files(commit, prefix, path.name):
            target = copy.joinpath(*blob.path.relative_to(prefix).parts)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        yield copy if path.is_dir() else copy / path.name


class _Git:
    """Questions to the program `git` about the repository of one folder."""

    def __init__(self, folder: Path, words: Words) -> None:
        self._words = words
        program = shutil.which("git")
        if program is None:
            raise NoRevision(words.say("To compare with a revision, the program git must be installed."))
        self._command = (program, "-C", str(folder), *OPTIONS)

    def commit(self, revision: str) -> str:
        """The commit that a revision names."""
        text = self._words.say('There is no baseline, plan or git revision "{name}" here.', name=revision)
        if revision.startswith("-") or not revision.isprintable():
            raise NoRevision(text)
        arguments = ("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
        return self._ask(arguments, text).decode("ascii", "replace").strip()

    def prefix(self) -> PurePosixPath:
        """The folder's path from the top of the repository."""
        text = self._words.say("The folder of the plan does not lie in a git repository.")
        return PurePosixPath(os.fsdecode(self._ask(("rev-parse", "--show-prefix"), text)).rstrip("\n"))

    def files(self, commit: str, prefix: PurePosixPath, main: str) -> Iterator[tuple[_Blob, bytes]]:
        """The plan files below a folder, with their content."""
        blobs = [blob for blob in self._blobs(commit, prefix) if blob.path.suffix in SUFFIXES or blob.path.name == main]
        if len(blobs) > MAX_FILES or sum(blob.size for blob in blobs) > MAX_BYTES:
            raise NoRevision(self._words.say("The folder of the plan holds too much at that revision."))
        asked = "".join(f"{blob.id}\n" for blob in blobs).encode()
        answer = self._ask(("cat-file", "--batch"), self._words.say("git does not answer."), asked)
        begin = 0
        for blob in blobs:
            # A line with object, type and size, the content, and a line feed.
            begin = answer.index(b"\n", begin) + 1
            yield blob, answer[begin : begin + blob.size]
            begin += blob.size + 1

    def _blobs(self, commit: str, prefix: PurePosixPath) -> Iterator[_Blob]:
        """Every ordinary file below a folder; links are left out, for they may lead anywhere."""
        below = () if prefix == PurePosixPath() else ("--", f"{prefix.as_posix()}/")
        arguments = ("ls-tree", "-r", "-z", "-l", "--full-tree", commit, *below)
        listing = self._ask(arguments, self._words.say("git does not answer."))
        for entry in listing.split(b"\0"):
            about, _, path = entry.partition(b"\t")
            parts = about.split()
            name = PurePosixPath(os.fsdecode(path))
            if parts and parts[0] in {b"100644", b"100755"} and ".." not in name.parts:
                yield _Blob(parts[2].decode(), int(parts[3]), name)

    def _ask(self, arguments: tuple[str, ...], otherwise: str, sent: bytes = b"") -> bytes:
        """What git answers; a complaint when it does not."""
        try:
            answer = subprocess.run(
                (*self._command, *arguments),
                input=sent,
                capture_output=True,
                check=True,
                timeout=TIMEOUT_SECONDS,
                env=_environment(),
            )
        except (OSError, ValueError, subprocess.SubprocessError):
            raise NoRevision(otherwise) from None
        return answer.stdout


def _environment() -> dict[str, str]:
    """The environment without git's own variables, which could lead it to another repository or program."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return {**kept, "GIT_TERMINAL_PROMPT": "0", "GIT_NO_LAZY_FETCH": "1", "LC_ALL": "C"}
