"""`frontrow bench mirror-clothes`: whether clothes in the mirror lie where they would lie on whom the camera sees.

The wearer of a made look is photographed in her base layer; the mirror puts the look on her; the cloth that it draws is
compared with the cloth that she wears when the same clip of the look is photographed: the share of the pixels of either
that are of both. Landmarks are those of her joints, without the tracker's error (that is `frontrow bench mirror`'s).
"""

import json
import os
from pathlib import Path
from statistics import median
from typing import Any

import click
import numpy as np

from frontrow.bench.machine import head, table

MOMENTS = {  # clip, second, degrees, whether seen from head to foot
    "stands": ("stand", 0.0, 0.0, True),
    "turned 35°": ("stand", 0.0, 35.0, True),
    "at a desk": ("stand", 0.0, -15.0, False),
    "poses": ("pose", 1.0, 0.0, True),
}


@click.command(help="Clothes in the mirror against the same clothes draped: overlap, milliseconds, kilobytes.")
@click.argument("looks", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(looks: tuple[Path, ...], as_json: bool) -> None:
    from frontrow.bench._mirror.clothes import cloth_seen, fitting, tracked
    from frontrow.bench._mirror.people import DESK, SHELF, Person, dressed, shot
    from frontrow.look.decode import Decoded
    from frontrow.look.mirror import mirrored

    told: dict[str, Any] = head() | {"load": os.getloadavg()[0], "looks": {}}
    with fitting() as mirror:
        for path in looks:
            look = Decoded.open(path)
            glb = mirrored(look)
            mirror.dress(glb)
            rows: dict[str, Any] = {"kilobytes": len(glb) / 1000, "overlap": {}, "ms": 0.0}
            times = []
            for name, (clip, second, turn, whole) in MOMENTS.items():
                if clip not in look.clips:
                    continue
                lens = SHELF if whole else DESK
                person = dressed(look, clip, second, "porcelain")
                taken = shot(Person(person.surfaces[:1], person.joints), lens, turn)
                drawn, ms = mirror.wear(taken, tracked(taken))
                true = cloth_seen(person, lens, turn)
                rows["overlap"][name] = float((drawn & true).sum() / (drawn | true).sum())
                times.append(ms)
            rows["ms"] = median(times)
            told["looks"][look.extras["frontrow"]["slug"]] = rows
    if as_json:
        return click.echo(json.dumps(told, indent=2))
    click.echo(f"{told['machine']}, load {told['load']:.1f}; drawn by SwiftShader")
    lines = [
        [slug, f"{row['kilobytes']:.0f}", f"{row['ms']:.0f}", *(_cell(row["overlap"].get(name)) for name in MOMENTS)]
        for slug, row in told["looks"].items()
    ]
    click.echo(table(["look", "kB", "ms", *MOMENTS], lines))
    every = [share for row in told["looks"].values() for share in row["overlap"].values()]
    click.echo(f"overlap: median {np.median(every):.1%}, least {min(every):.1%}")


def _cell(share: float | None) -> str:
    return "" if share is None else f"{share:.1%}"
