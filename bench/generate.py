"""Plans of any size, the same at every run: workstreams of work, milestones, terms and decisions in layers.

Links run from a lower layer to a higher one only, and the layers are few, so that the dates stay within the tables
however many items there are. An item's number is its place: number = column * LAYERS + layer.
"""

from collections.abc import Iterator
from pathlib import Path
from random import Random

LAYERS = 12
_SEED = 2025
_YEARS = range(2023, 2030)
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday")
_OWNERS = ("programmamanager", "projectleider inkoop", "regiobureau", "beleidsadviseur")
_CALENDARS = ("cao-gemeenten", "rijk", "markt")
_LAGS = ("", "+2d", "+1w", "+5ed", "-1d")
_OVERLAPS = ("SS+1w", "SS+3ed", "FF+2d", "FF", "SF+10d", "SF+2w")


def write_plan(folder: Path, items: int, files: int) -> None:
    """A plan of that many items in that many files: one for the plan, one for the bodies, the rest workstreams."""
    kinds = _kinds(items)
    columns = -(-items // LAYERS)
    streams = min(files - 2, columns)
    ends = [column * columns // streams * LAYERS for column in range(streams)] + [items]
    _write(folder / "plan.yaml", _plan(streams, title=f"Voorbeeld van {items} resultaten"))
    _write(folder / "besturen.yaml", _bodies())
    for stream in range(streams):
        numbers = range(ends[stream], ends[stream + 1])
        _write(folder / "lijnen" / f"{stream:02d}.yaml", _workstream(stream, numbers, kinds))


def write_chain(folder: Path, items: int, files: int) -> None:
    """One chain of that many items: milestones, and a day of work in every two hundredth."""
    streams = files - 2
    _write(folder / "plan.yaml", _plan(streams, title=f"Keten van {items} resultaten"))
    _write(folder / "besturen.yaml", _bodies())
    for stream in range(streams):
        numbers = range(stream * items // streams, (stream + 1) * items // streams)
        _write(folder / "lijnen" / f"{stream:02d}.yaml", _chain(stream, numbers, items))


def _write(path: Path, lines: Iterator[str]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8", newline="\n")


def _plan(streams: int, *, title: str) -> Iterator[str]:
    yield "roadmap: 1"
    yield "id: voorbeeld"
    yield f'title: "{title}"'
    yield "language: nl"
    yield "status_date: 2023-01-09"
    yield "calendar: cao-gemeenten"
    yield "calendars:"
    yield "  rijk: {week: [mon, tue, wed, thu, fri], holidays: cao-gemeenten, closed: [2023-12-27..2023-12-29]}"
    yield "  markt: {week: [mon, tue, wed, thu], holidays: none, open: [2023-09-29]}"
    yield "include: [besturen.yaml, lijnen/*.yaml]"
    yield "targets:"
    yield "  oplevering: {title: Alles opgeleverd, by: 2028-Q4, milestone: einde, kind: fatal}"
    yield "deliverables:"
    ends = ", ".join(f"einde-{stream:02d}" for stream in range(streams))
    yield f"  einde: {{title: Alles opgeleverd, milestone: true, after: [{ends}]}}"


def _bodies() -> Iterator[str]:
    yield "recesses:"
    for year in _YEARS:
        yield f"  zomer-{year}: {year}-07-15..{year}-08-25"
        yield f"  kerst-{year}: {year}-12-23..{year + 1}-01-05"
    recess = ", ".join(f"{season}-{year}" for year in _YEARS for season in ("zomer", "kerst"))
    yield "bodies:"
    for number in range(1, 9):
        rule = f"{(number - 1) // 4 * 2 + 2}{'nd' if number < 5 else 'th'} {_WEEKDAYS[number % 4]}"  # noqa: PLR2004
        yield f"  raad-{number}: {{title: Raad {number}, hand_in: 28ed, meets: {{every: {rule}}}, recess: [{recess}]}}"
    for number, weekday in enumerate(("tuesday", "wednesday"), start=1):
        meets = f"meets: {{every: {weekday}}}"
        yield f"  college-{number}: {{title: College {number}, hand_in: 7ed, {meets}, recess: [{recess}]}}"
    yield "groups:"
    yield f"  raden: [{', '.join(f'raad-{number}' for number in range(1, 9))}]"


def _kinds(items: int) -> list[str]:
    kinds = Random(_SEED).choices(("work", "milestone", "decision", "term"), (78, 10, 8, 4), k=items)
    return [kind if number % LAYERS else "work" for number, kind in enumerate(kinds)]


def _workstream(stream: int, numbers: range, kinds: list[str]) -> Iterator[str]:
    yield from _head(stream)
    random = Random(_SEED + numbers.start)
    for number in numbers:
        yield f"      {_id(number)}:"
        yield f"        title: Resultaat {number} van het programma"
        yield from _kind(kinds[number], random)
        after = ", ".join(_predecessors(number, kinds, random))
        if after:
            yield f"        after: [{after}]"
        yield f"        owner: {random.choice(_OWNERS)}"
        if random.random() < 0.3:  # noqa: PLR2004
            yield "        due: 2028-Q2"
    last = [_id(number) for number in numbers if number % LAYERS == LAYERS - 1 or number == len(kinds) - 1]
    yield from _end(stream, last)


def _head(stream: int) -> Iterator[str]:
    yield "workstreams:"
    yield f"  lijn-{stream:02d}:"
    yield f"    title: Lijn {stream}"
    yield "    deliverables:"


def _end(stream: int, last: list[str]) -> Iterator[str]:
    yield f"      einde-{stream:02d}: {{title: Lijn {stream} klaar, milestone: true, after: [{', '.join(last)}]}}"


def _id(number: int) -> str:
    return f"resultaat-{number:06d}"


def _kind(kind: str, random: Random) -> Iterator[str]:
    match kind:
        case "milestone":
            yield "        milestone: true"
        case "decision":
            body = f"raad-{random.randint(1, 8)}" if random.random() < 0.5 else f"college-{random.randint(1, 2)}"  # noqa: PLR2004
            yield f"        decided_by: {body if random.random() < 0.95 else 'raden'}"  # noqa: PLR2004
        case "term":
            yield random.choice(("        term: standstill", "        term: sas\n        duration: 45ed"))
        case _:
            yield f"        duration: {random.choice(('3d', '1w', '8d', '2w', '3w', '10ed'))}"
            yield f"        calendar: {random.choice(_CALENDARS)}"


def _predecessors(number: int, kinds: list[str], random: Random) -> Iterator[str]:
    """The item before it in its column, and up to two of any column in lower layers."""
    layer = number % LAYERS
    if layer == 0:
        return
    yield _id(number - 1)
    columns = number // LAYERS + 1
    others = {random.randrange(columns) * LAYERS + random.randrange(layer) for _ in range(random.choice((0, 0, 1, 2)))}
    for other in sorted(others - {number - 1}):
        overlaps = kinds[other] == kinds[number] == "work" and random.random() < 0.3  # noqa: PLR2004
        yield f"{_id(other)} {random.choice(_OVERLAPS if overlaps else _LAGS)}".rstrip()


def _chain(stream: int, numbers: range, items: int) -> Iterator[str]:
    yield from _head(stream)
    for number in numbers:
        kind = f"duration: 1d, calendar: {_CALENDARS[number // 200 % 3]}" if number % 200 == 0 else "milestone: true"
        after = f", after: {_id(number - 1)}" if number else ""
        yield f"      {_id(number)}: {{title: Schakel {number}, {kind}{after}}}"
    yield from _end(stream, [_id(min(numbers.stop, items) - 1)])
