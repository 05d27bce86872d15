"""What can be wrong with one value, before it has a place."""

from __future__ import annotations

from roadmap.findings import Value


class FaultError(ValueError):
    """A value that cannot be read: the code of its finding and the finding's parameters."""

    def __init__(self, code: str, **params: Value) -> None:
        """Keep the code and the parameters."""
        super().__init__(code)
        self.code = code
        self.params = params
