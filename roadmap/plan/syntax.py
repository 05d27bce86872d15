"""Why a text cannot be read as YAML, in a planner's terms: the mistake itself, and not where the parser gave up.

A parser names what it cannot go on with, which often stands on a later line. This reads the lines as a planner writes
them, by their indentation, and stops at the first that cannot stand where it does.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from roadmap.plan.syntax_values import (
    OPENERS,
    CauseError,
    ReadValue,
    colon_in,
    end_of_line,
    missing_blank,
    quote_needed,
    read_quoted,
    read_value,
    without_comment,
)

_INDENT = re.compile(r"^ *+(?=[^\s#])", re.MULTILINE)
_TIGHT_KEY = re.compile(r"([\w-]+):(?!//)(\S.*)")
_TIGHT_OPENING = re.compile(r"[\w-]+:(?=[\[{\"'])")
_TIGHT_DASH = re.compile(r"-(?=[^\s-])")
_WORD = re.compile(r"([\w-]+)[ ]*(.*)")


def find_cause(text: str, mark: int) -> CauseError | None:
    """What is wrong with a text at or before ``mark``, where a parser gave up; None when that cannot be told."""
    stop = end_of_line(text, min(mark, len(text)))
    reading = _Reading(text, mark)
    try:
        while reading.position <= stop:
            reading.read_line()
    except CauseError as cause:
        return cause if cause.start <= stop else None
    return None


@dataclass
class _Block:
    """Keys or items below one another: how far they are indented, how many there are so far, where the first stands."""

    indent: int
    is_list: bool
    first: tuple[int, int]
    entries: int = 1


@dataclass(frozen=True)
class _Plain:
    """A text without quotes that later lines may go on with; ``is_own`` when it began on a line of its own."""

    start: int
    stop: int
    is_own: bool
    has_comment: bool


class _Reading:
    """Reads a text line by line, and raises CauseError at the first that cannot stand there."""

    def __init__(self, text: str, mark: int) -> None:
        self.text, self.mark = text, mark
        self.position = 0
        self.blocks: list[_Block] = []
        self.is_waiting = True
        """Whether the last key or dash has no value yet."""
        self.plain: _Plain | None = None
        self.indents: Counter[int] | None = None

    def read_line(self) -> None:
        """Read the line at the position, and what belongs to it on further lines."""
        text, begin = self.text, self.position
        stop = end_of_line(text, begin)
        self._go_behind(stop)
        content = without_comment(text[begin:stop]).rstrip()
        start = begin + len(content) - len(content.lstrip(" "))
        if not content:
            return
        if content.lstrip(" ").startswith(("? ", ": ")):
            # Keys that are no single word: nobody writes them, and the parser speaks for itself.
            self.position = len(text) + 1
            return
        if content.startswith(("---", "...", "%")):
            self.blocks, self.is_waiting, self.plain = [], True, None
            return
        stop = begin + len(content)
        if self.plain is not None and start - begin > self._floor():
            self._continue(start, stop)
            return
        self.plain = None
        self._entry(begin, start, stop)

    def _go_behind(self, offset: int) -> None:
        end = self.text.find("\n", offset)
        self.position = len(self.text) + 1 if end < 0 else end + 1

    def _floor(self) -> int:
        return self.blocks[-1].indent if self.blocks else -1

    def _entry(self, begin: int, start: int, stop: int) -> None:
        """Items and keys that begin on one line, up to the value behind them."""
        text = self.text
        tight = _TIGHT_DASH.match(text, start, stop)
        if tight and any(block.is_list and block.indent == start - begin for block in self.blocks):
            raise missing_blank(text, start, start + 1, stop)
        start = self._items(begin, start, stop)
        if start >= stop:
            return
        if _TIGHT_OPENING.match(text, start, stop):
            raise self._without_colon(start, stop)
        key = self._end_of_key(start, stop)
        if key is None:
            self._text(begin, start, stop)
            return
        self._open(start - begin, (start, key), is_list=False)
        value = text.index(":", key) + 1
        while value < stop and text[value] == " ":
            value += 1
        if value >= stop:
            self.is_waiting = True
            return
        self._value(value, stop, start - begin)

    def _items(self, begin: int, start: int, stop: int) -> int:
        """Open the items that begin on a line; the offset behind their dashes."""
        text = self.text
        while start < stop and text[start] == "-" and text[start + 1 : start + 2] in {"", " ", "\n", "\r"}:
            self._open(start - begin, (start, start + 1), is_list=True)
            self.is_waiting = True
            start += 1
            while start < stop and text[start] == " ":
                start += 1
        return start

    def _end_of_key(self, start: int, stop: int) -> int | None:
        """Where the key ends that begins here; None when none does."""
        text = self.text
        if text[start] in "[{":
            return None
        if text[start] in "\"'":
            end = read_quoted(text, start)
            return end if end < stop and text[end:stop].lstrip().startswith(":") else None
        colon = colon_in(text[start:stop])
        return None if colon < 0 else start + len(text[start : start + colon].rstrip())

    def _value(self, start: int, stop: int, column: int, *, is_own: bool = False) -> None:
        read = read_value(self.text, start, end_of_line(self.text, start), column, self.mark)
        self.is_waiting = False
        if read.sort == "plain":
            self.plain = _Plain(start, stop, is_own, has_comment=end_of_line(self.text, start) > stop)
        elif read.sort == "block":
            self._pass_block(read)
        else:
            self._go_behind(read.end)

    def _pass_block(self, header: ReadValue) -> None:
        """Pass the lines of a text that is set apart; the first says how far they are indented."""
        indent, first = None, (0, 0)
        while self.position <= len(self.text):
            begin, stop = self.position, end_of_line(self.text, self.position)
            content = self.text[begin:stop].lstrip(" ")
            found = stop - begin - len(content)
            if content and found <= self._floor():
                return
            if content and indent is None:
                first, indent = (begin + found, stop), found
            elif content and indent is not None and found < indent and not header.is_indented_by_number:
                if self._is_rarer(indent, found):
                    raise _badly_indented(*first, indent, (found,))
                raise _badly_indented(begin + found, stop, found, (indent,))
            self._go_behind(stop)

    def _continue(self, start: int, stop: int) -> None:
        """A line that goes on with the text above it, unless it is a key."""
        content = self.text[start:stop]
        colon = colon_in(content)
        plain = self.plain
        if plain is None or (colon < 0 and not (plain.is_own and plain.has_comment)):
            return
        if plain.is_own:
            raise self._without_colon(plain.start, plain.stop)
        if " " in content[:colon].strip():
            raise quote_needed(self.text, start, stop, ":")
        begin = self.text.rfind("\n", 0, start) + 1
        raise self._misfit(start - begin, (start, start + colon), [])

    def _text(self, begin: int, start: int, stop: int) -> None:
        """A value on a line of its own; where none can stand, a key that lacks its colon."""
        column = start - begin
        if self.is_waiting and (column > self._floor() or not self.blocks):
            is_own = not self.text[begin:start].strip()
            self._value(start, stop, column - 1, is_own=is_own)
            return
        first = self.text[start]
        if first in OPENERS:
            raise CauseError("unmatched-bracket", start, start + 1, bracket=first, missing=OPENERS[first])
        raise self._without_colon(start, stop)

    def _without_colon(self, start: int, stop: int) -> CauseError:
        """A line that is a key but for its colon, or the blank behind that."""
        content = self.text[start:stop]
        tight = _TIGHT_KEY.fullmatch(content)
        if tight is not None:
            return missing_blank(self.text, start, start + tight.start(2), stop)
        word = _WORD.fullmatch(content)
        key, rest = (word[1], word[2]) if word is not None else (content, "")
        return CauseError("missing-colon", start, start + len(key), written=f"{key}: {rest}".strip()[:80])

    def _open(self, indent: int, place: tuple[int, int], *, is_list: bool) -> None:
        """A key or an item so far indented: the next of a block, the first of a new one, or one that fits nowhere."""
        left: list[_Block] = []
        while self.blocks and self._is_left_for(self.blocks[-1], indent, is_list=is_list):
            left.append(self.blocks.pop())
        top = self.blocks[-1] if self.blocks else None
        if top is not None and top.indent == indent and top.is_list == is_list:
            top.entries += 1
        elif left or not (self.is_waiting or top is None):
            raise self._misfit(indent, place, left)
        else:
            self.blocks.append(_Block(indent, is_list, place))
        self.is_waiting = is_list

    def _is_left_for(self, block: _Block, indent: int, *, is_list: bool) -> bool:
        if block.indent > indent:
            return True
        # Items may stand right below their key, so keys at the same indentation end them.
        return block.indent == indent and block.is_list and not is_list

    def _misfit(self, indent: int, place: tuple[int, int], left: list[_Block]) -> CauseError:
        """Which of two lines stands at the wrong indentation: this one, or the one that began the block before it."""
        begun = [*left[-1:], *self.blocks[-1:]]
        for block in begun:
            if block.entries == 1 and self._is_rarer(block.indent, indent):
                return _badly_indented(*block.first, block.indent, (indent,))
        return _badly_indented(*place, indent, tuple(sorted({block.indent for block in begun})))

    def _is_rarer(self, indent: int, other: int) -> bool:
        """Whether fewer lines are so far indented than otherwise; of as many an odd indentation is the mistake."""
        if self.indents is None:
            self.indents = Counter(map(len, _INDENT.findall(self.text)))
        count, others = self.indents[indent], self.indents[other]
        return count < others or (count == others and indent % 2 > other % 2)


def _badly_indented(start: int, end: int, found: int, fitting: tuple[int, ...]) -> CauseError:
    return CauseError("bad-indentation", start, end, found=found, fitting=tuple(str(indent) for indent in fitting))
