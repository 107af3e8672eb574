"""The officers' desk at `/meja`: pages in Bahasa Indonesia over `storage`, good on a phone."""
