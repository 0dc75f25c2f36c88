"""One file of a season: names and values in YAML, and what they make."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar

import yaml
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import override

from frontrow.errors import UserError
from frontrow.web.translated import Translations

M = TypeVar("M", bound=models.Model)


def read(path: Path) -> dict[str, Any]:
    """The mapping in a YAML file."""
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise UserError(f"{path} is missing; `frontrow season new` writes a season to start from") from None
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise UserError(f"{path} is not readable YAML: {' '.join(str(error).split())}") from None
    if not isinstance(data, Mapping):
        raise UserError(f"{path} must hold names and values, such as `title: …`")
    return dict(data)


def need(data: Any, name: str, path: Path) -> Any:
    """The value of `name`. Raises UserError where there is none."""
    if not isinstance(data, Mapping):
        raise UserError(f"{path} has {data!r:.60} where names and values belong, such as `{name}: …`")
    if data.get(name) in (None, ""):
        raise UserError(f"{path} has no `{name}`; add it")
    return data[name]


def save(thing: M, path: Path) -> M:
    """Save `thing`, which `path` describes, if it is as the desk would accept it. Raises UserError."""
    try:
        with override("en"):
            thing.full_clean()
    except ValidationError as error:
        raise _wrong(error, path) from None
    thing.save()
    return thing


def _wrong(error: ValidationError, path: Path) -> UserError:
    """The first complaint as one sentence that names the file."""
    with override("en"):
        name, words = next(iter(error.message_dict.items()))
    return UserError(f"{path}: {words[0]}" if name in ("__all__", "source") else f"{path}: `{name}`: {words[0]}")


def written_as(data: Mapping[str, Any]) -> str:
    """The text of a file with these names and values."""
    return yaml.dump(dict(data), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=100)


class _Dumper(yaml.SafeDumper):
    """Texts become plain mappings; long texts fold instead of running off the page; nothing is said by reference."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _text(dumper: yaml.SafeDumper, value: str) -> yaml.ScalarNode:
    """A text of several lines stands as it is, below its name."""
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style="|" if "\n" in value else None)


_Dumper.add_representer(str, _text)
_Dumper.add_representer(Translations, lambda dumper, value: dumper.represent_dict(dict(value)))
