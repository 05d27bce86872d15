"""Plans that cannot stand in the repository as plain files: each is built when its test runs."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

SOUND = "status_date: 2024-01-08\ndeliverables:\n  gereed: {milestone: true}\n"
MAX_BYTES = 2_000_000


@dataclass(frozen=True, slots=True)
class Situation:
    """A plan that is refused: how it is made in a folder, and its one finding."""

    name: str
    build: Callable[[Path], Path]
    code: str
    status: int
    place: str


def write(folder: Path, name: str, content: str | bytes = SOUND) -> Path:
    """A file in a folder, with the folders on its way."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return path


def including(folder: Path, entry: str) -> Path:
    """A plan that includes one thing."""
    return write(folder, "plan/plan.yaml", f"status_date: 2024-01-08\ninclude: {entry}\n").parent


def _nothing(folder: Path) -> Path:
    return folder / "plan.yaml"


def _empty_folder(folder: Path) -> Path:
    return folder


def _long_name(folder: Path) -> Path:
    return folder / ("lang" * 100)


def _device(_folder: Path) -> Path:
    return Path("/dev/zero")


def _fifo(folder: Path) -> Path:
    path = folder / "plan.yaml"
    os.mkfifo(path)
    return path


def _folder_as_plan(folder: Path) -> Path:
    (folder / "plan.yaml").mkdir()
    return folder


def _loop(folder: Path) -> Path:
    path = folder / "plan.yaml"
    path.symlink_to(path)
    return path


def _dangling(folder: Path) -> Path:
    path = folder / "plan.yaml"
    path.symlink_to(folder / "weg.yaml")
    return folder


def _too_large(folder: Path) -> Path:
    return write(folder, "plan.yaml", SOUND + "#" * (MAX_BYTES + 1 - len(SOUND)))


def _not_utf_8(folder: Path) -> Path:
    return write(folder, "plan.yaml", "title: coördinatie\n".encode("cp1252"))


def _utf_16(folder: Path) -> Path:
    return write(folder, "plan.yaml", SOUND.encode("utf-16"))


def _lone_surrogate(folder: Path) -> Path:
    return write(folder, "plan.yaml", "id: p\ntitle: 'é\ud83d'\n".encode("utf-8", "surrogatepass"))


def _includes_loop(folder: Path) -> Path:
    plan = including(folder, "lus.yaml")
    (plan / "lus.yaml").symlink_to(plan / "lus.yaml")
    return plan


def _includes_way_out(folder: Path) -> Path:
    write(folder, "elders.yaml")
    plan = including(folder, "binnen.yaml")
    (plan / "binnen.yaml").symlink_to(folder / "elders.yaml")
    return plan


def _includes_folder_out(folder: Path) -> Path:
    write(folder, "elders/lijn.yaml")
    plan = including(folder, "'*/*.yaml'")
    (plan / "lijnen").symlink_to(folder / "elders")
    return plan


def _includes_device(folder: Path) -> Path:
    plan = including(folder, "nul.yaml")
    (plan / "nul.yaml").symlink_to("/dev/zero")
    return plan


def _includes_fifo(folder: Path) -> Path:
    plan = including(folder, "'*.yaml'")
    os.mkfifo(plan / "pijp.yaml")
    return plan


def _includes_folder(folder: Path) -> Path:
    write(folder, "plan/lijnen/visie.yaml")
    return including(folder, "lijnen")


def _includes_long_name(folder: Path) -> Path:
    return including(folder, "lang" * 100)


def _includes_too_many(folder: Path) -> Path:
    plan = including(folder, "lijnen/*.yaml")
    for number in range(1_001):
        write(plan, f"lijnen/{number}.yaml", "")
    return plan


def _includes_too_large(folder: Path) -> Path:
    write(folder, "plan/groot.yaml", SOUND + "#" * MAX_BYTES)
    return including(folder, "groot.yaml")


SITUATIONS = (
    Situation("nothing-there", _nothing, "no-plan", 2, "None:None:None"),
    Situation("empty-folder", _empty_folder, "no-plan", 2, "None:None:None"),
    Situation("name-too-long", _long_name, "unreadable-file", 2, "None:None:None"),
    Situation("device", _device, "not-a-file", 2, "zero:1:1"),
    Situation("fifo", _fifo, "not-a-file", 2, "plan.yaml:1:1"),
    Situation("folder-named-plan", _folder_as_plan, "not-a-file", 2, "plan.yaml:1:1"),
    Situation("symlink-loop", _loop, "unreadable-file", 2, "plan.yaml:1:1"),
    Situation("symlink-to-nothing", _dangling, "unreadable-file", 2, "plan.yaml:1:1"),
    Situation("one-byte-too-large", _too_large, "file-too-large", 2, "plan.yaml:1:1"),
    Situation("another-encoding", _not_utf_8, "not-utf-8", 2, "plan.yaml:1:10"),
    Situation("utf-16", _utf_16, "not-utf-8", 2, "plan.yaml:1:1"),
    Situation("lone-surrogate", _lone_surrogate, "not-utf-8", 2, "plan.yaml:2:10"),
    Situation("include-of-symlink-loop", _includes_loop, "unreadable-file", 1, "plan.yaml:2:10"),
    Situation("include-of-symlink-out", _includes_way_out, "include-outside-folder", 1, "plan.yaml:2:10"),
    Situation("include-through-folder-out", _includes_folder_out, "include-outside-folder", 1, "plan.yaml:2:10"),
    Situation("include-of-device", _includes_device, "include-outside-folder", 1, "plan.yaml:2:10"),
    Situation("include-of-fifo", _includes_fifo, "not-a-file", 2, "pijp.yaml:1:1"),
    Situation("include-of-folder", _includes_folder, "not-a-file", 2, "lijnen:1:1"),
    Situation("include-of-long-name", _includes_long_name, "unreadable-file", 1, "plan.yaml:2:10"),
    Situation("include-of-too-many", _includes_too_many, "too-many-files", 1, "plan.yaml:2:10"),
    Situation("include-of-too-large", _includes_too_large, "file-too-large", 2, "groot.yaml:1:1"),
)
