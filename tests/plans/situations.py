"""Plans that cannot stand in the repository as plain files: each is built when its test runs."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

SOUND = "status_date: 2024-01-08\ndeliverables:\n  gereed: {milestone: true}\n"
HEAD = "status_date: 2024-01-08\n"
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


def _includes_unprintable_name(folder: Path) -> Path:
    plan = including(folder, "'*.yaml'")
    write(plan, "lijn\x1b[31m.yaml", "")
    return plan


def _includes_too_many_patterns(folder: Path) -> Path:
    return including(folder, f"[{', '.join(['l*.yaml'] * 101)}]")


def _includes_circle(folder: Path) -> Path:
    plan = including(folder, f"'{'*/' * 18}weg.yaml'")
    for name in ("een", "twee", "drie"):
        (plan / name).symlink_to(plan)
    return plan


def _includes_too_many_bytes(folder: Path) -> Path:
    plan = including(folder, "lijnen/*.yaml")
    for number in range(16):
        write(plan, f"lijnen/{number}.yaml", "#" * MAX_BYTES)
    return plan


def _too_many_values(folder: Path) -> Path:
    return write(folder, "plan.yaml", f"{HEAD}board: [{'a, ' * 100_000}a]\n")


def _too_many_errors(folder: Path) -> Path:
    return write(folder, "plan.yaml", HEAD + "".join(f"sleutel-{number}: x\n" for number in range(501)))


def _too_many_records(folder: Path) -> Path:
    calendars = "".join(f"  kalender-{number}: {{week: [mon]}}\n" for number in range(101))
    return write(folder, "plan.yaml", f"{HEAD}calendars:\n{calendars}")


def _too_many_shares(folder: Path) -> Path:
    names = [f"raad-{number}" for number in range(500)]
    bodies = "".join(f"  {name}: {{meetings: [2024-02-01]}}\n" for name in names)
    decisions = "".join(f"  besluit-{number}: {{decided_by: raden}}\n" for number in range(41))
    plan = f"bodies:\n{bodies}groups:\n  raden: [{', '.join(names)}]\ndeliverables:\n{decisions}"
    return write(folder, "plan.yaml", HEAD + plan)


def _too_many_links(folder: Path) -> Path:
    work = "".join(f"      werk-{number}: {{duration: 1d}}\n" for number in range(710))
    streams = f"  een:\n    deliverables:\n{work}  twee:\n    after: een\n    deliverables:\n"
    return write(folder, "plan.yaml", f"{HEAD}workstreams:\n{streams}{work.replace('werk', 'meer')}")


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
    Situation("include-of-unprintable-name", _includes_unprintable_name, "unprintable-name", 1, "plan.yaml:2:10"),
    Situation("include-by-too-many-patterns", _includes_too_many_patterns, "too-many-files", 1, "plan.yaml:2:11"),
    Situation("include-through-links-in-a-circle", _includes_circle, "include-not-found", 1, "plan.yaml:2:10"),
    Situation("include-of-too-many-bytes", _includes_too_many_bytes, "plan-too-large", 1, "plan.yaml:2:10"),
    Situation("too-many-values", _too_many_values, "too-many-values", 2, "plan.yaml:2:299991"),
    Situation("too-many-records", _too_many_records, "too-many-records", 1, "plan.yaml:103:3"),
    Situation("too-many-shares", _too_many_shares, "too-many-shares", 1, "plan.yaml:546:28"),
    Situation("too-many-links", _too_many_links, "too-many-links", 1, "plan.yaml:1:1"),
)
