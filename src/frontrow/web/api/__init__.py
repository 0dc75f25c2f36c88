"""The house as data under /api/: what there is, and what a visitor keeps. docs/guides/api.md."""
