"""What is wrong with a pattern, in one sentence."""

from frontrow.errors import UserError


class PatternError(UserError):
    """One sentence naming the file, the panel and the edge, and what to do."""
