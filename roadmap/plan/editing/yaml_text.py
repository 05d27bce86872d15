"""Values as they are written into a plan file: plain where every YAML reader takes them for the same text."""

from __future__ import annotations

import re

from roadmap.plan.faults import FaultError
from roadmap.plan.source import FORBIDDEN

Written = str | tuple[str, ...]
"""What one value of a change can be: text, or a list of texts."""

_SPECIAL_FIRST = frozenset("-?:,[]{}#&*!|>'\"%@`=<~.+")
_SPECIAL_IN_FLOW = re.compile(r"[,\[\]{}:?]")
# What YAML 1.1 and 1.2 read as a truth value, nothing, or a number that is more than its digits.
_ODD = re.compile(
    r"y|n|yes|no|on|off|true|false|null"
    r"|0[box][0-9a-f_]+|0[0-9_]+|[0-9][0-9_]*\.[0-9_]*(e[-+]?[0-9]+)?|[0-9]+e[-+]?[0-9]+|[0-9]*_[0-9_]*"
    r"|[0-9][0-9_]*(:[0-9]+)+(\.[0-9_]*)?|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}[t ].*",
    re.IGNORECASE | re.ASCII,
)
# A truth value is what it says where the format asks for one: `milestone: true`.
_TRUTH = ("true", "false")
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r"}


def written(value: Written, *, in_flow: bool, quote: str = "") -> str:
    """A value as YAML on one line: plain where that is safe, else in quotes; ``quote`` is the mark to keep."""
    if isinstance(value, tuple):
        return f"[{', '.join(written(text, in_flow=True) for text in value)}]"
    is_simple = value.isprintable()
    if not quote and is_simple and _is_safe(value, in_flow=in_flow):
        return value
    if is_simple and (quote == "'" or (not quote and "'" not in value)):
        return "'" + value.replace("'", "''") + "'"
    return '"' + "".join(_escaped(character) for character in value) + '"'


def quote_of(old: str, value: str, *, in_flow: bool) -> str:
    """The quotes to keep when the text ``old``, which says ``value``, is replaced.

    Quotes that stand there because that value needed them are not kept: the next one may do without.
    """
    quote = old[:1] if old[:1] in {"'", '"'} else ""
    return "" if written(value, in_flow=in_flow) == old else quote


def entry(key: str, value: str, *, in_flow: bool) -> str:
    """A key with a value that is written already."""
    return f"{written(key, in_flow=in_flow)}: {value}"


def nested(keys: tuple[str, ...], value: Written) -> str:
    """A value below keys that are new, as mappings on one line: `{finished: 2023-02-10}`."""
    text = written(value, in_flow=True)
    for key in reversed(keys):
        text = "{" + entry(key, text, in_flow=True) + "}"
    return text


def parse_writable(text: str) -> str:
    """Text that a plan file may hold; raise FaultError for any other."""
    match = FORBIDDEN.search(text)
    if match is not None:
        code = "tab-character" if match.group() == "\t" else "forbidden-character"
        raise FaultError(code, character=f"U+{ord(match.group()):04X}")
    return text


def _is_safe(text: str, *, in_flow: bool) -> bool:
    """Whether text without quotes is that text to any YAML reader."""
    if not text or text != text.strip() or text[0] in _SPECIAL_FIRST or text.endswith(":"):
        return False
    if ": " in text or " #" in text or (in_flow and _SPECIAL_IN_FLOW.search(text)):
        return False
    return text in _TRUTH or not _ODD.fullmatch(text)


def _escaped(character: str) -> str:
    """A character within double quotes; what cannot be seen is written by its number."""
    known = _ESCAPES.get(character)
    if known is not None:
        return known
    if character.isprintable():
        return character
    number = ord(character)
    return f"\\U{number:08X}" if number > 0xFFFF else f"\\u{number:04X}"  # noqa: PLR2004 - the widest of four digits
