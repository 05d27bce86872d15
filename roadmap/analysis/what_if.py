"""A what-if: the schedule now, the one as it would be, and what moves between them."""

from __future__ import annotations

from dataclasses import dataclass

from roadmap.analysis.slippage import Slippage
from roadmap.scheduling.schedule import Schedule


@dataclass(frozen=True, slots=True)
class WhatIf:
    """``after`` is held against ``before`` as its baseline; ``assumed`` are the assumptions as they were given."""

    before: Schedule
    after: Schedule
    slippage: Slippage
    assumed: tuple[str, ...]
