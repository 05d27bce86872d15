"""Plan files as people write them: every style of YAML that the dialect allows, with comments in odd places."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count
from typing import Any, cast

import yaml
from hypothesis import strategies as st

PLAIN = st.sampled_from(["3w", "2023-01-10", "2023-Q3", "40", "programmamanager", "een twee", "foto's nee"])
Content = dict[str, Any]
TEXTS = st.one_of(
    PLAIN,
    st.sampled_from(
        [
            "no",
            "null",
            "0344",
            "12:30",
            "a: b",
            "x # y",
            "- z",
            "[q",
            "{",
            "'q'",
            '"z"',
            "foto's: drie",
            "C:\\x",
            "eind:",
        ]
    ),
    st.text(
        st.characters(codec="utf-8", exclude_categories=["C", "Z"], include_characters=" \n"), min_size=1, max_size=20
    ),
)
NAMES = ("een", "twee", "drie", "0344", "no")
PATHS = (
    ("title",),
    ("note",),
    ("due",),
    ("duration",),
    ("not_before",),
    ("progress", "started"),
    ("progress", "finished"),
    ("progress", "remaining"),
    ("decided", "raad-almelo"),
    ("decided", "0344"),
)


@dataclass(frozen=True, slots=True)
class WrittenPlan:
    """The text of a plan file; every comment in it is another one, with its line break and blank behind the sign."""

    text: str
    names: tuple[str, ...]


class _Pen:
    """Writes a plan line by line, drawing how."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw
        self.step = draw(st.sampled_from([2, 4]))
        self.breaks = draw(st.sampled_from([["\n"], ["\r\n"], ["\n", "\r\n"]]))
        self.numbers = count(1)
        self.parts: list[str] = []

    def line(self, depth: int, text: str) -> None:
        """One line, now and then with a comment behind it, and a comment or an empty line after it."""
        blank = " " * (self.step * depth)
        self.parts.append(blank + text + self.comment("  ") + self.draw(st.sampled_from(self.breaks)))
        if self.draw(st.integers(0, 9)) == 0:
            other = self.draw(st.sampled_from(["", f"{blank}{self.comment('', always=True)}"]))
            self.parts.append(other + self.draw(st.sampled_from(self.breaks)))

    def comment(self, before: str, *, always: bool = False) -> str:
        """A comment that occurs nowhere else, or nothing."""
        if not always and self.draw(st.integers(0, 3)):
            return ""
        return f"{before}# c{next(self.numbers)}."

    def scalar(self, value: str) -> str:
        """A value on one line, in quotes or without."""
        quoted = [f"'{value}'".replace("foto's", "foto''s"), f'"{value}"']
        return str(self.draw(st.sampled_from([value, value, *quoted])))

    def entry(self, depth: int, key: str, value: Content | str) -> None:
        """A key with its value, in one of the styles that fit."""
        if isinstance(value, dict):
            self.mapping(depth, key, value)
        elif self.draw(st.integers(0, 5)) == 0:
            self.block(depth, key, value)
        else:
            self.line(depth, f"{key}: {self.scalar(value)}")

    def mapping(self, depth: int, key: str, value: Content) -> None:
        """Keys on lines of their own, within brackets on one line, or on several."""
        style = self.draw(st.sampled_from(["block", "flow", "lines"])) if value else "flow"
        if style == "flow":
            self.line(depth, f"{key}: {self.flow(value)}")
            return
        self.line(depth, f"{key}:" if style == "block" else f"{key}: {{")
        for inner, below in value.items():
            if style == "block":
                self.entry(depth + 1, inner, below)
            else:
                self.line(depth + 1, f"{inner}: {self.flow(below)},")
        if style == "lines":
            self.line(depth, "}")

    def block(self, depth: int, key: str, value: str) -> None:
        """A value on lines of its own, without comments: those would belong to it."""
        head = self.draw(st.sampled_from(["|", ">", "|-", ">-", "|+"]))
        ends = self.draw(st.sampled_from(self.breaks))
        self.parts.append(f"{' ' * self.step * depth}{key}: {head}{ends}{' ' * self.step * (depth + 1)}{value}{ends}")

    def flow(self, value: Content | str) -> str:
        """A value within brackets."""
        if not isinstance(value, dict):
            return self.scalar(value)
        comma = self.draw(st.sampled_from(["", ","])) if value else ""
        return "{" + ", ".join(f"{key}: {self.flow(below)}" for key, below in value.items()) + comma + "}"


@st.composite
def written_plans(draw: st.DrawFn) -> WrittenPlan:
    """A plan file in any style, with what it says left to the one who reads it."""
    pen = _Pen(draw)
    names = tuple(draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=3, unique=True)))
    for key in draw(st.lists(st.sampled_from(["title", "label", "status_date"]), unique=True)):
        pen.entry(0, key, draw(PLAIN))
    records = {name: draw(_records()) for name in names}
    if draw(st.booleans()):
        pen.entry(0, "deliverables", records)
    else:
        pen.entry(0, "workstreams", {"lijn": {"title": "Lijn", "deliverables": records}})
    text = "".join(pen.parts)
    return WrittenPlan(text.rstrip("\r\n") if draw(st.booleans()) else text, names)


def _records() -> st.SearchStrategy[Content]:
    single = st.sampled_from([path[0] for path in PATHS if len(path) == 1])
    below = {key: [path[-1] for path in PATHS if path[0] == key] for key in ("progress", "decided")}
    nested = {key: st.dictionaries(st.sampled_from(inner), PLAIN) for key, inner in below.items()}
    return st.tuples(st.dictionaries(single, PLAIN), st.fixed_dictionaries({}, optional=nested)).map(
        lambda pair: {**pair[0], **pair[1]}
    )


def content(text: str) -> Content:
    """What a file says to another reader, all of it text."""
    # This loader builds nothing but text, lists and mappings.
    return cast("Content", yaml.load(text, Loader=yaml.BaseLoader))  # noqa: S506
