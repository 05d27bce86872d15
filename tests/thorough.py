"""Whether this is a thorough run, which takes more examples and the tests that are marked as thorough."""

from __future__ import annotations

import os

IS_THOROUGH = os.environ.get("ROADMAP_THOROUGH") == "1"
