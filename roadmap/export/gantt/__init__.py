"""The Gantt image: laid out as plain values first, then only drawn."""
