"""Whether each case of the list in the definitions has its test, by name."""

from __future__ import annotations

import re
from pathlib import Path

CASES = 30
STILL_TO_COME: set[int] = set()
NAME = re.compile(r"^def test_e(\d\d)_\w+\(", re.MULTILINE)


def test_every_edge_case_has_a_test_of_its_number() -> None:
    sources = [path.read_text(encoding="utf-8") for path in sorted(Path(__file__).parents[1].rglob("test_*.py"))]
    numbers = {int(number) for source in sources for number in NAME.findall(source)}

    assert numbers == set(range(1, CASES + 1)) - STILL_TO_COME
