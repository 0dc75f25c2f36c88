"""What comes out of a drape in the fitting room."""

from typing import Any, NamedTuple


class Draped(NamedTuple):
    """glb: the file, body and garments; report: its figures."""

    glb: bytes
    report: dict[str, Any]
