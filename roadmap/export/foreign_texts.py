"""What findings say of files that others wrote: lists of meetings, and sheets that were filled in."""

from __future__ import annotations

OF_LISTS = {
    "listing-too-large": '"{path}" is {size} bytes; a file to be read in holds {limit} at most.',
    "not-text": '"{path}" is no text. Save a workbook as CSV, or ask for the calendar as .ics.',
    "unknown-encoding": '"{path}" is neither UTF-8 nor Windows-1252 ({byte}). Save it as UTF-8.',
    "read-as-windows-1252": '"{path}" is no UTF-8; it is read as Windows-1252. See whether the titles are right.',
    "control-characters": "A control character ({character}) stands here, of {count} in this file. They are left out.",
    "no-calendar": '"{path}" is no calendar: it does not begin with BEGIN:VCALENDAR. Was a web page saved instead?',
    "calendar-cut-off": '"{name}" begins here and does not end: the file was cut off. Fetch it again.',
    "unmatched-end": '"{name}" ends here, but that is not what was open. Fetch the file again.',
    "invalid-calendar-line": "This is no line of a calendar. Fetch the file again.",
    "calendar-too-deep": "The calendar is nested more than {limit} levels deep here. Fetch the file again.",
    "event-without-date": 'The event "{title}" has no date.',
    "unreadable-date": '"{value}" cannot be read as a date. Write 14-1-2025 or 14 jan 2025, in a calendar 20250114.',
    "unknown-time-zone": 'The time zone "{name}" is unknown, so the day of this meeting is too.',
    "uncertain-day": "Whether this meeting is on {day} or a day beside it depends on a time zone that is not known.",
    "unsupported-rule": 'The series repeats by a rule that cannot be followed here ("{part}").',
    "endless-series": "The series has no end. Say up to when it counts, such as --to 2025-12.",
    "series-too-long": "The series of this file have too many days to follow. Choose with --only, or bound with --to.",
    "too-many-meetings": (
        "The list comes to more than {limit} meetings. Choose with --only, or bound with --from and --to."
    ),
    "start-outside-rule": "The series begins on {day}, which does not fit its own rule; that day is left out.",
    "no-meetings-listed": (
        '"{path}" has no meeting that counts: {others} with another title, {outside} outside the period, '
        "{cancelled} cancelled."
    ),
    "several-titles": (
        "The list has meetings with {count} different titles: {titles}. Say with --only which are of this body, "
        "or take them --all."
    ),
    "unclear-columns": (
        '{count} columns can hold the date of a meeting. Name one of them "datum" in the first row, and no other.'
    ),
    "no-date-column": 'No column holds dates. Name the one that does "datum" in the first row.',
    "listing-too-long": "The list has more than {limit} of these. Leave out what is no meeting.",
    "dropped-outside-list": (
        '{count} meetings of "{body}" go that lie before the first one in the list or after its last one. '
        "If it does not reach as far, keep them with --from {first} --to {last}."
    ),
}
OF_SHEETS = {
    "not-a-workbook": '"{path}" is no Excel workbook (.xlsx), or it is damaged. Save it anew from Excel, as .xlsx.',
    "old-workbook": '"{path}" is a workbook of an old Excel (.xls). Save it as .xlsx.',
    "protected-workbook": '"{path}" is protected with a password. Take the password off and save it again.',
    "oversized-workbook": (
        '"{path}" is larger inside than a sheet that people fill in: {part} comes to {size}, and {limit} is the most. '
        "Export again, and copy only what was filled in."
    ),
    "unsafe-workbook": '"{path}" holds {part}, which a sheet to fill in has no need of. Save it without, as .xlsx.',
    "no-sheet": (
        '"{path}" has no row of headings with "id" and others that `roadmap export` writes. '
        "Put the headings back, or export again."
    ),
    "several-sheets": 'Several sheets have the headings: {names}. Call the one that counts "{sheet}".',
    "month-first": (
        'In this table the month stands before the day ("{value}"). Save it by a program set to Dutch, or as .xlsx.'
    ),
    "sheet-of-another-plan": 'This sheet was made of plan "{other}", and this is plan "{plan}".',
    "sheet-too-long": 'Sheet "{sheet}" has more than {limit} rows.',
    "unknown-row": (
        'This row ("{id}") is no deliverable of the plan, and is passed over; there are {count} such rows. '
        "A sheet adds nothing: write a new deliverable into the plan."
    ),
    "missing-rows": "The sheet lacks {count} deliverables, which stay as they are: {ids}.",
    "locked-cell": (
        'This cell of "{id}" was changed, but it is not for filling in: it is computed, or stands elsewhere '
        "in the plan. It stays as it is."
    ),
    "unmarked-rows": (
        "{count} rows have lost what the export kept with them, so what was changed in the plan since does not show: "
        "there the sheet has its way."
    ),
    "duplicate-row": 'The row of "{id}" stands here a second time. Keep one of them.',
    "cell-formula": "A formula stands here, or an error. Write the value itself.",
    "cell-conflict": (
        "Both the sheet and the plan have changed here since the export: the sheet says {sheet}, the plan {plan}. "
        "Agree on one, and write that in the sheet and in the plan."
    ),
    "cell-needs-day": '"{value}" is no day. Write one such as 17-9-2024 or 17 sep 2024.',
    "cell-needs-period": (
        '"{value}" is no day, month or quarter. Write a day such as 17-9-2024, a month such as 2024-07, '
        "or a quarter such as 2024-Q3."
    ),
    "cell-needs-unit": 'What "{value}" counts is not said. Write {value}w for weeks, or {value}d for working days.',
    "cell-without-work": (
        '"{value}" is no work. Write how long it takes; what takes no time is a milestone, and becomes one in the plan.'
    ),
    "cell-means-finished": '"{value}" under "{key}" means finished. Write the last day worked under "{last}".',
    "cell-of-group": (
        '"{id}" is decided by {bodies}, each on a day of its own, for which a sheet has no cell. Empty this one, '
        "and report each body that has decided: `roadmap update PLAN {id}@{first} --finished {day}`."
    ),
    "cell-emptied": "This cell cannot be left empty: work has a duration.",
}
