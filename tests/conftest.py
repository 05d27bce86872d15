"""What holds for all tests: drawn examples have no deadline, and a thorough run draws more of them.

They are the same in every run, so that one that passed passes again; ROADMAP_FRESH=1 draws others.
"""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

USUAL, THOROUGH = 100, 250

settings.register_profile(
    "house",
    max_examples=THOROUGH if os.environ.get("ROADMAP_THOROUGH") == "1" else USUAL,
    deadline=None,
    derandomize=os.environ.get("ROADMAP_FRESH") != "1",
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("house")
