"""A season in one signed file that another Front Row can take in."""

from frontrow.keep.bundle.key import fingerprint, house_key
from frontrow.keep.bundle.known import Known, Site
from frontrow.keep.bundle.manifest import Manifest
from frontrow.keep.bundle.opened import Bundle, opened
from frontrow.keep.bundle.packed import packed

__all__ = ["Bundle", "Known", "Manifest", "Site", "fingerprint", "house_key", "opened", "packed"]
