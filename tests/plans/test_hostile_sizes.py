"""Plans as large or as repetitive as a file may be are refused, or read, in bounded memory and processor time."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.running import run_python

pytestmark = [
    pytest.mark.thorough,
    pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is measured as on Linux"),
]
MAX_BYTES = 2_000_000
HEAD = "status_date: 2024-01-08\n"
# Ends the command at so many seconds of its own, and says how much memory it took at its peak, in kB.
MEASURED = """\
import resource, sys
resource.setrlimit(resource.RLIMIT_CPU, (15, 15))
from roadmap.commands import main
sys.argv[0] = "roadmap"
try:
    main()
finally:
    status = open("/proc/self/status", encoding="ascii").read()
    print(status.partition("VmHWM:")[2].split()[0], file=sys.stderr)
"""


def filled(head: str, line: Callable[[int], str], most: int = MAX_BYTES) -> str:
    """Lines behind a head, up to a size."""
    count = (most - len(head)) // len(line(99_999))
    return head + "".join(map(line, range(count)))


def streams() -> str:
    """A workstream after another of as many deliverables."""
    work = "".join(f"      a{number}: {{duration: 1d}}\n" for number in range(8_000))
    return f"{HEAD}workstreams:\n  een:\n    deliverables:\n{work}  twee:\n    after: een\n    deliverables:\n" + (
        work.replace("a", "b")
    )


def decisions() -> str:
    """Many decisions of a group of many bodies."""
    bodies = "".join(f"  b{number}: {{meetings: [2024-02-01]}}\n" for number in range(900))
    group = ", ".join(f"b{number}" for number in range(900))
    decisions = "".join(f"  d{number}: {{decided_by: g}}\n" for number in range(15_000))
    return f"{HEAD}bodies:\n{bodies}groups:\n  g: [{group}]\ndeliverables:\n{decisions}"


PLANS = {
    "carriage-returns": "\r" * MAX_BYTES,
    "nul": "\0" * MAX_BYTES,
    "deep": "[" * MAX_BYTES,
    "values": f"board: [{'a,' * 900_000}a]",
    "empty-lists": f"board: [{'[],' * 600_000}a]",
    "keys": filled(HEAD, lambda number: f"k{number}: v\n"),
    "no-kinds": filled(f"{HEAD}deliverables:\n", lambda number: f"  d{number}: {{x: 1}}\n", 500_000),
    "predecessors": filled(f"{HEAD}deliverables:\n", lambda n: f"  d{n}: {{duration: 1d, after: z{n}}}\n", 800_000),
    "includes": f"include: [{', '.join(f'a{number}.yaml' for number in range(120_000))}]",
    "patterns": f"include: [{', '.join(f'*{number}*/*' for number in range(100_000))}]",
    "folders": f"include: '{'*/' * 2_000}a.yaml'",
    "closed": f"{HEAD}calendars:\n  c: {{closed: [{'1900-01-01..2199-12-31, ' * 60_000}2024-01-01]}}\n"
    "deliverables:\n  d: {duration: 5d, calendar: c}\n",
    "links": streams(),
    "shares": decisions(),
    "calendars": filled(
        f"{HEAD}calendars:\n", lambda number: f"  c{number}: {{week: [mon], holidays: none}}\n", 500_000
    )
    + "".join(f"{'deliverables:' if not n else ''}\n  d{n}: {{duration: 1d, calendar: c{n}}}" for n in range(6_000)),
}


@pytest.mark.parametrize("name", sorted(PLANS))
def test_hostile_plan_takes_little_memory_and_ends_by_itself(tmp_path: Path, name: str) -> None:
    path = tmp_path / "plan.yaml"
    path.write_bytes(PLANS[name].encode())

    ran = run_python("-c", MEASURED, "check", path, environment={"PYTHONHASHSEED": "0"})

    assert ran.status in {1, 2}, ran.err[-500:]
    assert b"Traceback" not in ran.err
    assert int(ran.err.split()[-1]) < 300_000
    assert [found.name for found in tmp_path.iterdir()] == ["plan.yaml"]
