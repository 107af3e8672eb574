"""The store: tables, one file per subject, keys and sealing, always with a scope."""
