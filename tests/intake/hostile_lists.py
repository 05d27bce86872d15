"""Lists of meetings that are broken or meant to do harm: each as small or as large as it must be, with what is said."""

from __future__ import annotations

from dataclasses import dataclass

MAX_BYTES = 2_000_000
HEAD, FOOT = "BEGIN:VCALENDAR\r\n", "END:VCALENDAR\r\n"


def event(*lines: str) -> str:
    """One event of a calendar."""
    return "BEGIN:VEVENT\r\n" + "".join(f"{line}\r\n" for line in lines) + "END:VEVENT\r\n"


def calendar(*events: str) -> str:
    """A calendar with events."""
    return HEAD + "".join(events) + FOOT


@dataclass(frozen=True, slots=True)
class HostileList:
    """A list, by the name of its file, and its first finding: `LINE:COLUMN CODE`."""

    name: str
    content: str | bytes
    finding: str


DAY = "DTSTART:20250114"
ZONE = (
    "BEGIN:VTIMEZONE\r\nTZID:Ver\r\nBEGIN:STANDARD\r\nTZOFFSETTO:-1100\r\nTZOFFSETTO:+1300\r\n"
    "END:STANDARD\r\nEND:VTIMEZONE\r\n"
)
FILL = MAX_BYTES - 1_000
NEVER = "RRULE:FREQ=DAILY;UNTIL=21991231;BYMONTH=2;BYMONTHDAY=30"

HOSTILE = (
    HostileList("empty.ics", "", "1:1 no-calendar"),
    HostileList("nothing.ics", HEAD + FOOT, "1:1 no-meetings-listed"),
    HostileList("web-page.ics", "<!DOCTYPE html><html>", "1:1 no-calendar"),
    HostileList("property-first.ics", "DTSTART:20250114\r\n", "1:1 no-calendar"),
    HostileList("cut-off.ics", HEAD + "BEGIN:VEVENT\r\nDTSTART:2025", "2:1 calendar-cut-off"),
    HostileList("crossed.ics", HEAD + "BEGIN:VEVENT\r\nEND:VALARM\r\n", "3:1 unmatched-end"),
    HostileList("no-line.ics", calendar("onzin\r\n", event(DAY)), "2:1 invalid-calendar-line"),
    HostileList("deep.ics", HEAD + "BEGIN:X\r\n" * 200_000, "21:1 calendar-too-deep"),
    HostileList("dateless.ics", calendar(event("SUMMARY:Raad")), "2:1 event-without-date"),
    HostileList("year-0.ics", calendar(event("DTSTART:00000114T193000Z")), "3:9 date-out-of-range"),
    HostileList("year-9999.ics", calendar(event("DTSTART:99991231T235959Z")), "3:9 date-out-of-range"),
    HostileList("february-30.ics", calendar(event("DTSTART;VALUE=DATE:20250230")), "3:20 impossible-date"),
    HostileList("hour-25.ics", calendar(event("DTSTART:20250114T250000")), "3:9 impossible-date"),
    HostileList("no-date.ics", calendar(event("DTSTART:morgen")), "3:9 unreadable-date"),
    HostileList("folded.ics", calendar(event(DAY, "EXDATE:20250114,\r\n 20259\r\n 914")), "5:2 impossible-date"),
    HostileList(
        "path-as-zone.ics", calendar(event("DTSTART;TZID=../../etc/passwd:20250114T193000")), "3:31 unknown-time-zone"
    ),
    HostileList("odd-zone.ics", calendar(ZONE, event("DTSTART;TZID=Ver:20250114T193000")), "10:1 uncertain-day"),
    HostileList("endless.ics", calendar(event(DAY, "RRULE:FREQ=WEEKLY")), "4:1 endless-series"),
    HostileList("secondly.ics", calendar(event(DAY, "RRULE:FREQ=SECONDLY")), "4:1 unsupported-rule"),
    HostileList("no-rule.ics", calendar(event(DAY, "RRULE:" + "FREQ" * 2_000)), "4:1 unsupported-rule"),
    HostileList("daily.ics", calendar(event(DAY, "RRULE:FREQ=DAILY;COUNT=999999")), "3:1 too-many-meetings"),
    HostileList("never.ics", calendar(event("DTSTART:19000114", NEVER) * 10_000), "8:1 series-too-long"),
    HostileList("off-rule.ics", calendar(event(DAY, "RRULE:FREQ=WEEKLY;BYDAY=MO;COUNT=2")), "4:1 start-outside-rule"),
    HostileList("exdates.ics", calendar(event(DAY, "EXDATE:" + ",20250114" * 100_000)), "4:1 invalid-calendar-line"),
    HostileList("many-exdates.ics", calendar(event(DAY, *["EXDATE:20250114"] * 2_000)), "1004:1 listing-too-long"),
    HostileList(
        "many-dates.ics", calendar(event(DAY, *["EXDATE:20250114" + ",20250114" * 200] * 600)), "501:1 series-too-long"
    ),
    HostileList(
        "parameters.ics", calendar(event("DTSTART" + ";A=b" * 400_000 + ":20250114")), "3:1 invalid-calendar-line"
    ),
    HostileList("events.ics", calendar(event() * 70_000), "20002:1 listing-too-long"),
    HostileList("folds.ics", calendar(event(DAY + "\r\n " * 400_000)), "3:1 invalid-calendar-line"),
    HostileList(
        "two-bodies.ics", calendar(event("SUMMARY:Raad", DAY), event("SUMMARY:Commissie", DAY)), "8:1 several-titles"
    ),
    HostileList("controls.ics", calendar(event("SUMMARY:R\x1b[31m\x07", DAY)), "3:10 control-characters"),
    HostileList("nul.ics", "\0" * 1_000, "1:1 not-text"),
    HostileList("workbook.csv", b"PK\x03\x04" + bytes(100), "1:1 not-text"),
    HostileList("half-utf-16.csv", b"\xff\xfed", "1:1 not-text"),
    HostileList("odd-bytes.csv", b"datum\n14-1-2025;\x81\n", "2:11 unknown-encoding"),
    HostileList("windows.csv", "datum;titel\n14-1-2025;coördinatie\n".encode("cp1252"), "2:13 read-as-windows-1252"),
    HostileList("large.csv", "x" * (MAX_BYTES + 1), "1:1 listing-too-large"),
    HostileList("empty.csv", "", "1:1 no-meetings-listed"),
    HostileList("no-column.csv", "a;b\n1;2\n", "1:1 no-date-column"),
    HostileList("two-columns.csv", "datum;date\n14-1-2025;15-1-2025\n", "1:7 unclear-columns"),
    HostileList("begin-and-end.csv", "14-1-2025;15-1-2025\n", "1:11 unclear-columns"),
    HostileList("quote.csv", 'datum;titel\n14-1-2025;"' + "x" * FILL, "2:11 unclosed-quote"),
    HostileList("quotes.csv", '"' * FILL, "1:2 no-date-column"),
    HostileList("cells.csv", ";" * FILL, "1:100001 listing-too-long"),
    HostileList("lines.csv", "\n" * FILL, "100001:1 listing-too-long"),
    HostileList("long-cell.csv", "datum\n" + "1" * FILL, "2:1 unreadable-date"),
    HostileList("spaces.csv", "datum\n14-1-2025" + " " * FILL + "x", "2:1 unreadable-date"),
    HostileList("february-31.csv", "datum\n31-2-2025\n", "2:1 impossible-date"),
    HostileList("year-0.csv", "datum\n1-1-0000\n", "2:1 date-out-of-range"),
    HostileList("two-digits.csv", "datum\n14-1-25\n", "2:1 unreadable-date"),
    HostileList("rows.csv", "datum\n" + "14-1-2025\n" * 2_000, "1002:1 too-many-meetings"),
)
