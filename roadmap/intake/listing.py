"""What a list of meetings says, and which part of it was asked for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from roadmap.findings import Finding, Value, has_errors, in_order
from roadmap.intake.foreign import Foreign

MAX_MEETINGS = 1_000
MOST_TITLES = 5
# How Outlook and clerks mark what does not go on, whatever its status says.
_CANCELLED = (
    "geannuleerd", "afgelast", "vervalt", "vervallen", "gaat niet door", "cancelled", "canceled",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    """Which meetings of a list are meant: titles that hold one of some texts, and days within bounds.

    ``last`` is None when nothing bounds the end; with ``takes_all`` titles may differ.
    """

    first: date
    last: date | None
    titles: tuple[str, ...] = ()
    takes_all: bool = False

    def is_meant(self, title: str) -> bool:
        """Whether a title was asked for."""
        folded = title.casefold()
        return not self.titles or any(text.casefold() in folded for text in self.titles)

    def is_within(self, day: date) -> bool:
        """Whether a day lies within the bounds."""
        return self.first <= day and (self.last is None or day <= self.last)


@dataclass(frozen=True, slots=True)
class Listed:
    """One day of a list, and where it stands in the text."""

    day: date
    title: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Listing:
    """The meetings of a list that were asked for, a day each and in order; and what was found on the way.

    ``name`` is that of the file, ``others`` counts the entries with another title, ``outside`` the days out of bounds.
    """

    name: str
    meetings: tuple[Listed, ...]
    cancelled: tuple[Listed, ...]
    others: int
    outside: int
    findings: tuple[Finding, ...]

    @property
    def is_sound(self) -> bool:
        """Whether it can be gone by."""
        return not has_errors(self.findings)


@dataclass(eq=False)
class Collector:
    """Takes in what a reader finds, day by day; no more of it than a body can have."""

    foreign: Foreign
    asked: Asked
    taken: list[Listed] = field(default_factory=list)
    cancelled: list[Listed] = field(default_factory=list)
    others: int = 0
    outside: int = 0

    def take(self, listed: Listed, *, is_cancelled: bool) -> None:
        """One day; raise GiveUpError past the most that there can be."""
        if not self.asked.is_within(listed.day):
            self.outside += 1
            return
        (self.cancelled if is_cancelled or says_cancelled(listed.title) else self.taken).append(listed)
        if len(self.taken) + len(self.cancelled) > MAX_MEETINGS:
            raise self.foreign.refuse("too-many-meetings", listed.start, listed.end, limit=MAX_MEETINGS)

    def listing(self) -> Listing:
        """All that was taken in; nothing at all, or a choice of titles that nobody made, is a fault."""
        foreign = self.foreign
        days = {listed.day: listed for listed in reversed(self.taken)}
        if not has_errors(foreign.findings):
            self._check_titles()
        if not days and not has_errors(foreign.findings):
            found: dict[str, Value] = {"others": self.others, "outside": self.outside, "cancelled": len(self.cancelled)}
            foreign.report("no-meetings-listed", 0, 1, path=foreign.name, **found)
        return Listing(
            foreign.name,
            tuple(days[day] for day in sorted(days)),
            tuple(sorted(self.cancelled, key=lambda listed: (listed.day, listed.title))),
            self.others,
            self.outside,
            in_order(foreign.findings),
        )

    def _check_titles(self) -> None:
        titles = {listed.title.casefold(): listed for listed in reversed(self.taken)}
        if self.asked.titles or self.asked.takes_all or len(titles) <= 1:
            return
        second = sorted(titles.values(), key=lambda listed: listed.start)[1]
        named = _most(listed.title for listed in self.taken)
        self.foreign.report("several-titles", second.start, second.end, count=len(titles), titles=named)


def says_cancelled(text: str) -> bool:
    """Whether a title or a status says that a meeting does not go on."""
    return text.strip(" ([*-").casefold().startswith(_CANCELLED)


def _most(titles: Iterable[str]) -> tuple[str, ...]:
    """The titles that occur most, each with how often."""
    counted = sorted(Counter(titles).items(), key=lambda pair: (-pair[1], pair[0]))
    shown = [f'"{title}" ({count})' for title, count in counted[:MOST_TITLES]]
    return (*shown, *(["..."] if len(counted) > MOST_TITLES else []))
