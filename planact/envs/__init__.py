"""Benchmarks: their tasks, their evaluators, and the environments that open and score episodes."""
