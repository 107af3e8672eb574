"""What people read, by language: `id` is the source, missing messages fall back to it."""
