"""What the planner wrote: text with its places, calendars, and the validated plan."""
