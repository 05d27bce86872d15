"""A plan as it stood at a revision of its git repository, by the program `git`, which is told to do nothing besides."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import NamedTuple

import click

from roadmap.export.words import Words, printable
from roadmap.plan.load import MAIN_FILE

SUFFIXES = (".yaml", ".yml")
MAX_FILES = 10_000
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
    *("-c", "safe.bareRepository=explicit"),
)


_LEADS_AWAY = re.compile(r"[\\:]|(^|/)\.\.(/|$)")


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
    main = path.name if path.is_file() else MAIN_FILE
    with TemporaryDirectory(prefix="roadmap-") as temporary:
        # The folder's name is the plan's id where the plan does not give one.
        copy = Path(temporary) / (folder.resolve().name or "plan")
        copy.mkdir()
        for blob, content in git.files(commit, prefix, main):
            target = copy.joinpath(*blob.path.relative_to(prefix).parts)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        if not (copy / main).exists():
            raise NoRevision(words.say("The plan was not there yet at {name}.", name=printable(revision)))
        yield copy / main if path.is_file() else copy


class _Git:
    """Questions to the program `git` about the repository of one folder."""

    def __init__(self, folder: Path, words: Words) -> None:
        self._words = words
        # Not one that lies in the folder where the command is given, or wherever else that is not said outright.
        places = [place for place in os.get_exec_path() if Path(place).is_absolute()]
        program = shutil.which("git", path=os.pathsep.join(places)) if places else None
        if program is None or not Path(program).is_absolute():
            raise NoRevision(words.say("To compare with a revision, the program git must be installed."))
        self._command = (program, "-C", str(folder), *OPTIONS)

    def commit(self, revision: str) -> str:
        """The commit that a revision names."""
        text = self._words.say('There is no baseline, plan or git revision "{name}" here.', name=printable(revision))
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
        otherwise = self._words.say("git does not answer.")
        answer = self._ask(("cat-file", "--batch"), otherwise, asked)
        begin = 0
        for blob in blobs:
            # A line with object, type and size, the content, and a line feed; another line where it is not at hand.
            head = f"{blob.id} blob {blob.size}\n".encode()
            if not answer.startswith(head, begin):
                raise NoRevision(self._words.say("git does not have all files of that revision here."))
            begin += len(head)
            yield blob, answer[begin : begin + blob.size]
            begin += blob.size + 1

    def _blobs(self, commit: str, prefix: PurePosixPath) -> Iterator[_Blob]:
        """Every ordinary file below a folder; what may lead anywhere is left out: links, and names of other systems."""
        below = () if prefix == PurePosixPath() else ("--", f"{prefix.as_posix()}/")
        arguments = ("ls-tree", "-r", "-z", "-l", "--full-tree", commit, *below)
        listing = self._ask(arguments, self._words.say("git does not answer."))
        for entry in listing.split(b"\0"):
            about, _, path = entry.partition(b"\t")
            parts = about.split()
            name = PurePosixPath(os.fsdecode(path))
            if parts and parts[0] in {b"100644", b"100755"} and not _LEADS_AWAY.search(name.as_posix()):
                yield _Blob(parts[2].decode(), int(parts[3]) if parts[3].isdigit() else 0, name)

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
