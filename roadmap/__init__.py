"""Plan-as-code for public programmes: decisions in meetings, forwards and backwards."""

__version__ = "0.1.0"
