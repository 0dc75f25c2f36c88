"""Interactions files: reading, writing, and the shapes found in the wild."""
