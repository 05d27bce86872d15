"""`status` as text: the targets with what decides them, then every deliverable by workstream."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from roadmap.analysis.slips import slip
from roadmap.analysis.states import State, TargetState, deliverable_state, target_state
from roadmap.export.conclusion import target_day
from roadmap.export.order import by_workstream
from roadmap.export.standing import counts_for_target, rows_of, shown_items, shown_start, with_steps
from roadmap.export.terminal import Cell, Column, Screen, hanging, line, table
from roadmap.export.words import Words
from roadmap.findings import DayCount
from roadmap.plan.baselines import Baseline
from roadmap.plan.periods import Period
from roadmap.scheduling.schedule import Schedule, Scheduled, ScheduledTarget

MOST_NAMES = 3
STATES: dict[State | TargetState, tuple[str, str, str, str]] = {
    "done": ("done", "\N{CHECK MARK}", "v", "good"),
    "met": ("met", "\N{CHECK MARK}", "v", "good"),
    "on-track": ("on track", "\N{BLACK CIRCLE}", "o", "good"),
    "at-risk": ("at risk", "\N{BLACK UP-POINTING TRIANGLE}", "!", "warn"),
    "late": ("late", "\N{BALLOT X}", "X", "bad"),
    "missed": ("missed", "\N{BALLOT X}", "X", "bad"),
    "not-started": ("planned", "\N{WHITE CIRCLE}", ".", "quiet"),
}


def to_text(schedule: Schedule, words: Words, screen: Screen) -> str:
    """The whole status."""
    wholes = shown_items(schedule)
    parts = [heading(schedule, words, screen), *_targets(schedule, words, screen)]
    columns = _columns(wholes, words, with_slip=schedule.baseline is not None)
    for workstream, items in by_workstream(schedule, wholes):
        rows = [_row(schedule, item, words, screen) for item in items]
        parts.append(line(screen, _workstream_title(schedule, workstream, words)) + table(columns, rows, screen))
    parts.append(_legend(schedule, words, screen))
    return "\n".join(parts)


def quarter_to_text(schedule: Schedule, quarter: Period, words: Words, screen: Screen) -> str:
    """What is due in a quarter: met, missed, and coming."""
    items = due_in(schedule, quarter)
    parts = [heading(schedule, words, screen)]
    title = words.say("Due in {quarter}: {count}", quarter=str(quarter), count=len(items))
    parts.append(line(screen, title))
    columns = [
        Column(words.say("code"), 6),
        Column(words.say("deliverable")),
        Column(words.say("due"), 10),
        Column(words.say("finish"), 10),
        Column(words.say("outcome"), 10),
    ]
    rows = [
        (
            item.activity.deliverable.code or "",
            item.activity.deliverable.title or item.id,
            words.short_date(item.due),
            words.short_date(item.early_finish),
            state_cell(outcome_of(schedule, item), words, screen),
        )
        for _, group in by_workstream(schedule, items)
        for item in group
    ]
    if rows:
        parts.append(table(columns, rows, screen))
    return "\n".join(parts)


def due_in(schedule: Schedule, quarter: Period) -> list[Scheduled]:
    """The deliverables whose due date lies in a quarter."""
    items = [item for item in schedule.items.values() if item.due and quarter.first <= item.due <= quarter.last]
    return [item for _, group in by_workstream(schedule, items) for item in group]


def heading(schedule: Schedule, words: Words, screen: Screen) -> str:
    """The plan's title, its standing, the status date, and the baseline that it is held against."""
    label = schedule.plan.header.label
    first = line(screen, Cell(schedule.plan.title, "strong"), f" ({label})" if label else "")
    day = words.say("Status date {day}", day=schedule.status_date)
    baseline = schedule.baseline
    return first + line(screen, f"{day}; {baseline_in_words(schedule, baseline, words)}" if baseline else day)


def baseline_in_words(schedule: Schedule, baseline: Baseline, words: Words) -> str:
    """A baseline by its name, with its status date and who approved it."""
    text = words.say("compared with baseline {name} of {day}", name=baseline.name, day=baseline.status_date)
    if baseline.approved_by is None:
        return text
    values = {"baseline": text, "body": body_title(schedule, baseline.approved_by), "day": baseline.approved_on}
    return words.say("{baseline}, approved by {body} on {day}", **values)


def state_cell(state: State | TargetState, words: Words, screen: Screen) -> Cell:
    """A state as symbol and word, coloured where there is colour."""
    name, full, plain, style = STATES[state]
    return Cell(f"{screen.symbol(full, plain)} {words.say(name)}", style)


def margin_in_words(target: ScheduledTarget, words: Words) -> str:
    """How a target stands, in one sentence."""
    day = target_day(target, words)
    if target.forecast is None or target.margin_days is None or target.margin is None:
        return words.say("{day}: no forecast", day=day)
    values = {
        "day": day,
        "forecast": target.forecast,
        "days": DayCount(abs(target.margin_days)),
        "working": DayCount(abs(target.margin), working=True),
    }
    if target.margin_days < 0:
        return words.say("{day}: forecast {forecast}, {days} late ({working})", **values)
    return words.say("{day}: forecast {forecast}, {days} margin ({working})", **values)


def _targets(schedule: Schedule, words: Words, screen: Screen) -> Iterator[str]:
    shown: dict[str, tuple[str, ...]] = {}
    for target in schedule.targets:
        kind = words.say("fatal" if target.target.kind == "fatal" else "aim")
        state = state_cell(target_state(schedule, target), words, screen)
        head = hanging(screen, state, f"{target.target.title or target.id} [{kind}]")
        body = line(screen, f"   {margin_in_words(target, words)}")
        # A chain that is the beginning of one above is not written out again.
        same = next(
            (name for name, path in shown.items() if path[: len(target.critical_path)] == target.critical_path), ""
        )
        if same and target.critical_path:
            last = schedule.items[target.critical_path[-1]]
            values = {"target": schedule.plan.targets[same].title or same, "name": label_of(last)}
            yield (
                head + body + line(screen, "   ", words.say("Critical path: that of {target}, up to {name}", **values))
            )
        else:
            yield head + body + _critical_path(schedule, target, words, screen)
        shown[target.id] = target.critical_path


def label_of(item: Scheduled) -> str:
    """A deliverable in a sentence: its code and title."""
    deliverable = item.activity.deliverable
    return " ".join(part for part in (deliverable.code, deliverable.title or item.activity.deliverable_id) if part)


def name_of(schedule: Schedule, name: str) -> str:
    """A deliverable as shown in a sentence; a share with its body."""
    item = schedule.items[name]
    if item.activity.whole is None:
        return label_of(item)
    return f"{label_of(item)} ({body_title(schedule, item.activity.body or '')})"


def body_title(schedule: Schedule, name: str) -> str:
    """The title of a body, or its id."""
    body = schedule.plan.bodies.get(name)
    return (body.title if body else None) or name


def last_bodies(schedule: Schedule, item: Scheduled) -> tuple[str, ...]:
    """The bodies whose meeting sets the day of a group's decision; none where one body decides, or another rule."""
    if not schedule.plan.is_group(item.activity.deliverable.decided_by) or item.activity.whole is not None:
        return ()
    meetings = [driver.id or "" for driver in item.driving.drivers if driver.rule == "meeting"]
    return tuple(body_title(schedule, name) for name in meetings)


def some_of(names: Iterable[str], words: Words) -> str:
    """The first few names, and how many more there are."""
    shown = list(names)
    text = words.listed(tuple(shown[:MOST_NAMES]))
    more = len(shown) - MOST_NAMES
    return f"{text} {words.say('and {n} more', n=more)}" if more > 0 else text


def _critical_path(schedule: Schedule, target: ScheduledTarget, words: Words, screen: Screen) -> str:
    """The chain that decides a target, one line each, with where it begins and what ties with it."""
    if not target.critical_path:
        return ""
    columns = [Column("", 2), Column("", 6), Column(""), Column("", 23)]
    chain = [schedule.items[name] for name in target.critical_path]
    rows = [
        (
            "",
            item.activity.deliverable.code or "",
            row_title(schedule, item, words),
            _days(shown_start(schedule, item), item.early_finish, words, screen),
        )
        for item in rows_of(schedule, chain)
    ]
    text = line(screen, "   ", path_title(chain[0], words))
    text += table(columns, rows, screen, head=False)
    if target.also:
        text += line(screen, f"   {words.say('Also critical:')} {', '.join(target.also)}")
    return text


def path_title(first: Scheduled, words: Words) -> str:
    """The heading of a chain, with what its first deliverable waits for, as nothing before that does."""
    rules = {driver.rule for driver in first.driving.drivers}
    if "fixed" in rules:
        return words.say("Critical path, from a day that is fixed in the plan:")
    if "not-before" in rules and first.activity.deliverable.not_before is not None:
        return words.say("Critical path, which may not start before {day}:", day=first.activity.deliverable.not_before)
    if "status-date" in rules:
        return words.say("Critical path, from the status date:")
    return words.say("Critical path:")


def dates(item: Scheduled, words: Words, screen: Screen) -> str:
    """The day, or the first and last day, of an item."""
    return _days(item.early_start, item.early_finish, words, screen)


def _days(first: date | None, last: date | None, words: Words, screen: Screen) -> str:
    if first == last:
        return words.short_date(last)
    dash = screen.symbol("\N{EN DASH}", "-")
    return f"{words.short_date(first)} {dash} {words.short_date(last)}"


def _workstream_title(schedule: Schedule, name: str, words: Words) -> str:
    workstream = schedule.plan.workstreams.get(name)
    if workstream is None:
        return words.say("Outside the workstreams") if schedule.plan.workstreams else words.say("Deliverables")
    return " ".join(part for part in (workstream.code, workstream.title or name) if part)


def _columns(items: list[Scheduled], words: Words, *, with_slip: bool) -> list[Column]:
    """The columns of every workstream's table, all of one width; slip where there is a baseline."""
    date_width = 8 if words.language == "nl" else 10
    dues = [due_in_words(item, words) for item in items]
    return [
        Column(words.say("code"), 5),
        Column(words.say("deliverable")),
        Column(words.say("start"), date_width),
        Column(words.say("finish"), date_width),
        Column(words.say("due"), max(map(len, (words.say("due"), *dues)))),
        Column(words.say("float"), max(5, len(words.say("float"))), right=True),
        *([Column(words.say("slip"), max(5, len(words.say("slip"))), right=True)] if with_slip else []),
        Column(words.say("state"), 10),
    ]


def _row(schedule: Schedule, item: Scheduled, words: Words, screen: Screen) -> tuple[Cell | str, ...]:
    return (
        item.activity.deliverable.code or "",
        row_title(schedule, item, words),
        words.short_date(shown_start(schedule, item)),
        words.short_date(item.early_finish),
        due_in_words(item, words),
        _float(item, screen),
        *([_slip(schedule, item, screen)] if schedule.baseline is not None else []),
        state_cell(deliverable_state(schedule, item), words, screen),
    )


def row_title(schedule: Schedule, item: Scheduled, words: Words) -> str:
    """The title of a deliverable, and how many steps stand in its row where it is the result of a procedure."""
    title = item.activity.deliverable.title or item.id
    count = len(with_steps(schedule, item))
    return f"{title} ({words.count('{n} step', '{n} steps', count)})" if count > 1 else title


def due_in_words(item: Scheduled, words: Words) -> str:
    """A due date as it was written: a quarter, a month or a day."""
    due = item.activity.deliverable.due
    if due is None or item.due is None:
        return ""
    return words.short_date(due.last) if due.first == due.last else str(due)


def _float(item: Scheduled, screen: Screen) -> Cell:
    """Total float with a mark: critical, or near it; none where it is to the end of a plan that has targets."""
    if item.total_float is None or not counts_for_target(item):
        return Cell("")
    mark = "*" if item.critical else "~" if item.near_critical else " "
    style = "bad" if item.total_float < 0 else "strong" if item.critical else ""
    minus = screen.symbol("\N{MINUS SIGN}", "-")
    return Cell(f"{str(item.total_float).replace('-', minus)}{mark}", style)


def _slip(schedule: Schedule, item: Scheduled, screen: Screen) -> Cell:
    """Slip in working days with its sign: plus is late; nothing where it has not moved."""
    days = slip(schedule, item)
    return Cell(signed(days, screen) if days else "", "bad" if days and days > 0 else "")


def signed(days: int, screen: Screen) -> str:
    """A number with its sign, also when it is positive; nought has none."""
    return "0" if not days else f"{days:+d}".replace("-", screen.symbol("\N{MINUS SIGN}", "-"))


def outcome_of(schedule: Schedule, item: Scheduled) -> State | TargetState:
    """Met, missed or how it comes along, against the due date."""
    late = item.finish > item.due.toordinal() + 1 if item.due else False
    if item.done:
        return "missed" if late else "met"
    if late or (item.due is not None and item.due < schedule.status_date):
        return "late"
    return deliverable_state(schedule, item)


def _legend(schedule: Schedule, words: Words, screen: Screen) -> str:
    text = words.say("Float in working days to the target that counts; * critical, ~ nearly critical.")
    if any((item.total_float or 0) < 0 and counts_for_target(item) for item in shown_items(schedule)):
        text += " " + words.say("Below nought: it must be done so much sooner, a decision in an earlier meeting.")
    if schedule.baseline is not None:
        text += " " + words.say("Slip in working days since the baseline; + is later.")
    return line(screen, Cell(text, "quiet"))
