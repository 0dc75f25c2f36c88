"""Reading one value of a pattern file: every complaint begins with the file's name and says what to write."""

import re
from collections.abc import Mapping
from typing import Any

from frontrow.pattern.errors import PatternError
from frontrow.pattern.model import Formula, Point

NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
YES, NO = ("yes", "true"), ("no", "false")


class Reader:
    """Checks values by their kind; `where` is the place in the file, such as `panel front, edge side`."""

    def __init__(self, file: str) -> None:
        self.file = file

    def wrong(self, text: str) -> PatternError:
        """The error that says `text` about this file."""
        return PatternError(f"{self.file}: {text}")

    def mapping(self, value: object, where: str, most: int) -> dict[str, Any]:
        """A mapping of at most `most` names."""
        if not isinstance(value, dict):
            raise self.wrong(f"{where} must be a mapping of names, not {value!r:.40}.")
        if len(value) > most:
            raise self.wrong(f"{where} holds {len(value)} entries; at most {most} are read.")
        for key in value:
            if not isinstance(key, str) or not NAME.fullmatch(key):
                raise self.wrong(
                    f"{where}: `{key!s:.40}` is not a name; use small letters, digits and _, a letter first."
                )
        return value

    def fields(self, value: object, where: str, keys: tuple[str, ...], what: str) -> dict[str, Any]:
        """A mapping that has these entries and no others."""
        if not isinstance(value, dict):
            raise self.wrong(f"{where} must {what}.")
        for key in value:
            if key not in keys:
                raise self.wrong(f"{where} has an unknown entry `{key!s:.40}`; it may have {', '.join(keys)}.")
        return value

    def text(self, value: object, where: str, most: int) -> str:
        """A text of at most `most` characters."""
        if not isinstance(value, str) or len(value) > most:
            raise self.wrong(f"`{where}` must be a text of at most {most} characters.")
        return value

    def formula(self, value: object, where: str) -> Formula:
        """A number, or a text that is worked out later."""
        if isinstance(value, bool) or not isinstance(value, int | float | str):
            raise self.wrong(f"{where} must be a number or a formula, not {value!r:.40}.")
        return value

    def whole(self, value: object, where: str, least: int, most: int) -> int:
        """A whole number from `least` to `most`."""
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            raise self.wrong(f"{where} is a whole number from {least} to {most}, not {value!r:.40}.")
        return value

    def yes(self, value: object, where: str) -> bool:
        """`yes` or `no`."""
        if str(value).lower() not in YES + NO:
            raise self.wrong(f"{where} is yes or no, not {value!r:.40}.")
        return str(value).lower() in YES

    def choice(self, value: object, where: str, among: tuple[str, ...]) -> str:
        """One of a few words."""
        if value not in among:
            listed = f"{', '.join(among[:-1])} or {among[-1]}" if len(among) == 2 else ", ".join(among)
            raise self.wrong(f"{where} is {listed}, not {value!r:.40}.")
        return str(value)

    def point(self, value: object, where: str) -> Point:
        """Two formulas."""
        if not isinstance(value, list) or len(value) != 2:
            quotes = " A formula with commas in it needs quotes." if isinstance(value, list) and len(value) > 2 else ""
            raise self.wrong(f"{where} must be two formulas, [x, y].{quotes}")
        return self.formula(value[0], f"{where} x"), self.formula(value[1], f"{where} y")

    def spot(self, value: object, where: str, points: Mapping[str, Point]) -> str | Point:
        """The name of a point, or two formulas."""
        if isinstance(value, str):
            return self.among(value, points, where, "point")
        return self.point(value, where)

    def among(self, value: object, names: Any, where: str, what: str) -> str:
        """One of the names that the file gave to its points, edges or panels."""
        if not isinstance(value, str) or value not in names:
            raise self.wrong(f"{where}: there is no {what} `{value!s:.40}`; there are {', '.join(names)}.")
        return value

    def names(self, value: object, where: str, edges: list[str]) -> tuple[str, ...]:
        """One edge or a list of edges."""
        items = value if isinstance(value, list) else [value]
        return tuple(self.among(item, edges, where, "edge") for item in items)
