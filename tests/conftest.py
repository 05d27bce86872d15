"""What holds for all tests: drawn examples have no deadline, and a thorough run draws more of them."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

USUAL, THOROUGH = 100, 400

settings.register_profile(
    "house",
    max_examples=THOROUGH if os.environ.get("ROADMAP_THOROUGH") == "1" else USUAL,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("house")
