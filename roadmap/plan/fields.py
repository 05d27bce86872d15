"""The types of values in a plan file: each reads text, names its fault, and describes itself to JSON Schema."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Annotated, Any, TypeVar
from unicodedata import normalize

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    GetJsonSchemaHandler,
    PlainValidator,
    StringConstraints,
    WithJsonSchema,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError

from roadmap.findings import WAIVABLE
from roadmap.plan.dependencies import (
    Dependency,
    Lag,
    LinkType,
    parse_dependency,
    parse_lag,
    parse_link_type,
    parse_predecessor,
)
from roadmap.plan.durations import Duration, parse_duration
from roadmap.plan.faults import FaultError
from roadmap.plan.periods import Days, Period, parse_date, parse_days, parse_period
from roadmap.plan.suggestions import english_choice

MAX_TEXT = 5_000
MAX_NUMBER = 1_000
MAX_PERCENT = 100
MILESTONES = (True, "true", "finish", "start")

T = TypeVar("T")

_ID = re.compile(r"[a-z0-9][a-z0-9-]*")
_WHOLE = re.compile(r"\d{1,9}", re.ASCII)
_QUORUM = re.compile(r"(\d{1,4}) (?:of|van) (\d{1,4})", re.ASCII)
_BEGINS_AS_DATE = re.compile(r"\d{4}(-\d|$)", re.ASCII)
_OCCURRENCE = re.compile(r"(?:(1st|2nd|3rd|4th|5th|last)\s+)?([a-z]+)")
_URL = re.compile(r"(?:https?://|mailto:)[^\s<>\"]+")
_WEB_ADDRESS = re.compile(r"https?://[^\s<>\"?#/]+(?:/[^\s<>\"?#]*)?")
_COLOUR = re.compile(r"#?([0-9A-Fa-f]{6})", re.ASCII)
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WEEKDAY_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_DUTCH_WEEKDAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
_DUTCH_ORDINALS = (("1", "1st"), ("2", "2nd"), ("3", "3rd"), ("4", "4th"), ("5", "5th"), ("laatste", "last"))
_ORDINALS = {"1st": 1, "2nd": 2, "3rd": 3, "4th": 4, "5th": 5, "last": -1}


def _reading(parse: Callable[[str], T]) -> Callable[[object], T]:
    """Turn a parser of text into one of anything, that names its fault to pydantic."""

    def read(value: object) -> T:
        if not isinstance(value, str):
            raise PydanticCustomError("expected-text", "expected-text")
        if not value:
            raise PydanticCustomError("empty-value", "empty-value")
        try:
            return parse(value)
        except FaultError as fault:
            raise PydanticCustomError(fault.code, fault.code, dict(fault.params)) from None

    return read


def _reader(parse: Callable[[str], T]) -> PlainValidator:
    return PlainValidator(_reading(parse))


def _as_list(value: object) -> object:
    """One value stands for a list of one."""
    return [value] if isinstance(value, str) and value else value


def _record_as_list(value: object) -> object:
    """One value or record stands for a list of one."""
    return [value] if isinstance(value, dict) else _as_list(value)


def parse_id(text: str) -> str:
    """An id: small letters, digits and hyphens."""
    if not _ID.fullmatch(text):
        raise FaultError("invalid-id", value=text, suggestion=id_from(text) or None)
    return text


def id_from(text: str) -> str:
    """An id made from any text, accents taken off; empty when no letter or digit is left."""
    plain = normalize("NFKD", text.lower()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def _whole(text: str) -> int:
    if not _WHOLE.fullmatch(text):
        raise FaultError("invalid-number", value=text)
    return int(text)


def _positive(text: str) -> int:
    number = _whole(text)
    if not 1 <= number <= MAX_NUMBER:
        raise FaultError("number-out-of-range", value=text, first=1, last=MAX_NUMBER)
    return number


def parse_percent(text: str) -> int:
    """Read `40` or `40%`; raise FaultError for anything else."""
    number = _whole(text.removesuffix("%").strip())
    if number > MAX_PERCENT:
        raise FaultError("number-out-of-range", value=text, first=0, last=MAX_PERCENT)
    return number


def _one_of(*choices: str) -> Callable[[str], str]:
    def choose(text: str) -> str:
        if text not in choices:
            raise FaultError("unknown-choice", value=text, choices=choices, suggestion=english_choice(text, choices))
        return text

    return choose


def _milestone(text: str) -> str:
    if text == "true":
        return "finish"
    return _one_of("true", "finish", "start")(text)


def _rule(text: str) -> tuple[int, int] | None:
    if text == "all":
        return None
    match = _QUORUM.fullmatch(text)
    if match is None or not 1 <= int(match[1]) <= int(match[2]):
        raise FaultError("invalid-rule", value=text)
    return int(match[1]), int(match[2])


def write_occurrence(which: int | None, weekday: int) -> str:
    """A weekday, or which one of the month, as it is written in a plan."""
    ordinal = next((text for text, number in _ORDINALS.items() if number == which), "")
    return f"{ordinal} {_WEEKDAY_NAMES[weekday]}".strip()


def parse_occurrence(text: str) -> tuple[int | None, int]:
    """Read `tuesday`, `4th tuesday` or `last tuesday` as which in the month (None: every) and weekday from 0."""
    match = _OCCURRENCE.fullmatch(text)
    if match is None or match[2] not in _WEEKDAY_NAMES:
        raise FaultError("invalid-meeting-rule", value=text, suggestion=_english_occurrence(text.lower().split()))
    return _ORDINALS[match[1]] if match[1] else None, _WEEKDAY_NAMES.index(match[2])


def _english_occurrence(words: list[str]) -> str | None:
    """The pattern that Dutch words mean: `4e dinsdag` is `4th tuesday`."""
    if not words or words[-1] not in _DUTCH_WEEKDAYS or len(words) > len(("4e", "dinsdag")):
        return None
    weekday = _WEEKDAY_NAMES[_DUTCH_WEEKDAYS.index(words[-1])]
    if len(words) == 1:
        return weekday
    which = next((english for dutch, english in _DUTCH_ORDINALS if words[0].startswith(dutch)), None)
    return f"{which} {weekday}" if which else None


def _recess(text: str) -> str | Days:
    return parse_days(text) if _BEGINS_AS_DATE.match(text) else parse_id(text)


def _url(text: str) -> str:
    if not _URL.fullmatch(text):
        raise FaultError("invalid-url", value=text)
    return text


def parse_web_address(text: str) -> str:
    """Read where something can be fetched; raise FaultError for what is no such address."""
    if not _WEB_ADDRESS.fullmatch(text):
        raise FaultError("invalid-address", value=text)
    return text.rstrip("/")


def _true_or_false(text: str) -> bool:
    return _one_of("true", "false")(text) == "true"


def parse_colour(text: str) -> str:
    """Read `#1f4e79` or `1f4e79`, for behind a bare # YAML reads nothing; raise FaultError for anything else."""
    match = _COLOUR.fullmatch(text)
    if match is None:
        raise FaultError("invalid-colour", value=text)
    return f"#{match[1].lower()}"


def _hand_in(text: str) -> Duration:
    return parse_duration(text, allow_zero=True)


def parse_remaining(text: str) -> Duration:
    """A duration; that nothing remains is said with the day on which it was finished."""
    duration = parse_duration(text, allow_zero=True)
    if duration.days == 0:
        raise FaultError("finished-without-date", key="remaining", value=text)
    return duration


class LinkParts(BaseModel):
    """The long form of a dependency."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    deliverable: Annotated[str, _reader(parse_predecessor)]
    type: Annotated[LinkType, _reader(parse_link_type)] = LinkType.FINISH_TO_START
    lag: Annotated[Lag | None, _reader(parse_lag)] = None


_short_dependency = _reading(parse_dependency)


def _dependency(value: object) -> Dependency:
    """Read the short form, or a mapping with `deliverable`, `type` and `lag`."""
    if isinstance(value, dict):
        parts = LinkParts.model_validate(value)
        return Dependency(parts.deliverable, parts.type, parts.lag)
    return _short_dependency(value)


class _OneOrMany:
    """JSON Schema of a list for which one value may stand."""

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        many = handler(schema)
        return {"anyOf": [many["items"], many]}


def _schema(pattern: str, *examples: str, kind: object = "string") -> WithJsonSchema:
    return WithJsonSchema({"type": kind, "pattern": pattern, **({"examples": list(examples)} if examples else {})})


def _choices(*values: object) -> WithJsonSchema:
    return WithJsonSchema({"enum": list(values)})


# Every scalar is text to us; an editor takes what stands without quotes for a number or a truth value.
_WRITTEN = ["string", "number", "boolean"]
_ID_PATTERN = r"^[a-z0-9][a-z0-9-]*$"
_DURATION_PATTERN = r"^[0-9]+(d|w|ed|ew)$"
_DATE_PATTERN = r"^\d{4}-\d{2}-\d{2}$"
_DAYS_PATTERN = r"^\d{4}-\d{2}-\d{2}(\s*\.\.\s*\d{4}-\d{2}-\d{2})?$"
_DEPENDENCY_SCHEMA: dict[str, Any] = {
    "anyOf": [
        {"type": _WRITTEN, "examples": ["concept-visie", "gesprekken SS+2w", "analyse +5ed"]},
        {
            "type": "object",
            "properties": {
                "deliverable": {"type": _WRITTEN},
                "type": {"enum": ["FS", "SS", "FF", "SF"]},
                "lag": {"type": "string"},
            },
            "required": ["deliverable"],
            "additionalProperties": False,
        },
    ],
}

WrittenText = Annotated[str, StringConstraints(min_length=1, max_length=MAX_TEXT), WithJsonSchema({"type": _WRITTEN})]
Id = Annotated[str, _reader(parse_id), _schema(_ID_PATTERN, kind=_WRITTEN)]
WrittenDate = Annotated[date, _reader(parse_date), _schema(_DATE_PATTERN, "2024-09-17")]
WrittenPeriod = Annotated[
    Period, _reader(parse_period), _schema(r"^\d{4}-(Q[1-4]|\d{2}(-\d{2})?)$", "2024-Q4", "2024-10", "2024-12-31")
]
WrittenDays = Annotated[Days, _reader(parse_days), _schema(_DAYS_PATTERN, "2023-07-22..2023-08-20")]
WrittenDuration = Annotated[Duration, _reader(parse_duration), _schema(_DURATION_PATTERN, "5d", "3w", "28ed")]
Remaining = Annotated[Duration, _reader(parse_remaining), _schema(_DURATION_PATTERN, "2w", "4d")]
HandIn = Annotated[Duration, _reader(_hand_in), _schema(_DURATION_PATTERN, "28ed", "5d")]
WrittenDependency = Annotated[Dependency, PlainValidator(_dependency), WithJsonSchema(_DEPENDENCY_SCHEMA)]
MilestoneKind = Annotated[str, _reader(_milestone), _choices(*MILESTONES)]
Quorum = Annotated[tuple[int, int] | None, _reader(_rule), _schema(r"^(all|[0-9]+ (of|van) [0-9]+)$", "all", "8 of 14")]
Positive = Annotated[
    int, _reader(_positive), WithJsonSchema({"type": ["integer", "string"], "minimum": 1, "maximum": MAX_NUMBER})
]
Percent = Annotated[
    int, _reader(parse_percent), WithJsonSchema({"type": ["integer", "string"], "minimum": 0, "maximum": 100})
]
Occurrence = Annotated[
    tuple[int | None, int],
    _reader(parse_occurrence),
    _schema(r"^((1st|2nd|3rd|4th|5th|last) +)?[a-z]+day$", "tuesday", "4th tuesday"),
]
Recess = Annotated[str | Days, _reader(_recess), WithJsonSchema({"type": _WRITTEN, "examples": ["zomer-2023"]})]
Url = Annotated[str, _reader(_url), WithJsonSchema({"type": "string", "format": "uri"})]
WebAddress = Annotated[str, _reader(parse_web_address), WithJsonSchema({"type": "string", "format": "uri"})]
TrueOrFalse = Annotated[bool, _reader(_true_or_false), WithJsonSchema({"type": "boolean"})]
Colour = Annotated[str, _reader(parse_colour), _schema(r"^#?[0-9A-Fa-f]{6}$", "#1f4e79", kind=_WRITTEN)]
Weekday = Annotated[str, _reader(_one_of(*WEEKDAYS)), _choices(*WEEKDAYS)]
TargetKind = Annotated[str, _reader(_one_of("fatal", "aim")), _choices("fatal", "aim")]
Language = Annotated[str, _reader(_one_of("nl", "en")), _choices("nl", "en")]
Unit = Annotated[str, _reader(_one_of("days", "weeks", "months")), _choices("days", "weeks", "months")]
TermKind = Annotated[str, _reader(_one_of("min", "exact")), _choices("min", "exact")]
Roll = Annotated[str, _reader(_one_of("statutory", "none")), _choices("statutory", "none")]
DayOff = Annotated[str, _reader(_one_of("workday", "holiday")), _choices("workday", "holiday")]
ItemId = Annotated[str, _reader(parse_predecessor), _schema(r"^[a-z0-9][a-z0-9-]*(@[a-z0-9][a-z0-9-]*)?$")]
BaselineKind = Annotated[str, _reader(_one_of("work", "milestone", "start-milestone", "decision", "term"))]
Waivers = Annotated[
    dict[Id, WrittenText],
    WithJsonSchema(
        {
            "type": "object",
            "propertyNames": {"enum": sorted(WAIVABLE)},
            "additionalProperties": {"type": _WRITTEN},
        }
    ),
]
FormatVersion = Annotated[str, _reader(_one_of("1")), _choices(1, "1")]

Many = Annotated[tuple[T, ...], BeforeValidator(_as_list), _OneOrMany()]
ManyRecords = Annotated[tuple[T, ...], BeforeValidator(_record_as_list), _OneOrMany()]
