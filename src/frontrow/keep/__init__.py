"""Everything a house keeps, in one file, and a house from such a file."""

from frontrow.keep.backup import backup
from frontrow.keep.dumps import databases
from frontrow.keep.restore import restore

__all__ = ["backup", "databases", "restore"]
