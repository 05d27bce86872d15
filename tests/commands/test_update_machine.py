"""Updates of a plan in any order: what was asked changes, all else stays, and the reverse gives the first bytes."""

from __future__ import annotations

import copy
import re
import shutil
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from roadmap.plan.editing.yaml_text import written
from tests.faces import NVO, roadmap
from tests.plan.written_plans import Content, content
from tests.thorough import IS_THOROUGH

SMALL = """\
# Een plan van één regel, op regels en in haken
title: Klein
status_date: 2024-02-01  # peildatum
bodies: {raad: {meetings: [2024-01-16, 2024-04-23]}, raad-oost: {meetings: 2024-04-16}}
groups: {raden: [raad, raad-oost]}
deliverables:
  een: {duration: 6w, title: "Een, of meer"}   # c

  # twee
  twee:
    duration: 3w
    after: een  # na een
    note: >-
      Wat er
      bij hoort.
  drie: {decided_by: raden, after: twee,}
  vier:
    decided_by: raad
    decided:
      # door de griffie

      raad: 2024-01-16   # zeker
    after: twee
  vijf: {
    milestone: true,  # m
    after: [drie, vier]
  }
targets: {eind: {by: 2025-01-01, milestone: vijf, kind: fatal}}"""
ODD = {
    "klein": {"plan.yaml": SMALL.encode()},
    "windows": {"plan.yaml": b"\xef\xbb\xbf" + SMALL.replace("\n", "\r\n").encode()},
    "gemengd": {
        "plan.yaml": SMALL.replace("#", "#\u00e9\U0001f600")
        .replace("een:", "een:", 1)
        .replace("\n\n", "\r\n\n")
        .encode()
    },
    "gedeeld": {
        "plan.yaml": b"include: '*.yml'\n",
        "lijn.yml": b"workstreams: {lijn: {deliverables: {een: {duration: 2w}, twee: {duration: 1w, after: een}}}}",
        "meer.yml": b"deliverables:\n    drie:\n        milestone: true\n        after: twee\n",
    },
}
PATHS = {
    "started": ("progress", "started"),
    "finished": ("progress", "finished"),
    "remaining": ("progress", "remaining"),
    "percent": ("progress", "percent"),
    "due": ("due",),
    "duration": ("duration",),
    "not_before": ("not_before",),
    "note": ("note",),
}
GONE = {"finished": ("remaining", "percent"), "remaining": ("percent",), "percent": ("remaining",)}
DAYS = st.dates().map(lambda day: f"{2023 + day.year % 2}-{day.month:02}-{day.day % 28 + 1:02}")
DURATIONS = st.sampled_from(["1d", "2w", "28ed", "10w"])
NOTES = st.one_of(
    st.sampled_from(
        ["klaar", "a: b", "nee # ja", "no", "'s avonds", '"zo"', "[x], {y}", "regel een\nregel twee", "- "]
    ),
    st.text(
        st.characters(codec="utf-8", exclude_categories=["C"], exclude_characters="\u2028\u2029\u180e"),
        min_size=1,
        max_size=30,
    ),
)
VALUES = {
    "started": DAYS,
    "finished": DAYS,
    "remaining": DURATIONS,
    "percent": st.integers(0, 100).map(str),
    "due": st.one_of(DAYS, st.sampled_from(["2024-Q2", "2024-03"])),
    "duration": DURATIONS,
    "not_before": DAYS,
    "note": NOTES,
}


class Updates(RuleBasedStateMachine):
    """A plan on disk, and what each of its files must say."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp()) / "plan"
        self.undo: tuple[list[str], dict[str, bytes]] | None = None

    def teardown(self) -> None:
        shutil.rmtree(self.folder.parent)

    @initialize(name=st.sampled_from([*ODD, *(["nvo"] if IS_THOROUGH else [])]))
    def begin(self, name: str) -> None:
        """Copy a plan."""
        if name == "nvo":
            shutil.copytree(NVO, self.folder)
        for file, text in ODD.get(name, {}).items():
            self.folder.mkdir(exist_ok=True)
            (self.folder / file).write_bytes(text)

    @rule(data=st.data(), keys=st.lists(st.sampled_from(list(PATHS)), min_size=1, max_size=2, unique=True))
    def report(self, data: st.DataObject, keys: list[str]) -> None:
        """Report one value or some of one deliverable, or take them out."""
        name = data.draw(st.sampled_from(sorted(self.records())))
        values = {key: data.draw(st.one_of(VALUES[key], st.just(""))) for key in keys}
        self.update([name, *self.options(values)], name, values)

    @rule(body=st.sampled_from(["raad", "raad-oost"]), day=st.one_of(DAYS, st.just("")))
    def decide(self, body: str, day: str) -> None:
        """Report what one body has decided."""
        name = "drie@" + body
        self.update([name, f"--finished={day}"], name, {"finished": day})

    @rule(day=st.one_of(DAYS, st.just("")))
    def move_status_date(self, day: str) -> None:
        """Another status date."""
        self.update([f"--status-date={day}"], "", {"status_date": day})

    @rule(day=DAYS)
    def look(self, day: str) -> None:
        """Only look at what an update would do."""
        before = self.files()
        roadmap("update", self.folder, f"--status-date={day}", "--dry-run")

        assert self.files() == before

    @precondition(lambda self: self.undo is not None)
    @rule()
    def reverse(self) -> None:
        """Take back the last update."""
        arguments, before = self.undo or ([], {})
        outcome = roadmap("update", self.folder, *arguments)

        assert outcome.status == 0, (arguments, outcome)
        assert self.files() == before
        self.undo = None

    def update(self, arguments: list[str], name: str, values: dict[str, str]) -> None:
        """One update, and what must be true after it."""
        before = self.files()
        outcome = roadmap("update", self.folder, *arguments)
        after = self.files()

        self.undo = None
        if outcome.status:
            assert after == before
            assert outcome.err
            return
        for file, old in before.items():
            old_content, new_content = (content(text.decode("utf-8-sig")) for text in (old, after[file]))
            assert new_content == expected(old_content, name, values)
            assert old.startswith(b"\xef\xbb\xbf") == after[file].startswith(b"\xef\xbb\xbf")
            assert comments(old) == comments(after[file])
        reverse = self.reversed(name, values, before)
        self.undo = (reverse, before) if reverse else None

    def reversed(self, name: str, values: dict[str, str], before: dict[str, bytes]) -> list[str]:
        """The update that takes one back: of a value that was not there, or that stood in its plainest form."""
        (key, value), *more = values.items()
        whole, _, body = name.partition("@")
        contents = {file: content(text.decode("utf-8-sig")) for file, text in before.items()}
        records = dict(entry for one in contents.values() for entry in found(one))
        record = records.get(whole) if whole else contents["plan.yaml"]
        if more or not record or (key == "finished" and "decided_by" in record and not body):
            return []
        path = ("decided", body) if body else PATHS.get(key, (key,))
        holder = record if len(path) == 1 else record.get(path[0], {})
        old = holder.get(path[-1], "")
        makes_room = value and not body and any(other in holder for other in GONE.get(key, ()))
        # What was taken out comes back at the end of its record.
        comes_back = not old or (value and written(old, in_flow=True) == old)
        option = f"--{key.replace('_', '-')}={old}"
        return [*([name] if name else []), option] if comes_back and not makes_room else []

    def files(self) -> dict[str, bytes]:
        """Everything in the folder."""
        return {
            path.relative_to(self.folder).as_posix(): path.read_bytes()
            for path in self.folder.rglob("*")
            if path.is_file()
        }

    def records(self) -> list[str]:
        """The ids of all deliverables."""
        return [name for text in self.files().values() for name, _ in found(content(text.decode("utf-8-sig")))]

    @staticmethod
    def options(values: dict[str, str]) -> list[str]:
        """Values as options."""
        return [f"--{key.replace('_', '-')}={value}" for key, value in values.items()]


def found(whole: Content) -> list[tuple[str, Any]]:
    """The deliverables in a file, with what they say."""
    lines = (whole.get("workstreams") or {}).values()
    holders = [whole.get("deliverables") or {}, *(line.get("deliverables") or {} for line in lines)]
    return [entry for holder in holders for entry in holder.items()]


def comments(text: bytes) -> list[bytes]:
    """The comments of a file, from their sign on; those of the plans above stand behind two blanks or on their line."""
    # A sign within a value has one blank before it.
    found = (re.search(rb"(?:^|  )(#.*)$", line.strip()) for line in text.split(b"\n"))
    return [match[1] for match in found if match is not None]


def expected(before: Content, name: str, values: dict[str, str]) -> Content:
    """What a file must say after an update, by the rules of the page about commands."""
    whole = copy.deepcopy(before)
    if not name:
        return (
            _with(whole, ("status_date",), values["status_date"]) if "title" in whole or "include" in whole else whole
        )
    deliverable, _, body = name.partition("@")
    record = dict(found(whole)).get(deliverable)
    if record is None:
        return whole
    for key, value in values.items():
        path = PATHS[key]
        if key == "finished" and "decided_by" in record and "finished" not in record.get("progress", {}):
            path = ("decided", body or record["decided_by"])
        _with(record, ("decided", body) if body else path, value)
        for other in GONE.get(key, ()) if value and not body else ():
            _with(record, PATHS[other], "")
    return whole


def _with(record: Content, path: tuple[str, ...], value: str) -> Content:
    holder = record if len(path) == 1 else record.setdefault(path[0], {})
    had = path[-1] in holder
    if value:
        holder[path[-1]] = value
    else:
        holder.pop(path[-1], None)
    if len(path) > 1 and not holder and (had or not value):
        del record[path[0]]
    return record


TestUpdates = Updates.TestCase
TestUpdates.settings = settings(max_examples=50 if IS_THOROUGH else 20, stateful_step_count=15)
