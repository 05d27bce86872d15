"""Edits of plan files: spans of their text replaced, put in and taken out, and read back."""
