"""Print every ratio and its mark; nothing here passes or fails."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.growth import growth_ratios
from bench.pictures import picture_ratios
from bench.processes import build_ratios, comparison_ratios, large_plan_ratios, start_up_ratios
from bench.publications import publication_ratios
from bench.serving import serving_ratios
from bench.timing import Ratio


def main() -> None:
    """All measurements, the small processes first: a child's peak memory starts at its parent's."""
    with TemporaryDirectory() as folder:
        for ratio in _ratios(Path(folder)):
            print(ratio, flush=True)


def _ratios(folder: Path) -> Iterator[Ratio | str]:
    yield from start_up_ratios()
    yield from build_ratios(folder / "out")
    yield from picture_ratios(folder / "rows")
    yield from comparison_ratios(folder / "compared")
    yield from serving_ratios(folder / "served")
    yield from large_plan_ratios(folder / "large")
    yield from publication_ratios(folder / "published")
    yield from growth_ratios(folder / "growth")


if __name__ == "__main__":
    main()
