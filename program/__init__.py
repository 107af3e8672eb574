"""The programme's rules of law and practice: pure, dated, each with its source."""
