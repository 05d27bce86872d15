"""The examples that the pages work out, against what the program makes of them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from tests.docs.test_docs import BLOCK, keys, sections, table
from tests.faces import deliverables, status_of


def test_example_of_progress_gives_the_dates_of_its_table(tmp_path: Path) -> None:
    section = sections("scheduling.md")["An example of progress"]
    ((_, text),) = BLOCK.findall(section)
    path = tmp_path / "plan.yaml"
    path.write_text(text, encoding="utf-8")
    found = deliverables(status_of(path))
    rows = table(section, "Item")

    assert sorted(keys(rows)) == sorted(found)
    for (_, start, finish, _), name in zip(rows, keys(rows), strict=True):
        assert (start, finish) == (in_words(found[name]["early_start"]), in_words(found[name]["early_finish"]))


def in_words(day: str) -> str:
    """A day of the year as the pages write it."""
    when = date.fromisoformat(day)
    return f"{when.day} {when:%B}"
