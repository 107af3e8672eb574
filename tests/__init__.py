"""Tests, grouped like the packages they test."""
