"""Expected outputs as files, compared byte for byte; `make golden` writes them anew, then read the diff."""

from __future__ import annotations

import os
from pathlib import Path

GOLDEN = Path(__file__).parent / "golden"


def check_golden(name: str, text: str) -> None:
    """Compare a text with the golden file of that name; under ROADMAP_GOLDEN=1 write it."""
    path = GOLDEN / name
    if os.environ.get("ROADMAP_GOLDEN") == "1":
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(text.encode("utf-8"))
    expected = path.read_bytes() if path.exists() else b""

    assert text.encode("utf-8").decode("utf-8") == expected.decode("utf-8"), f"{name}: `make golden` writes it anew"
