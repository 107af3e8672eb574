"""What people write and what it means: rows for the tests and the benchmark alike."""
