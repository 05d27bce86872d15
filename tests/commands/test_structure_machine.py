"""Structure edits in any order: the plan says what was asked, refusals change nothing, and no comment is lost."""

from __future__ import annotations

import copy
import re
import shutil
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from tests.commands.test_update_machine import ODD, comments
from tests.faces import NVO, roadmap
from tests.plan.written_plans import Content, content
from tests.thorough import IS_THOROUGH

LINES = """\
title: Lijnen
status_date: 2024-02-01
board: [een, drie]  # op de plaat
bodies:
  raad: {meetings: [2024-04-23, 2024-05-28]}
workstreams:
  voor:
    title: Voor
    deliverables:
      # begin
      een:
        duration: 2w  # geschat
        # binnen een

      twee: {duration: 1w, after: een}

      drie:
        duration: 3w
        after:
          - een  # na een
          - twee SS+1w
        note: |-
          Wat er
          bij hoort.
  na:
    title: Na
    after: "een FS+1d"
    deliverables:
        vier: {decided_by: raad, after: [twee, drie]}
  leeg:
    title: Leeg
deliverables:
  los:
    milestone: true
    workstream: na
    after: [vier, {deliverable: drie, type: FS}]
targets: {eind: {by: 2025-01-01, milestone: los}}
"""
PLANS = {
    **ODD,
    "lijnen": {"plan.yaml": LINES.encode()},
    "lijnen-windows": {"plan.yaml": b"\xef\xbb\xbf" + LINES.replace("\n", "\r\n").encode()},
    "lijnen-zonder-einde": {"plan.yaml": LINES.rstrip().encode()},
}
FRESH = [f"nieuw-{number}" for number in range(6)]


class Structure(RuleBasedStateMachine):
    """A plan on disk, and what it must say after each edit."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp()) / "plan"

    def teardown(self) -> None:
        shutil.rmtree(self.folder.parent)

    @initialize(name=st.sampled_from([*PLANS, *(["nvo"] if IS_THOROUGH else [])]))
    def begin(self, name: str) -> None:
        """Copy a plan."""
        if name == "nvo":
            shutil.copytree(NVO, self.folder)
        for file, text in PLANS.get(name, {}).items():
            self.folder.mkdir(exist_ok=True)
            (self.folder / file).write_bytes(text)

    @rule(data=st.data(), new=st.sampled_from(FRESH))
    def rename(self, data: st.DataObject, new: str) -> None:
        """Another id for a deliverable; a fresh one may have been of another one before."""
        before = self.view()
        if not before["deliverables"]:
            return
        old = data.draw(st.sampled_from(sorted(before["deliverables"])))
        expected = renamed(before, old, new)
        self.edit(["rename", old, new], expected, keeps=True)

    @rule(data=st.data(), new=st.sampled_from(FRESH), kind=st.sampled_from(["--duration=2w", "--milestone"]))
    def add(self, data: st.DataObject, new: str, kind: str) -> None:
        """A new deliverable behind another one."""
        expected = self.view()
        if not expected["deliverables"]:
            return
        workstream = data.draw(st.sampled_from([None, *sorted(expected["workstreams"])]))
        after = data.draw(st.sampled_from(sorted(expected["deliverables"])))
        record = {"duration": "2w"} if kind == "--duration=2w" else {"milestone": "true"}
        place = {"workstream": workstream} if workstream else {}
        is_taken = new in expected["deliverables"]
        if not is_taken:
            expected["deliverables"][new] = {**record, "after": after, **place}
        given = ["--workstream", workstream] if workstream else []
        self.edit(["add", new, kind, "--after", after, *given], expected, keeps=True)

    @rule(data=st.data())
    def move(self, data: st.DataObject) -> None:
        """A deliverable to another workstream."""
        expected = self.view()
        if not expected["deliverables"] or not expected["workstreams"]:
            return
        name = data.draw(st.sampled_from(sorted(expected["deliverables"])))
        workstream = data.draw(st.sampled_from(sorted(expected["workstreams"])))
        expected["deliverables"][name]["workstream"] = workstream
        self.edit(["move", name, workstream], expected, keeps=True)

    @rule(data=st.data(), relink=st.booleans())
    def remove(self, data: st.DataObject, relink: bool) -> None:  # noqa: FBT001 - drawn
        """A deliverable out of the plan."""
        expected = self.view()
        if not expected["deliverables"]:
            return
        name = data.draw(st.sampled_from(sorted(expected["deliverables"])))
        followed = listed(expected["deliverables"].pop(name).get("after"))
        for record in (*expected["deliverables"].values(), *expected["workstreams"].values()) if relink else ():
            hand_on(record, name, followed)
        if relink and name in listed(expected["other"].get("board")):
            expected["other"]["board"] = [shown for shown in expected["other"]["board"] if shown != name] or None
        self.edit(["remove", name, *(["--relink"] if relink else [])], expected, keeps=False)

    def edit(self, arguments: list[str], expected: Content, *, keeps: bool) -> None:
        """One edit, and what must be true after it."""
        before = self.files()
        command, *rest = arguments
        outcome = roadmap(command, self.folder, *rest)
        after = self.files()

        assert after.keys() == before.keys()
        if outcome.status:
            assert after == before
            assert outcome.err
            return
        assert plainly(self.view()) == plainly(expected), arguments
        old, new = (
            Counter(comment for text in files.values() for comment in comments(text)) for files in (before, after)
        )
        assert new == old if keeps else new <= old
        for file, text in after.items():
            assert text.startswith(b"\xef\xbb\xbf") == before[file].startswith(b"\xef\xbb\xbf")

    def files(self) -> dict[str, bytes]:
        """Everything in the folder."""
        return {
            path.relative_to(self.folder).as_posix(): path.read_bytes()
            for path in self.folder.rglob("*")
            if path.is_file()
        }

    def view(self) -> Content:
        """What the plan says, wherever it says it: deliverables with their workstream, workstreams, and the rest."""
        view: Content = {"deliverables": {}, "workstreams": {}, "other": {}}
        for text in self.files().values():
            whole = content(text.decode("utf-8-sig"))
            view["deliverables"].update(copy.deepcopy(whole.pop("deliverables", {})))
            for name, workstream in whole.pop("workstreams", {}).items():
                for inner, record in workstream.pop("deliverables", {}).items():
                    view["deliverables"][inner] = {**record, "workstream": name}
                view["workstreams"][name] = workstream
            view["other"].update(whole)
        return view


def listed(value: object) -> list[Any]:
    """One value stands for a list of one."""
    return value if isinstance(value, list) else [value] if value else []


def plainly(value: object) -> object:
    """Content in which one value and a list of it are the same, and nothing is no key."""
    if isinstance(value, dict):
        return {key: plainly(below) for key, below in value.items() if below not in (None, [])}
    if isinstance(value, list):
        return plainly(value[0]) if len(value) == 1 else [plainly(item) for item in value]
    return value


def renamed(view: Content, old: str, new: str) -> Content:
    """The view with a deliverable under another id."""
    taken = {
        *view["deliverables"],
        *(name for record in view["deliverables"].values() for name in listed(record.get("was"))),
    }
    whole = copy.deepcopy(view)
    record = whole["deliverables"].pop(old)
    former = listed(record.get("was"))
    record["was"] = former if old in former else [*former, old]
    whole["deliverables"][new] = record
    for one in (*whole["deliverables"].values(), *whole["workstreams"].values()):
        if "after" in one:
            one["after"] = [with_name(link, old, new) for link in listed(one["after"])]
    for target in whole["other"].get("targets", {}).values():
        target["milestone"] = with_name(target["milestone"], old, new)
    if "board" in whole["other"]:
        whole["other"]["board"] = [with_name(name, old, new) for name in listed(whole["other"]["board"])]
    return whole if new not in taken or new in former else view


def with_name(link: object, old: str, new: str) -> object:
    """A link, short or with keys, with another name in it."""
    if isinstance(link, dict):
        return {**link, "deliverable": with_name(link["deliverable"], old, new)}
    return re.sub(rf"^{old}(?=[ @]|$)", new, str(link))


def hand_on(record: Content, name: str, followed: list[str]) -> None:
    """What follows a deliverable that goes comes to follow what that followed."""
    links = listed(record.get("after"))
    if name in links:
        more = [link for link in followed if link not in links]
        record["after"] = [part for link in links for part in (more if link == name else [link])]


TestStructure = Structure.TestCase
TestStructure.settings = settings(max_examples=20 if IS_THOROUGH else 15, stateful_step_count=10)
