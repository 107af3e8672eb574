"""The talks: forms, states and what people write, all pure (no I/O, clock or randomness)."""
