"""`python -m frontrow`."""

from frontrow.cli import main

main()
