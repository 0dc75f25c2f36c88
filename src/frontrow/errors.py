"""The two kinds of failure a person meets at the command line."""


class UserError(Exception):
    """The user's mistake: one sentence saying what is wrong, where, and what to do. Exit status 2."""
