"""Values of options as the plan's own parsers read them; those that are written down as typed are in `spelling`."""

from __future__ import annotations

from roadmap.commands.opening import Written
from roadmap.plan.fields import parse_id, parse_web_address
from roadmap.plan.periods import parse_date, parse_period

ADDRESS = Written("address", parse_web_address)
DAY = Written("date", parse_date)
ID = Written("id", parse_id)
PERIOD = Written("period", parse_period)
