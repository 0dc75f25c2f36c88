"""YAML from strangers: no aliases, no second key, a bounded number of values, a bounded depth."""

from pathlib import Path
from typing import Any

import yaml

from frontrow.pattern.errors import PatternError

MAX_BYTES = 256 * 1024
MAX_NODES = 12_000
MAX_DEPTH = 12


class _Loader(yaml.SafeLoader):
    """Only texts and numbers: in YAML 1.1 `on`, `no` and `2026-01-01` would be something else."""

    nodes = 0
    depth = 0
    yaml_implicit_resolvers = {
        first: [(tag, form) for tag, form in forms if tag.rsplit(":", 1)[1] in ("int", "float", "null")]
        for first, forms in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.AliasEvent):
            raise yaml.YAMLError("aliases (`*name`) are not allowed; write the value out")
        self.nodes += 1
        self.depth += 1
        if self.nodes > MAX_NODES:
            raise yaml.YAMLError(f"it holds more than {MAX_NODES} values")
        if self.depth > MAX_DEPTH:
            raise yaml.YAMLError(f"it is nested deeper than {MAX_DEPTH} levels")
        node = super().compose_node(parent, index)
        self.depth -= 1
        return node

    def construct_mapping(self, node: Any, deep: bool = False) -> Any:
        seen = set()
        for key, _ in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise yaml.YAMLError(f"line {key.start_mark.line + 1} has a key that is not a plain word")
            if key.value in seen:
                raise yaml.YAMLError(f"`{key.value[:40]}` is written twice (line {key.start_mark.line + 1})")
            seen.add(key.value)
        return super().construct_mapping(node, deep)


# what the reader of YAML stumbles over, and what a pattern cutter does about it
ADVICE = (
    ("character '\\t'", "a tab stands there; indent with spaces"),
    ("flow sequence", "a list in [ ] is not closed, or a comma is missing; a formula with a comma needs quotes"),
    ("flow mapping", "a bracket { } is not closed, or a comma or a `: ` is missing"),
    ("mapping values are not allowed", "there is a `: ` too many, or the line above is unfinished"),
    ("could not find expected ':'", "a `:` and a space are missing after the name"),
    ("block mapping", "the line is indented by more or fewer spaces than its neighbours, or a `-` or quote is wrong"),
    ("block collection", "the line is indented by more or fewer spaces than its neighbours"),
    ("quoted scalar", "a quote is opened and not closed"),
    ("escape character", "a backslash stands in double quotes; use single quotes"),
    ("cannot start any token", "a sign stands there that needs quotes round the text"),
)


def _told(error: Exception, raw: bytes) -> str:
    """What is wrong with the text of a file, for someone who has never heard of YAML."""
    if isinstance(error, yaml.MarkedYAMLError) and error.problem_mark is not None:
        mark, said = error.problem_mark, f"{error.problem} {error.context}"
        advice = next((text for sign, text in ADVICE if sign in said), "it does not fit what comes before")
        lines = raw.decode("utf-8", "replace").splitlines()
        shown = lines[mark.line].strip()[:60] if mark.line < len(lines) else ""
        here = f" (`{shown}`)" if shown else ""
        opened = error.context_mark.line + 1 if error.context_mark and ("flow" in said or "quoted" in said) else 0
        since = f" (opened in line {opened})" if opened and opened != mark.line + 1 else ""
        return f"line {mark.line + 1}, column {mark.column + 1}{here}: {advice}{since}."
    if isinstance(error, yaml.reader.ReaderError):
        before = raw[: error.position] if isinstance(error.position, int) else b""
        return f"line {before.count(10) + 1}: a sign there is not plain text; save the file as UTF-8."
    reason = " ".join(str(error).split())[:200]
    return f"cannot be read: {reason}; mend the file."


def read_mapping(path: Path) -> dict[str, Any]:
    """The mapping in a YAML file; PatternError when it is too big, not YAML, or not a mapping."""
    name = path.name
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise PatternError(f"{name}: cannot be read ({error.strerror}); check the path.") from None
    return mapping(raw, name)


def mapping(raw: bytes, name: str, kind: str = "pattern") -> dict[str, Any]:
    """The mapping in the content of a stranger's YAML file of `kind`; PatternError, which calls the file `name`."""
    if len(raw) > MAX_BYTES:
        raise PatternError(f"{name}: is larger than {MAX_BYTES // 1024} kB; a {kind} file is text, far smaller.")
    try:
        data = yaml.load(raw, Loader=_Loader)
    except (yaml.YAMLError, ValueError, TypeError, OverflowError, RecursionError) as error:
        raise PatternError(f"{name}: {_told(error, raw)}") from None
    if not isinstance(data, dict):
        raise PatternError(f"{name}: a {kind} file is a mapping that begins with `{kind}: name`.")
    return data
