"""What it means: states and findings, read off a schedule."""
