"""Whether a pattern's pieces make one garment: every piece sewn to the others, unless it is declared loose."""

from collections.abc import Iterable

from frontrow.pattern.errors import PatternError
from frontrow.pattern.flat import Draft
from frontrow.pattern.seams import Run

Copy = tuple[str, bool]  # a panel and whether it is the right one of its pair


def require_joined(draft: Draft, sewn: Iterable[Run]) -> None:
    """Raises PatternError naming the first piece that no seam and no button joins to the rest."""
    owner: dict[Copy, Copy] = {}

    def root(copy: Copy) -> Copy:
        while owner.setdefault(copy, copy) != copy:
            copy = owner[copy]
        return copy

    def join(a: Copy, b: Copy) -> None:
        owner[root(a)] = root(b)

    for run in sewn:
        a, b = run.a[0][0], run.b[0][0]
        for side in (False, True):
            for name, _, _ in (*run.a, *run.b):
                join((name, side), (a, side))
        if run.mirrored:
            join((a, False), (a, True))
        else:
            join((a, False), (b, False))
            join((a, True), (b, True))
    for name, panel in draft.panels.items():
        if panel.cut == "fold" or len(panel.buttons):
            join((name, False), (name, True))
    pieces = [(name, side) for name in draft.panels for side in (False, True) if not draft.pattern.panels[name].loose]
    if not pieces:
        return
    groups: dict[Copy, list[str]] = {}
    for piece in pieces:
        groups.setdefault(root(piece), []).append(piece[0])
    if len(groups) == 1:
        return
    main = max(groups.values(), key=lambda names: sum(draft.panels[name].area for name in names))
    apart = next(names for names in groups.values() if names is not main)
    file = draft.pattern.file
    if set(apart) == set(main):
        raise PatternError(
            f"{file}: panel {apart[0]}: nothing joins the left piece to the right one; sew an edge to itself, such as "
            f"[{apart[0]}.centre, {apart[0]}.centre], or write `loose: yes` if they are worn apart."
        )
    names = ", ".join(dict.fromkeys(apart))
    what = "panel" if len(set(apart)) == 1 else "panels"
    raise PatternError(
        f"{file}: {what} {names}: sewn to nothing else of the garment; write the seam that joins "
        f"{'it' if what == 'panel' else 'them'}, or `loose: yes` if that is meant."
    )
