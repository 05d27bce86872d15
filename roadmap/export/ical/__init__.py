"""Calendars to subscribe to: laid out as plain values, then written as iCalendar files."""
