"""Web Push: this house's key, whom it may write to, and how it writes."""
