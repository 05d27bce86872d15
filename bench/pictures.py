"""Pictures of a hundred rows against bare matplotlib: as many bars, and their titles as one artist, in one process."""

import gc
import time
from collections.abc import Callable, Iterator
from functools import partial
from io import BytesIO
from pathlib import Path

from matplotlib.figure import Figure
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path as Outline
from matplotlib.textpath import TextPath
from matplotlib.transforms import Affine2D

from bench.generate import write_plan
from bench.timing import Ratio, in_turn, ratio_of_medians
from roadmap.export.gantt.chart import Chart
from roadmap.export.gantt.drawing import PNG_DPI, POINTS_PER_INCH, draw
from roadmap.export.gantt.pages import lay_out, lay_out_pages
from roadmap.export.gantt.picture import VIEWS, Picture
from roadmap.export.words import Words
from roadmap.plan.load import load_plan
from roadmap.scheduling.compute import compute_schedule
from roadmap.scheduling.schedule import Schedule

_FILES = 6
_ENDS = 5  # the ends of each workstream and of the plan are rows too
_ROWS, _MANY_ROWS = 100, 1_000
_MOST_GROWTH = 10
_ROW_HEIGHT, _BAR_HEIGHT, _TEXT_SIZE = 16.0, 8.0, 8.5


def picture_ratios(folder: Path) -> Iterator[Ratio]:
    """From a schedule to each format and in each view; the letters' outlines count as matplotlib's."""
    schedule = _schedule(folder / "few", _ROWS)
    chart = lay_out(schedule, Words("nl"))
    for file_format in ("svg", "png"):
        yield _ratio(f"{file_format.upper()} of {_ROWS} rows", schedule, Picture(), chart, file_format)
    for view in VIEWS:
        stream = next(iter(sorted(schedule.plan.workstreams))) if view == "workstream" else None
        picture = Picture(view, "fit" if view == "full" else "a4", workstream=stream)
        yield _ratio(f"SVG of view {view}, plan of {_ROWS} rows", schedule, picture, chart, "svg")
    many = _schedule(folder / "many", _MANY_ROWS)
    # What stands by now is not garbage of either side.
    gc.collect()
    gc.freeze()
    ours = partial(_seconds, partial(_draw, many, Picture(), "svg"))
    # As many rows on either side: on a busy machine a short run finds a quiet moment where a long one does not.
    pictures = _MANY_ROWS // _ROWS
    few = partial(_seconds, lambda: [_draw(schedule, Picture(), "svg") for _ in range(pictures)])
    value = ratio_of_medians(*in_turn(ours, few, rounds=15)) * pictures
    yield Ratio(f"SVG of {_MANY_ROWS:,} rows / of {_ROWS} rows", value, _MOST_GROWTH)


def _ratio(name: str, schedule: Schedule, picture: Picture, chart: Chart, file_format: str) -> Ratio:
    ours = partial(_seconds, partial(_draw, schedule, picture, file_format))
    bare = partial(_seconds, partial(_draw_bare, chart, file_format))
    value = ratio_of_medians(*in_turn(ours, bare, rounds=15))
    return Ratio(f"{name} / {_ROWS} bars and one label artist", value, 1.5)


def _schedule(folder: Path, rows: int) -> Schedule:
    write_plan(folder, items=rows - _ENDS, files=_FILES)
    plan = load_plan(folder).plan
    if len(plan.deliverables) != rows or plan.status_date is None:
        raise ValueError(folder)
    return compute_schedule(plan, status_date=plan.status_date)


def _seconds(step: Callable[[], object]) -> float:
    gc.collect()
    start = time.perf_counter()
    step()
    return time.perf_counter() - start


def _draw(schedule: Schedule, picture: Picture, file_format: str) -> list[bytes]:
    """Every page of a picture."""
    return [draw(chart, file_format) for chart in lay_out_pages(schedule, Words("nl"), picture)]


def _draw_bare(chart: Chart, file_format: str) -> bytes:
    """What takes matplotlib itself: a page as large as ours, a bar for each row and all titles as one outline."""
    figure = Figure(figsize=(chart.width / POINTS_PER_INCH, chart.height / POINTS_PER_INCH))
    page = Affine2D().scale(1 / chart.width, 1 / chart.height) + figure.transFigure
    heights = [chart.height - 100 - row * _ROW_HEIGHT for row in range(_ROWS)]
    for row, y in enumerate(heights):
        figure.add_artist(Rectangle((300 + 5 * row, y), 60, _BAR_HEIGHT, transform=page))
    titles = [TextPath((28, y), f"Resultaat {row} van het programma", size=_TEXT_SIZE) for row, y in enumerate(heights)]
    figure.add_artist(PathPatch(Outline.make_compound_path(*titles), linewidth=0, transform=page))
    content = BytesIO()
    figure.savefig(content, format=file_format, dpi=PNG_DPI)
    return content.getvalue()
