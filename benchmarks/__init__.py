"""Benchmarks: ratios measured in one run on one machine. Started by `make bench`; never a test."""
