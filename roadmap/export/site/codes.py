"""QR codes, for whoever subscribes with a telephone."""

from __future__ import annotations

import io
from functools import lru_cache

import segno

MOST_KEPT = 2_000


# A page stands in the folder more than once, and a server makes it anew at every change.
@lru_cache(maxsize=MOST_KEPT)
def qr_code(address: str) -> str:
    """An address as a picture for a page (SVG): black on white with its quiet zone, so that any camera reads it."""
    drawn = io.BytesIO()
    code = segno.make(address, error="m", micro=False)
    code.save(drawn, kind="svg", border=4, light="#fff", xmldecl=False, svgns=True, nl=False, omitsize=True)
    return drawn.getvalue().decode()
