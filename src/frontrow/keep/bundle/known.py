"""Whom this Front Row knows: the key that each site signs with, trusted on first use, and which houses it brought."""

import os
from pathlib import Path
from typing import Annotated

import msgspec

from frontrow.errors import UserError
from frontrow.keep.bundle.key import fingerprint
from frontrow.keep.bundle.manifest import Manifest

FILE = "known.json"


class Site(msgspec.Struct, frozen=True):
    """key: its public key. houses: slugs of the houses that came from it and were not here before."""

    key: Annotated[bytes, msgspec.Meta(min_length=32, max_length=32)]
    houses: tuple[str, ...] = ()


class Known:
    """In a file of the home; names are those that sites give themselves."""

    def __init__(self, home: Path) -> None:
        self._path = home / FILE

    def sites(self) -> dict[str, Site]:
        """Raises UserError when the file is not one of ours."""
        try:
            return msgspec.json.decode(self._path.read_bytes(), type=dict[str, Site])
        except FileNotFoundError:
            return {}
        except (msgspec.ValidationError, msgspec.DecodeError) as error:
            raise UserError(f"{self._path} cannot be read ({error}); take it from a backup.") from None

    def check(self, manifest: Manifest, trust: str = "") -> bool:
        """Whether the key is known; False for a site that is new.

        trust: a fingerprint that somebody compared; then that key is right, whatever was known before. Raises
        UserError when it is not that one, or the site has another key than it had.
        """
        said = fingerprint(manifest.key)
        if trust and trust.strip().lower() != said:
            raise UserError(f"The bundle is signed by {said}, not by {trust.strip()[:40]}; nothing was taken in.")
        known = self.sites().get(manifest.site)
        if known is None:
            return False
        if known.key != manifest.key and not trust:
            raise UserError(
                f"{manifest.site} has signed with {fingerprint(known.key)} before, and this bundle with {said}: "
                f"somebody else may have made it. Ask them; if the key is new, say --trust {said}."
            )
        return known.key == manifest.key

    def add(self, manifest: Manifest, houses: tuple[str, ...]) -> None:
        """Know the site by this key from now on."""
        sites = self.sites()
        before = sites.get(manifest.site)
        kept = before.houses if before else ()
        sites[manifest.site] = Site(manifest.key, tuple(dict.fromkeys([*kept, *houses])))
        part = self._path.with_suffix(".part")
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(msgspec.json.format(msgspec.json.encode(sites), indent=1))
        part.replace(self._path)
