"""Benchmarks: what the linter finds and how fast the builders are."""
