"""What each finding says, in English; the Dutch stands in the catalogue under the same sentence.

A sentence names the thing, and where there is one the way out; the place is printed above it.
"""

from __future__ import annotations

from roadmap.export.foreign_texts import OF_LISTS, OF_SHEETS

_OF_PLANS = {
    # Reading files
    "not-a-file": '"{path}" is not an ordinary file.',
    "file-too-large": '"{path}" is {size} bytes; a plan file holds {limit} at most. Divide it with `include`.',
    "unreadable-file": '"{path}" cannot be read: {reason}.',
    "not-utf-8": '"{path}" is not UTF-8 text (byte {byte}). Save it as UTF-8.',
    "unreadable-ledger": (
        '"{path}" is not a ledger of calendars as `roadmap publish` writes it. '
        "Take back an earlier one; without any, remove the file, and publishing begins a new one."
    ),
    "ledger-of-another-plan": (
        'The ledger is of plan "{other}", and this is plan "{plan}". Give the plan its id back; '
        "if it is another plan indeed, move the ledger away."
    ),
    "no-plan": 'There is no plan at "{path}". Name a folder that holds plan.yaml, or a plan file.',
    "empty-file": "The file is empty.",
    "tab-character": "A tab stands here. Use spaces.",
    "forbidden-character": "The invisible character {character} stands here. Remove it.",
    "invalid-yaml": (
        "This cannot be read as YAML; the reader says: {problem}. Look at this line and the one above it: "
        "indentation, colons, quotation marks and brackets are the usual causes."
    ),
    "missing-colon": (
        "A colon is missing here: write `{written}`. If it goes on with the text above it, indent it further instead."
    ),
    "missing-blank": 'A blank is missing behind "{mark}": write `{written}`.',
    "missing-comma": 'Behind "{text}" a comma is missing. Put one there.',
    "bad-indentation": (
        "The indentation here is {found}, which fits no line around it. That of its neighbours: {fitting}. "
        "Indent this line as far."
    ),
    "keys-run-together": (
        '"{key}" is a key, and so is what stands before it on this line. Put "{key}" on the next line, '
        "indented further."
    ),
    "unclosed-quote": (
        "Here a quotation mark opens that does not close. Put one behind the text; where it belongs to the text, as in "
        "'s-Gravenhage, put the whole in double quotes."
    ),
    "unmatched-bracket": (
        '"{bracket}" stands here without the "{missing}" that goes with it. Add that or take this out; a text with '
        "brackets of its own goes in quotes."
    ),
    "text-behind-end": (
        'The value ends at {mark}, but "{text}" stands behind it. Take that out, or put the whole in quotes; those '
        'that belong to the text are then of the other sort, as in "Auto\'s".'
    ),
    "quote-needed": 'This text needs quotation marks because of its "{mark}": write {written}.',
    "several-documents": "A second document begins here (---). Put it in a file of its own and `include` that.",
    "nested-too-deep": "The plan is nested more than {limit} levels deep here.",
    "yaml-anchor": (
        "Anchors (&{name}) are not used in plans. Write the value out; a text that begins so goes in quotes."
    ),
    "yaml-alias": (
        "Aliases (*{name}) are not used in plans. Write the value out; a text that begins so goes in quotes."
    ),
    "yaml-tag": ("Tags ({name}) are not used in plans. Leave the tag out; a text that begins so goes in quotes."),
    "yaml-merge-key": "Merge keys (<<) are not used in plans. Write the keys out.",
    "complex-key": "A key is one word, not a list or a mapping.",
    "duplicate-key": '"{key}" stands here twice. Keep one of them.',
    "too-many-values": "This file holds more than {limit} keys and values. Divide it with `include`.",
    "too-many-errors": "There are more errors than the {limit} that are shown. Mend those, and check again.",
    "include-outside-folder": '"{path}" lies outside the plan\'s folder, or is no plain path within it.',
    "include-not-found": '"{path}" matches no file.',
    "unprintable-name": '"{path}" matches a file whose name holds an invisible character. Give the file another name.',
    "too-many-links": (
        "The plan has more than {limit} links, those of workstreams counted for each of their deliverables. "
        "Let deliverables follow a milestone instead of a whole workstream."
    ),
    "too-many-records": '"{section}" holds {count} records; a plan holds {limit} of them at most.',
    "too-many-shares": (
        "The decisions of groups come to more than {limit} decisions of single bodies. Make the groups smaller, "
        "or divide the plan."
    ),
    "plan-too-large": "The files of this plan hold {size} bytes together; a plan holds {limit} at most.",
    "too-many-files": '"{path}" matches more than {limit} files.',
    # Records and keys
    "expected-mapping": '"{key}" takes keys with values.',
    "expected-list": '"{key}" takes a list.',
    "expected-text": '"{key}" takes one value, not a list or keys.',
    "empty-value": '"{key}" has no value. Fill it in or leave the key out.',
    "unknown-key": '"{key}" is not a key of the plan format.',
    "missing-key": '"{id}" has no "{key}".',
    "key-belongs-in-main-file": '"{key}" stands once, in the main file of the plan, not in an included one.',
    "duplicate-id": '"{id}" stands in this plan already. Choose another id.',
    "reserved-name": '"{id}" is the name of one that the tool ships. Choose another.',
    "workstream-twice": '"{id}" stands inside a workstream and names one too. Leave "workstream" out.',
    "no-kind": '"{id}" has no kind. Give it one of duration, milestone, decided_by, term or procedure.',
    "several-kinds": '"{id}" has more than one kind ({keys}). Keep one.',
    "key-not-for-kind": '"{key}" has no meaning for "{id}", which is of kind {kind}; it is for {kinds}.',
    # Procedures
    "unknown-procedure": (
        '"{owner}" names the procedure "{name}", which is not in this plan and not one that the tool ships.'
    ),
    "unknown-step": '"{owner}" names the step "{name}", which its procedure does not have.',
    "no-body-for-step": (
        'Step "{step}" of "{owner}" is decided by "{name}", which is no body or group of this plan. Name yours '
        "at it: `steps: {{{step}: {{decided_by: ID}}}}`."
    ),
    "procedure-without-result": (
        'Procedure "{id}" leads to one of {steps}, but not clearly to which. Say it with `result`, or order them '
        "with `after`."
    ),
    "steps-without-procedure": '"{id}" has steps but no procedure. Name one, or leave `steps` out.',
    "key-belongs-in-step": (
        '"{key}" says what a step of "{id}" is. Write it at its step: `steps: {{{step}: {{{key}: ...}}}}`.'
    ),
    "said-twice": '"{key}" stands at "{id}" and at its step "{step}", which is the same. Keep one.',
    "step-of-procedure": (
        '"{id}" is step "{step}" of "{owner}" and comes and goes with that. Change "{owner}", or what it says '
        "under `steps`."
    ),
    # Values
    "invalid-id": '"{value}" is no id: small letters, digits and hyphens.',
    "invalid-date": '"{value}" is no date. Write year-month-day: 2024-09-17.',
    "impossible-date": '"{value}" does not exist.',
    "date-out-of-range": '"{value}" lies outside the years {first} to {last}.',
    "invalid-quarter": '"{value}" is no quarter. Write 2024-Q4.',
    "reversed-range": '"{value}" ends before it begins.',
    "invalid-duration": '"{value}" is no duration. Write a whole number with d, w (working) or ed, ew (elapsed): 3w.',
    "zero-duration": 'A duration of "{value}" is no work. Write `milestone: true` instead.',
    "negative-duration": '"{value}" is negative; a duration is more than zero.',
    "duration-too-long": '"{value}" is longer than {limit} days.',
    "invalid-dependency": '"{value}" is no predecessor. Write ID, ID FS+2w, ID SS, ID +5ed or ID -3d.',
    "invalid-link-type": '"{value}" is no link type. Choose FS, SS, FF or SF.',
    "invalid-number": '"{value}" is no whole number.',
    "number-out-of-range": '"{value}" lies outside {first} to {last}.',
    "unknown-choice": '"{value}" is not possible here. Choose one of: {choices}.',
    "invalid-rule": '"{value}" is no rule. Write all, or a number of the group: 8 of 14.',
    "invalid-meeting-rule": '"{value}" is no pattern. Write a weekday, or which one of the month: 4th tuesday.',
    "invalid-address": '"{value}" is no web address. Write https://, a host and a folder, without ? or #.',
    "invalid-colour": (
        '"{value}" is no colour. Write six hexadecimal digits, in quotes when # stands before them: "#1f4e79".'
    ),
    "invalid-url": '"{value}" is no link. It begins with https://, http:// or mailto:.',
    "text-too-long": "This text is longer than {limit} characters.",
    # Names that stand nowhere, and combinations that cannot be
    "unknown-predecessor": '"{owner}" follows "{name}", which is not in this plan.',
    "unknown-body": '"{owner}" names the body "{name}", which is not in this plan.',
    "unknown-member": '"{owner}" names "{name}", which does not take part in that decision.',
    "unknown-calendar": 'The calendar "{name}" is not in this plan and not one that the tool ships.',
    "unknown-holidays": 'There is no table of days off "{name}". Choose cao-gemeenten or none.',
    "unknown-recess": '"{owner}" names the recess "{name}", which is not in this plan.',
    "unknown-term": '"{owner}" names the term "{name}", which is not in this plan and not one that the tool ships.',
    "unknown-requirement": '"{owner}" covers "{name}", which is not a requirement of this plan.',
    "unknown-deliverable": '`board` names "{name}", which is not a deliverable of this plan.',
    "unknown-workstream": '"{owner}" names the workstream "{name}", which is not in this plan.',
    "unknown-milestone": 'Target "{owner}" stands on "{name}", which is not in this plan.',
    "body-twice": 'Group "{id}" names a body twice.',
    "empty-group": 'Group "{id}" has no bodies.',
    "rule-does-not-fit": '"{id}" counts {rule} bodies, but the group has {members}.',
    "finish-link-to-group": '"{id}" is decided by a group; a link of type {type} to it has no meaning. Use FS or SS.',
    "term-without-length": 'The term "{term}" has no number of its own. Give "{id}" a duration in elapsed days.',
    "term-in-working-days": '"{id}" counts in elapsed days. Write ed or ew.',
    "half-a-period": '"{id}" needs both at_least and before, or neither.',
    "target-without-date": 'Target "{id}" needs one of per and by.',
    "per-target-needs-start-milestone": (
        'Target "{id}" counts per a day, and takes a start milestone. Write `milestone: start` at "{milestone}", or by.'
    ),
    "by-target-on-start-milestone": (
        'Target "{id}" counts by a day, but "{milestone}" is a start milestone. Write per, or `milestone: finish`.'
    ),
    "cyclic-dependency": "These wait for each other: {ids}. Take one of the links out.",
    "unknown-code": '"{name}" is not the code of a finding.',
    "unwaivable-code": '"{name}" cannot be waived: what it says must be mended.',
    # Progress
    "finished-before-started": '"{id}" is reported finished on {finished}, before it started on {started}.',
    "finished-with-work-left": (
        '"{id}" is reported finished on {finished}, and yet {key} says {value}. Leave one of the two out.'
    ),
    "finished-without-date": "`{key}: {value}` means finished. Write `finished`, with the last day worked.",
    "contradictory-decision": (
        '"{id}" is reported finished on {finished}, but by `decided` it was {decided}. Keep one of the two.'
    ),
    "remaining-in-other-unit": (
        '"{id}" lasts {duration}, and what remains is {remaining}: one counts working days (d, w), the other every day '
        "(ed, ew). Write both in the same unit."
    ),
    "done-in-no-time": (
        '"{id}" began on the status date, and yet a part of it is done. '
        "Where that is how it stood later, move the status date."
    ),
    "progress-without-start": (
        '"{id}" has `{key}` but no `started`: it is planned as not begun, with only what remains. Report `started`.'
    ),
    "percent-and-remaining": (
        '"{id}" has both `percent` and `remaining`: the dates follow {remaining}, and {percent} percent is only shown.'
    ),
    "actual-in-the-future": '"{id}" is reported on {day}, after the status date ({status_date}).',
    "actual-on-day-off": '"{id}" is reported on {day}, a day off.',
    "before-not-before": '"{id}" is reported on {day}, although it does not begin before {not_before} (`not_before`).',
    "out-of-sequence": (
        '"{id}" is reported on {day}, out of sequence: its link with {links} holds it until {until}. '
        "Mend a day or the link; as it is, what remains waits for it."
    ),
    "term-start-ignored": (
        '"{id}" is reported as begun on {day}, but a term counts from its event: it runs from {start}. '
        "Report the event instead."
    ),
    # What the schedule shows
    "no-status-date": "The plan has no status_date; today is taken, {day}.",
    "missed-due-date": '"{id}" finishes {finish}, {days} after it is due ({due}).',
    "late-target": 'Target "{id}" ({day}) is not met: "{milestone}" is forecast for {forecast}, {days} late.',
    "target-without-forecast": 'Target "{id}" ({day}) has no forecast: the date of "{milestone}" cannot be told.',
    "broken-fixed-date": '"{id}" is fixed on {fixed}, but its predecessors put it {days} later.',
    "fixed-date-is-past": (
        '"{id}" was fixed on {fixed}, before the status date ({status_date}), and is not reported as finished.'
    ),
    "meetings-run-out": (
        '"{id}" is ready after the last known meeting of {bodies} ({last}). Add meetings, or a pattern.'
    ),
    "no-meetings": '"{id}" waits for a meeting of {bodies}, but none is known. Add meetings, or a pattern.',
    "past-calendar": '"{id}" runs past its calendar, which is known from {first} to {last}.',
    "decree-days-unknown": '"{id}" ends {day}; days equated by decree are known up to {last}. It may end later.',
    "school-holidays-unknown": '"{id}" is decided {day}; school holidays are known up to {last}. It may fall in one.',
    "short-term": '"{id}" lasts {days}; the term "{term}" takes at least {minimum}.',
    "short-period-before": (
        '"{id}" must lie {at_least} before "{before}", so no later than {latest}; it is {days} late.'
    ),
    "open-end": 'Nothing waits for "{id}": its float says little.',
    "dangling-finish": 'Only the start of "{id}" counts for others: if it lasts longer, nothing shows it.',
    "dangling-start": 'Only the finish of "{id}" is bound by others: nothing says when it can start.',
    "empty-workstream": '"{id}" follows the workstream "{workstream}", which holds no deliverables.',
    "uncovered-requirement": 'Nothing covers the requirement "{id}" ({title}).',
    "meeting-in-recess": (
        'The meeting of "{body}" on {day} falls in a recess and does not count. Put it under `extra` if it stands.'
    ),
    "tight-hand-in": (
        '"{id}" is ready {margin} before its hand-in day ({hand_in}). '
        "Who misses that misses the meeting of {meeting}; the next one is {next}, {cost} later."
    ),
    "tight-last-hand-in": (
        '"{id}" is ready {margin} before its hand-in day ({hand_in}). '
        "Who misses that misses the meeting of {meeting}, and no later one is known."
    ),
    "assumed-meeting": (
        'The fatal target {targets} rests on a meeting for "{id}" on {day} that is assumed. Have it confirmed.'
    ),
    "no-such-meeting": (
        '"{id}" is to miss "{body}" on {day}, but that does not meet then. Its nearest meeting is on {nearest}.'
    ),
    "lead": '"{id}" counts on something that is not finished yet ({link}). Link it to the part that it needs.',
    "long-lag": (
        '"{id}" waits longer than {limit} in a link ({link}). Make a deliverable of it, with a name and an owner.'
    ),
    "long-duration": '"{id}" takes {duration}, more than {limit}. Divide it, so that it shows when it lags behind.',
    "many-fixed-dates": (
        "{fixed} of {moments} milestones and decisions are fixed, more than {share} percent: "
        "what is fixed is not computed."
    ),
    "idle-waiver": 'At "{id}" the waiver of "{name}" has nothing to waive. Take it out.',
    "faint-colour": (
        'The colour {value} of "{key}" has a contrast of {ratio} with {behind}, and {needed} is needed. '
        "Until then the tool's own colour is drawn."
    ),
    "colours-alike": (
        'The colour {value} of "{key}" is too near to that of "{other}": a contrast of {ratio}, '
        "and {needed} is needed. Until then the tool's own colour is drawn."
    ),
    "changed-baseline": 'The baseline "{name}" was changed after it was made: what is compared with it may be wrong.',
    # What cannot be assumed
    "invalid-assumption": (
        '"{value}" is no assumption. Write ID +2w, ID 4w, ID misses 2024-07-04, ID from 2024-07-04 or ID on 2024-07-04.'
    ),
    "already-done": '"{id}" is done: nothing about it can be otherwise.',
    "already-begun": '"{id}" has begun, so that changes nothing. Write ID +2w when more remains.',
    "assumed-twice": '"{key}" of "{id}" is assumed twice. Say it once.',
    "unknown-date": '"{id}" has no date as it stands, so it cannot come later than that.',
    "other-unit": '"{id}" lasts {duration}; {value} counts otherwise. Write {other}.',
    "cannot-be-shorter": '"{id}" cannot change by {value}: it would be shorter or sooner than it can be.',
    "no-duration": '"{id}" has no duration of its own. Write ID +2w for later.',
    "no-decision": '"{id}" is no decision, so it misses no meeting.',
    "no-meeting-then": '"{id}" has no meeting on {day}; it is to be decided on {meeting}.',
    "cannot-be-fixed": '"{id}" is no decision or milestone, so no board puts it on a day.',
    # What cannot be written into a plan
    "unknown-record": 'There is no "{id}" in this plan.',
    "not-editable": '"{key}" of "{id}" stands here in a form that only you can change. Change it in the file.',
    "still-named": (
        '"{owner}" still names "{id}" ({key}). Take that out first, or hand on what it follows with --relink.'
    ),
    "still-needed": '"{owner}" still needs "{id}" ({key}). Change that first.',
    "cannot-relink": '"{owner}" names "{id}" ({key}) in a way that cannot be handed on. Change that first.',
    "former-id": '"{other}" went by the id "{id}" before, and its history is under it. Choose another id.',
    "decided-by-group": '"{id}" is decided by {bodies}. Say which of them has decided: {id}@{first}.',
}

TEXTS = {**_OF_PLANS, **OF_LISTS, **OF_SHEETS}

KINDS = {"work": "work", "milestone": "milestone", "decision": "decision", "term": "term"}
"""What a kind of deliverable is called, in a finding as everywhere."""
OF_GROUPS = {
    "tight-hand-in": (
        '"{id}" is ready {margin} before the hand-in day of {body} ({hand_in}). Who misses that misses the meeting '
        "of {meeting} there; the whole then comes on {next} instead of {whole}, {cost} later."
    ),
    "tight-last-hand-in": (
        '"{id}" is ready {margin} before the hand-in day of {body} ({hand_in}). Who misses that misses the meeting '
        "of {meeting} there, and no later one is known."
    ),
}
"""What is said instead of a decision that several bodies take."""

SUGGESTION = 'Did you mean "{suggestion}"?'
UNREAD = 'Until this is mended nothing else of "{unread}" is checked: there may be more wrong in it.'
KNOWN = "There are: {known}."
KNOWN_AND_MORE = "There are: {known}, and {more} more."
NO_MONTH = "There is no month {month}; the year comes first, then the month, then the day."
SHORT_MONTH = "That month has {last} days."
MONTHS = "A month is no fixed length: write {weeks} for working weeks, or {days} for days on the calendar."
