"""The hot path: clock, live wire, intake of interactions, files; and the door in front of the pages."""

from frontrow.limits import Rate
from frontrow.live.app import create
from frontrow.live.hub import Hub
from frontrow.live.intake import Intake
from frontrow.live.server import server

__all__ = ["Hub", "Intake", "Rate", "create", "server"]
