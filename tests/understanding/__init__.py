"""Tests of what reads people's words."""
