"""How fast it is, as ratios to a reference that runs in turn with it: `python -m bench`."""
