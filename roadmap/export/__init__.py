"""What leaves the house: one format, one file."""
