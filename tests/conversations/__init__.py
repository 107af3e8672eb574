"""Tests of the talks: transcripts, properties, diagrams, words."""
