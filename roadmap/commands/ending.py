"""The program ends in good order when it is interrupted or told to end: cleaned up, without a traceback.

Ctrl-C gives exit status 130. SIGTERM, a terminal that is closed and Ctrl-Break go the same way, so that temporary files
and locks are gone too; their status is 128 and the number of the signal, as shells count.
"""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

INTERRUPTED = 130
SHELLS_ADD = 128
PAUSE = 0.01
_ENDS = ("SIGTERM", "SIGHUP", "SIGBREAK")


@contextmanager
def in_good_order() -> Iterator[None]:
    """Within this, a signal to end is an exception like an interrupt; a signal that is ignored stays so."""
    ends = [number for name in _ENDS if (number := getattr(signal, name, None)) is not None]
    heeded = [number for number in ends if signal.getsignal(number) is signal.SIG_DFL]
    for number in heeded:
        signal.signal(number, _end)
    sys.unraisablehook = _once_more
    try:
        yield
    except KeyboardInterrupt:
        raise SystemExit(INTERRUPTED) from None
    finally:
        # While the interpreter winds up nothing can be caught: from here on a signal just ends it.
        interrupt = [signal.SIGINT] if signal.getsignal(signal.SIGINT) is signal.default_int_handler else []
        for number in (*heeded, *interrupt):
            signal.signal(number, signal.SIG_DFL)


def _end(number: int, frame: FrameType | None) -> None:  # noqa: ARG001 - the signature is the system's
    raise SystemExit(SHELLS_ADD + number)


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
    from _thread import interrupt_main  # noqa: PLC0415 - hardly ever needed
    from threading import Timer  # noqa: PLC0415 - as above

    timer = Timer(PAUSE, interrupt_main, (number,))
    timer.daemon = True
    timer.start()
