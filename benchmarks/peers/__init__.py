"""What our engine is compared with: the same registration as other frameworks' people write it."""
