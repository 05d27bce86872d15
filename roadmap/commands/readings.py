"""Values of options as the plan's own parsers read them; those that are written down as typed are in `spelling`."""

from __future__ import annotations

from roadmap.commands.days import read_day, read_period
from roadmap.commands.opening import Written
from roadmap.plan.fields import parse_id, parse_web_address

ADDRESS = Written("address", parse_web_address)
DAY = Written("date", read_day)
ID = Written("id", parse_id)
PERIOD = Written("period", read_period)
