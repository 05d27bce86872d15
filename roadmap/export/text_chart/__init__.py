"""The plan as a chart of characters, for a terminal or a mail."""
