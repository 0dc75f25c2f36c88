"""A season as files: read into the database once, written back whenever asked.

season.yaml  houses/<slug>.yaml  looks/<slug>.yaml  shows/<slug>.yaml
    patterns/<slug>.yaml  fabrics/<slug>.yaml
"""

from frontrow.web.season.files.reading import import_season
from frontrow.web.season.files.text import read, save, written_as
from frontrow.web.season.files.writing import export_season

__all__ = ["export_season", "import_season", "read", "save", "written_as"]
