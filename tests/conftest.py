"""What holds for all tests: drawn examples have no deadline, and a thorough run draws more of them.

They are the same in every run, so that one that passed passes again; ROADMAP_FRESH=1 draws others.
"""

from __future__ import annotations

import os
import signal

import pytest
from hypothesis import HealthCheck, settings

from tests.thorough import IS_THOROUGH

USUAL, THOROUGH = 60, 150

settings.register_profile(
    "house",
    max_examples=THOROUGH if IS_THOROUGH else USUAL,
    deadline=None,
    derandomize=os.environ.get("ROADMAP_FRESH") != "1",
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("house")


if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # Whoever runs the tests in the background may have Ctrl-C ignored; what they start must not inherit that.
    signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What is marked as thorough waits for a thorough run."""
    for item in items if not IS_THOROUGH else ():
        if item.get_closest_marker("thorough") is not None:
            item.add_marker(pytest.mark.skip(reason="runs with ROADMAP_THOROUGH=1"))
