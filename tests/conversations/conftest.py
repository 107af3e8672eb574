"""The option that rewrites the transcripts."""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """`pytest tests/conversations --update` writes what is answered now into the transcripts."""
    parser.addoption("--update", action="store_true", help="rewrite tests/transcripts")
