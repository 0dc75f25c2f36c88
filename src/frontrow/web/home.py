"""Where a running Front Row keeps what is its own: one folder, named by FRONTROW_HOME."""

import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Home:
    """The folders and files below FRONTROW_HOME (default `./frontrow-data`)."""

    root: Path

    @property
    def database(self) -> Path:
        return self.root / "db.sqlite3"

    @property
    def events(self) -> Path:
        return self.root / "events.sqlite3"

    @property
    def segments(self) -> Path:
        return self.root / "segments.npz"

    @property
    def media(self) -> Path:
        return self.root / "media"

    @property
    def locale(self) -> Path:
        return self.root / "locale"

    @property
    def lan(self) -> Path:
        """Certificates for the local network."""
        return self.root / "lan"

    @property
    def vapid(self) -> Path:
        """The key that signs what is pushed to browsers."""
        return self.root / "vapid.pem"

    @property
    def workers(self) -> Path:
        return self.root / "workers"

    @property
    def work(self) -> Path:
        return self.root / "work"

    def make(self) -> "Home":
        """The folders; a new house is readable by its owner alone, for it keeps other people's addresses."""
        if not self.root.exists():
            self.root.mkdir(parents=True)
            self.root.chmod(0o700)
        for folder in (self.root, self.media, self.workers, self.work):
            folder.mkdir(parents=True, exist_ok=True)
        return self


def home() -> Home:
    """The home named by the environment, with its folders made."""
    return Home(Path(os.environ.get("FRONTROW_HOME", "frontrow-data")).resolve()).make()
