"""One value of a YAML text that cannot be read: how far it goes, or what is wrong with it.

Quoted texts, lists in brackets, keys in braces, blocks of text and plain texts are told apart by their first character.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from roadmap.findings import Value
from roadmap.plan.suggestions import DUTCH_KEYS

MAX_WRITTEN = 60
KNOWN_KEYS = frozenset(
    {*DUTCH_KEYS, *DUTCH_KEYS.values(), "by", "per", "kind", "every", "week", "days", "unit", "include"}
)
"""Words that are keys where a colon stands behind them."""
CLOSERS = {"[": "]", "{": "}"}
OPENERS = {closer: opener for opener, closer in CLOSERS.items()}

NEVER_FIRST = "@`%"
PROPERTIES = "*&!"
"""With these an alias, an anchor or a tag begins, which YAML can read and a plan does not have."""

_QUOTED = {
    '"': re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"', re.DOTALL),
    "'": re.compile(r"'[^']*+(?:''[^']*+)*+'"),
}
_BLOCK_HEADER = re.compile(r"[|>][-+]?(\d?)[-+]?[ ]*(?:[ ]#.*)?")
_COMMENT = re.compile(r"(?:^|[ ])#.*")
_COLON = re.compile(r":(?=[ ]|$)")
_ENTRY_END = re.compile(r"[,\]}\r\n]")
_IN_FLOW = re.compile(
    r"(?P<line>\n[ ]*+)(?=(?P<key>[\w-]++:(?=\s|$)|-[ ])?)"
    r"|(?P<blank>[ \r]++(?:\#[^\n]*+)?)"
    r"|(?P<bracket>[\[\]{}])|(?P<comma>,)|(?P<colon>:(?=[\s,\[\]{}]|$))"
    r"|(?P<word>[^\s,\[\]{}:]++|:)"
)


class CauseError(Exception):
    """What is wrong with a text: the code of its finding, between which offsets it stands, and its parameters."""

    def __init__(self, code: str, start: int, end: int, **params: Value) -> None:
        """Keep them."""
        super().__init__(code)
        self.code, self.start, self.end, self.params = code, start, end, params


@dataclass(frozen=True, slots=True)
class ReadValue:
    """A value: where it ends, and of what sort it is.

    After a ``plain`` one, lines that are indented go on with it; a ``block`` has all its text on lines that follow.
    """

    end: int
    sort: str
    is_indented_by_number: bool = False


def read_value(text: str, start: int, stop: int, column: int, mark: int) -> ReadValue:
    """The value on the line that stops at ``stop``; raise CauseError when it is broken.

    ``column`` is that of its key, or of itself when it has none; ``mark`` is where the parser gave up.
    """
    first = text[start]
    if first in _QUOTED:
        end = read_quoted(text, start)
        _check_behind_quote(text, start, end)
        return ReadValue(end, "closed")
    if first in CLOSERS:
        end = _read_flow(_Flow(text, column, mark), start)
        _check_behind_bracket(text, end)
        return ReadValue(end, "closed")
    content = text[start:stop]
    if first in "|>":
        header = _BLOCK_HEADER.fullmatch(content)
        if header is None:
            raise quote_needed(text, start, stop, first)
        return ReadValue(stop, "block", bool(header[1]))
    _check_plain(text, start, stop, mark)
    return ReadValue(stop, "plain")


def read_quoted(text: str, start: int) -> int:
    """Where the text in quotes that begins here ends; raise CauseError when it does not."""
    match = _QUOTED[text[start]].match(text, start)
    if match is None:
        raise _unclosed(text, start)
    return match.end()


def without_comment(content: str) -> str:
    """A line without the comment at its end."""
    match = _COMMENT.search(content)
    return content[: match.start()] if match else content


def colon_in(content: str) -> int:
    """Where the first colon stands that ends a key, -1 without one."""
    match = _COLON.search(content)
    return match.start() if match else -1


def quoted(content: str) -> str:
    """A text in quotes, the beginning of it when it is long."""
    short = content.strip()
    short = short if len(short) <= MAX_WRITTEN else f"{short[:MAX_WRITTEN].rstrip()}…"
    return f'"{short}"' if '"' not in short and "\\" not in short else "'" + short.replace("'", "''") + "'"


def quote_needed(text: str, start: int, stop: int, mark: str) -> CauseError:
    """A text that YAML takes for something else without quotes."""
    content = without_comment(text[start:stop]).rstrip()
    return CauseError("quote-needed", start, start + len(content), mark=mark, written=quoted(content))


def missing_blank(text: str, start: int, place: int, end: int) -> CauseError:
    """A colon or dash with its text right behind it."""
    written = _shortened(f"{text[start:place]} {text[place:end].strip()}")
    return CauseError("missing-blank", start, end, mark=text[place - 1], written=written)


def end_of_line(text: str, start: int) -> int:
    """Where the line ends on which an offset lies, without its carriage return."""
    stop = text.find("\n", start)
    stop = len(text) if stop < 0 else stop
    return stop - 1 if text.endswith("\r", start, stop) else stop


def _unclosed(text: str, start: int) -> CauseError:
    return CauseError("unclosed-quote", start, end_of_line(text, start), mark=text[start])


def _check_behind_quote(text: str, start: int, end: int) -> None:
    rest = without_comment(text[end : end_of_line(text, end)]).strip()
    if not rest:
        return
    if "\n" in text[start:end]:
        raise _unclosed(text, start)
    place = text.index(rest, end)
    raise CauseError("text-behind-end", place, place + len(rest), text=_shortened(rest), mark=text[start])


def _check_behind_bracket(text: str, end: int) -> None:
    rest = without_comment(text[end : end_of_line(text, end)]).strip()
    if not rest or rest.startswith(":"):
        return
    place = text.index(rest, end)
    if rest[0] in OPENERS:
        raise CauseError("unmatched-bracket", place, place + 1, bracket=rest[0], missing=OPENERS[rest[0]])
    raise CauseError("text-behind-end", place, place + len(rest), text=_shortened(rest), mark=text[end - 1])


def _check_plain(text: str, start: int, stop: int, mark: int) -> None:
    """That a text without quotes is one: no mark of YAML's at its beginning, and no colon in it."""
    content = without_comment(text[start:stop]).rstrip()
    first = content[:1]
    if first in NEVER_FIRST or first in OPENERS or first == "," or content[:2] in {"- ", "? ", ": "}:
        raise quote_needed(text, start, stop, first)
    if first in PROPERTIES and start <= mark <= stop:
        raise quote_needed(text, start, stop, first)
    colon = colon_in(content)
    if colon < 0:
        return
    end = start + len(content)
    if content[-1] in OPENERS and OPENERS[content[-1]] not in content:
        raise CauseError("unmatched-bracket", end - 1, end, bracket=content[-1], missing=OPENERS[content[-1]])
    if content[:colon] in KNOWN_KEYS:
        raise CauseError("keys-run-together", start, start + colon, key=content[:colon])
    raise quote_needed(text, start, stop, ":")


def _shortened(content: str) -> str:
    return content if len(content) <= MAX_WRITTEN else f"{content[:MAX_WRITTEN].rstrip()}…"


def _read_flow(flow: _Flow, position: int) -> int:
    """Where a value in brackets or braces ends; raise CauseError for what is wrong in it."""
    while True:
        position = flow.read(position)
        if not flow.openers:
            return position


@dataclass
class _Opener:
    """A bracket that is open, and what was read of the entry that it is at."""

    start: int
    colon: int | None = None
    words: list[tuple[int, int]] = field(default_factory=list)
    is_ended: bool = False


class _Flow:
    """Reads what stands in brackets and braces, one piece at a time."""

    def __init__(self, text: str, column: int, mark: int) -> None:
        self.text, self.column, self.mark = text, column, mark
        self.openers: list[_Opener] = []
        self.is_fresh = True

    def read(self, position: int) -> int:
        """Read one piece; the offset behind it."""
        text = self.text
        if self.is_fresh and text[position : position + 1] in _QUOTED:
            return self._quoted(position)
        match = _IN_FLOW.match(text, position)
        if match is None:
            raise self._unmatched()
        match match.lastgroup:
            case "bracket":
                self._bracket(position)
            case "comma":
                self._next_entry()
            case "colon":
                self._colon(position)
            case "word":
                self._word(position, match.end())
            case "line" | "key":
                self._line(match)
        return match.end("blank") if match["blank"] else match.end()

    def _quoted(self, start: int) -> int:
        self._check_comma()
        end = read_quoted(self.text, start)
        rest = self.text[end : end + 1]
        if rest and rest not in " \r\n,]}:":
            if "\n" in self.text[start:end]:
                raise _unclosed(self.text, start)
            raise CauseError("text-behind-end", end, self._stop(end), text=rest, mark=self.text[start])
        opener = self.openers[-1]
        opener.words.append((start, end))
        opener.is_ended, self.is_fresh = True, False
        return end

    def _bracket(self, position: int) -> None:
        bracket = self.text[position]
        if bracket in CLOSERS:
            if self.openers:
                self._check_before_bracket(position)
            self.openers.append(_Opener(position))
            self.is_fresh = True
            return
        start = self.openers[-1].start
        if CLOSERS[self.text[start]] != bracket:
            raise self._unmatched()
        self.openers.pop()
        if self.openers:
            self.openers[-1].words.append((start, position + 1))
            self.openers[-1].is_ended = True
        self.is_fresh = False

    def _check_before_bracket(self, position: int) -> None:
        """That what opens is a value: a word before it is a key that lacks its colon, anything else lacks a comma."""
        self._check_comma()
        opener = self.openers[-1]
        if not opener.words:
            return
        start, end = opener.words[-1]
        if opener.colon is not None or self.text[opener.start] == "[":
            raise CauseError("missing-comma", start, end, text=self.text[start:end])
        written = f"{self.text[start:end]}: {self.text[position]}"
        raise CauseError("missing-colon", start, end, written=written)

    def _check_comma(self) -> None:
        """That no further piece follows one that has ended."""
        opener = self.openers[-1]
        if opener.is_ended:
            start, end = opener.words[-1]
            raise CauseError("missing-comma", start, end, text=_shortened(self.text[start:end]))

    def _next_entry(self) -> None:
        opener = self.openers[-1]
        opener.colon, opener.words, opener.is_ended = None, [], False
        self.is_fresh = True

    def _colon(self, position: int) -> None:
        opener = self.openers[-1]
        if position == self.mark and opener.words and self.text[position + 1 : position + 2] in CLOSERS:
            # The parser written in C asks for a blank here, the one in Python does not.
            start = opener.words[-1][0]
            raise missing_blank(self.text, start, position + 1, position + 2)
        if opener.colon is None or not opener.words:
            opener.colon, opener.words, opener.is_ended = position, [], False
            self.is_fresh = True
            return
        start, end = opener.words[-1]
        first, before = opener.words[0][0], opener.words[-2][1] if len(opener.words) > 1 else opener.colon
        is_below = "\n" in self.text[before:start]
        if is_below and self.text[opener.start] == "[":
            raise self._unmatched()
        if len(opener.words) > 1 and (self.text[start:end] in KNOWN_KEYS or is_below):
            raise CauseError("missing-comma", first, before, text=_shortened(self.text[first:before]))
        raise quote_needed(self.text, first, self._stop(position), ":")

    def _word(self, start: int, end: int) -> None:
        self._check_comma()
        if self.is_fresh and self.text[start] in NEVER_FIRST:
            raise quote_needed(self.text, start, self._stop(start), self.text[start])
        self.openers[-1].words.append((start, end))
        self.is_fresh = False

    def _stop(self, start: int) -> int:
        """Where an entry ends: at a comma, a bracket that closes, or the end of its line."""
        return next((match.start() for match in _ENTRY_END.finditer(self.text, start)), len(self.text))

    def _line(self, match: re.Match[str]) -> None:
        """A line below that can only be a key or an item of the block around it: a bracket was not closed."""
        if match["key"] and match.end("line") - match.start() - 1 <= self.column:
            raise self._unmatched()

    def _unmatched(self) -> CauseError:
        start = self.openers[-1].start
        bracket = self.text[start]
        return CauseError("unmatched-bracket", start, start + 1, bracket=bracket, missing=CLOSERS[bracket])
