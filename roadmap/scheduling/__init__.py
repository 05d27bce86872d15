"""When it happens: the network, the kinds as monotone functions, and the passes."""
