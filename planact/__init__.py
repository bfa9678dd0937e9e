"""planact: Plan-and-Act web agents (arXiv 2503.09572), one cell of Table 1 at a time."""

__version__ = "0.1.0"
