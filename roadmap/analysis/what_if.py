"""A what-if: the schedule now, the one as it would be, and what moves between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from roadmap.analysis.slippage import Slippage, find_slippage
from roadmap.scheduling.freezing import freeze
from roadmap.scheduling.schedule import Schedule

NOW = "now"


@dataclass(frozen=True, slots=True)
class WhatIf:
    """Two schedules as `status` would show them, and the slippage from the one to the other.

    ``compared`` is ``after`` held against ``before`` as its baseline; ``assumed`` are the assumptions as given.
    ``elsewhere`` are the decisions that are to miss a meeting at which they are not planned, each with its own day.
    """

    before: Schedule
    after: Schedule
    compared: Schedule
    slippage: Slippage
    assumed: tuple[str, ...]
    elsewhere: tuple[tuple[str, date], ...]


def compare(
    before: Schedule, after: Schedule, assumed: Sequence[str], elsewhere: Sequence[tuple[str, date]] = ()
) -> WhatIf:
    """Hold the plan as it would be against the plan as it is."""
    compared = replace(after, baseline=freeze(before, NOW))
    return WhatIf(before, after, compared, find_slippage(compared), tuple(assumed), tuple(elsewhere))
