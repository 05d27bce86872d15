"""What is held from one edition to the next, and the times that it is given."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

from roadmap.server.answers import answer
from roadmap.server.site import Site, hold

NOW = datetime(2024, 6, 10, 9, 0, 0, 500, tzinfo=UTC)
SECOND = timedelta(seconds=1)
STAMPED = datetime(2024, 6, 3, tzinfo=UTC)


def test_file_that_stays_the_same_keeps_its_time() -> None:
    first = hold({"a.css": b"x", "b.css": b"x"}, {}, {}, NOW)
    second = hold({"a.css": b"x", "b.css": b"y"}, first, {}, NOW + 60 * SECOND)

    assert second["a.css"] == first["a.css"]
    assert second["b.css"].changed - first["b.css"].changed == 60 * SECOND


def test_calendar_has_its_own_time_but_never_one_ahead_of_the_clock() -> None:
    changes = {"past.ics": STAMPED, "ahead.ics": NOW + 60 * SECOND}
    files = hold(dict.fromkeys(changes, b"x"), {}, changes, NOW)

    assert files["past.ics"].changed == STAMPED
    assert files["ahead.ics"].changed == NOW.replace(microsecond=0)


def test_other_bytes_have_another_time_however_soon_they_come() -> None:
    files = hold({"a.ics": b"1"}, {}, {"a.ics": STAMPED}, NOW)
    times = [files["a.ics"].changed]
    for content in (b"2", b"3"):
        files = hold({"a.ics": content}, files, {"a.ics": STAMPED}, NOW)
        times.append(files["a.ics"].changed)

    assert times == [STAMPED, STAMPED + SECOND, STAMPED + 2 * SECOND]


def test_time_is_told_in_greenwich_whatever_zone_the_ledger_was_written_in() -> None:
    summer = datetime(2024, 6, 3, 2, tzinfo=timezone(timedelta(hours=2)))
    site = Site(hold({"a.ics": b"x"}, {}, {"a.ics": summer}, NOW))

    assert answer(site, "GET", "/a.ics", {}).headers["Last-Modified"] == "Mon, 03 Jun 2024 00:00:00 GMT"


def test_file_that_is_no_longer_made_is_gone() -> None:
    assert hold({"a.css": b"x"}, hold({"b.css": b"x"}, {}, {}, NOW), {}, NOW).keys() == {"a.css"}
