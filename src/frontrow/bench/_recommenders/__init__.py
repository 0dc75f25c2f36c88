"""Recommenders of others, each in an environment of its own: what they are, how they are installed and asked."""
