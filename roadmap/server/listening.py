"""Listening on an address of this machine, beside whatever else the program does."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Thread

import uvicorn

from roadmap.server.application import application_of
from roadmap.server.site import Site

PAUSE = 0.01
PATIENCE = 3
"""Seconds for who is still being answered when it ends."""


class TakenError(Exception):
    """Nothing can listen there: something else does, or the machine has no such address."""


class Listener:
    """A place to listen at, taken when this is made."""

    def __init__(self, host: str, port: int, current: Callable[[], Site]) -> None:
        """Take the port, or any that is free for 0; raises TakenError."""
        config = uvicorn.Config(
            application_of(current),
            host=host,
            port=port,
            http="h11",
            ws="none",
            lifespan="off",
            # An address of a feed can be a secret, so no request is noted anywhere.
            access_log=False,
            log_config=None,
            log_level="critical",
            server_header=False,
            proxy_headers=False,
            timeout_graceful_shutdown=PATIENCE,
        )
        try:
            self._socket = config.bind_socket()
        except (SystemExit, OverflowError, UnicodeError):
            raise TakenError from None
        self.port = int(self._socket.getsockname()[1])
        self._server = uvicorn.Server(config)
        self._thread = Thread(target=self._server.run, args=([self._socket],), daemon=True)

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Answer from a thread of its own, so that interrupts reach the program; end without cutting anyone off."""
        self._thread.start()
        try:
            while self.is_listening and not self._server.started:
                time.sleep(PAUSE)
            yield
        finally:
            self._server.should_exit = True
            self._thread.join(2 * PATIENCE)
            self._socket.close()

    @property
    def is_listening(self) -> bool:
        """Whether it still answers."""
        return self._thread.is_alive()
