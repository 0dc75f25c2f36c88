"""The mark of visitors who do not exist."""

SIMULATED = "simulated-"


def simulated(visitor: str) -> bool:
    """Whether a visitor's id says that she was made up: real ids are random and have no dash in that place."""
    return visitor.startswith(SIMULATED)
