"""Front Row: a virtual fashion week in one program."""

__version__ = "0.1.0"
