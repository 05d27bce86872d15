"""The program ends in good order when it is interrupted or told to end: cleaned up, without a traceback.

Ctrl-C gives exit status 130. SIGTERM, a terminal that is closed and Ctrl-Break go the same way, so that temporary files
and locks are gone too; their status is 128 and the number of the signal, as shells count.
"""

from __future__ import annotations

import _thread
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import Any

INTERRUPTED = 130
SHELLS_ADD = 128
PAUSE = 0.01
_ENDS = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")
_USUAL = (signal.SIG_DFL, signal.default_int_handler)


@contextmanager
def in_good_order() -> Iterator[None]:
    """Within this, a signal to end is an exception like an interrupt; a signal that is ignored stays so."""
    numbers = [number for name in _ENDS if (number := getattr(signal, name, None)) is not None]
    heeded = [number for number in numbers if signal.getsignal(number) in _USUAL]
    asked: list[int] = []

    def end(number: int, frame: FrameType | None) -> None:  # noqa: ARG001 - the signature is the system's
        asked.append(number)
        raise KeyboardInterrupt if number == signal.SIGINT else SystemExit(SHELLS_ADD + number)

    for number in heeded:
        signal.signal(number, end)
    sys.unraisablehook = _once_more
    try:
        yield
    except BaseException:
        # A library that is interrupted while it loads makes another error of it.
        if not asked:
            raise
    finally:
        # From here on nothing can be caught: a signal just ends it.
        for number in heeded:
            signal.signal(number, signal.SIG_DFL)
        if asked:
            _leave(SHELLS_ADD + asked[0])


def _leave(status: int) -> None:
    """End at once: a library that was interrupted while it loaded may crash as the interpreter winds up."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):
            stream.flush()
    os._exit(status)


def _once_more(unraisable: Any) -> None:
    """What fell where it cannot be raised, in the clearing away of an object, is raised again a moment later."""
    match unraisable.exc_value:
        case KeyboardInterrupt():
            _send_soon(signal.SIGINT)
        case SystemExit(code=int(code)) if code > SHELLS_ADD:
            _send_soon(code - SHELLS_ADD)
        case _:
            sys.__unraisablehook__(unraisable)


def _send_soon(number: int) -> None:
    from threading import Timer, main_thread  # noqa: PLC0415 - hardly ever needed

    # Windows knows no signal to a thread; what is asleep there wakes up first.
    send = getattr(signal, "pthread_kill", lambda _, sent: _thread.interrupt_main(sent))
    timer = Timer(PAUSE, send, (main_thread().ident, number))
    timer.daemon = True
    timer.start()
