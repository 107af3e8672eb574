"""Tests of the benchmarks: that they measure real work."""
