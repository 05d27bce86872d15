"""Plan-as-code for public programmes: decisions in meetings, forwards and backwards."""
