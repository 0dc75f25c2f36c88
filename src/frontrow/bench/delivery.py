"""`frontrow bench delivery`: one look as our files and as the best that general tools make of it, in one table.

Peers: gltfpack (meshoptimizer, MIT), gltf-transform with meshopt and with Draco (MIT), and plain glTF. Each of them
starts from the same plain glTF with 24 shapes and the body that our nearest file has, and is given the fewest bits a
position that keep the 95th percentile of the distance to the simulation within 2 mm. Distances and normals are those
that a browser shows, read back from its graphics card at six moments of the walk; decoding is timed there too, on the
thread that draws, from bytes to meshes that can be uploaded: the median of fifteen.
"""

import gzip
import json
import shutil
import subprocess
import tempfile
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from statistics import median
from typing import Any

import click
import numpy as np
from numpy.typing import NDArray

from frontrow.bench._browser import page, rows
from frontrow.bench._plain import plain
from frontrow.body import clips, walk
from frontrow.errors import UserError
from frontrow.look.decode import Decoded
from frontrow.look.dress import QUALITIES, Dresser
from frontrow.look.fidelity import Fidelity, Places, angle
from frontrow.look.level import LEVELS, NEAR, Level
from frontrow.look.maker import sewn
from frontrow.look.mesh import vertex_normals
from frontrow.look.ready import Ready, ready
from frontrow.look.spec import LookSpec, finish_of, load, wearer

Array = NDArray[Any]

LOOKS = [Path("season/looks/vardholm-03.yaml"), Path("season/looks/serein-02.yaml")]
FINE = Level("plain.glb", 10**9, (2e-5, 2e-5), (0.0,), NEAR.body, 24, -15, -14, 1, (8, 8))
BITS = (8, 9, 10, 11, 12, 14)
GOAL_MM = 2.0
MOMENTS = 6
TIMES = 15
PORT = 8377
LINE = (
    "{name:28} {bytes:>9,} B  {wire:>9,} B on the wire  p95 {p95_mm:5.2f} mm  "
    "normals {mean_degrees:5.2f}° (p95 {p95_degrees:5.2f}°)  decode {decode_ms:5.1f} ms (parse {parse_ms:.1f})"
)


@dataclass(frozen=True)
class Row:
    """A file: bytes, bytes gzipped as we serve it, error as shown, and milliseconds until it can be uploaded."""

    name: str
    bytes: int
    wire: int
    mean_mm: float
    p95_mm: float
    mean_degrees: float
    p95_degrees: float
    parse_ms: float
    decode_ms: float


@click.command(help="Looks as our three files beside gltfpack, gltf-transform and plain glTF, as a browser shows them.")
@click.option(
    "--look",
    "looks",
    type=click.Path(path_type=Path),
    multiple=True,
    default=LOOKS,
    show_default=True,
    help="A look file; may be given again.",
)
@click.option("--draft", is_flag=True, help="A coarse mesh, quickly made.")
@click.option("--tools", type=click.Path(path_type=Path), help="Folder whose node_modules/.bin has the peers.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(looks: tuple[Path, ...], draft: bool, tools: Path | None, as_json: bool) -> None:
    peers = {name: _tool(name, tools) for name in ("gltfpack", "gltf-transform")}
    missing = [name for name, path in peers.items() if not path]
    note = f"{' and '.join(missing)} missing: npm install --prefix DIR gltfpack @gltf-transform/cli, then --tools DIR"
    found = []
    for look in looks:
        made = _dressed(load(look), "draft" if draft else "full")
        with tempfile.TemporaryDirectory() as folder, page("delivery", PORT) as tab:
            table = _table(made, Path(folder), tab, {k: v for k, v in peers.items() if v})
        found.append({"look": str(look), "rows": [asdict(row) for row in table]})
        if not as_json:
            click.echo(str(look))
            for row in table:
                click.echo("  " + LINE.format(**asdict(row)))
    if as_json:
        click.echo(json.dumps({"looks": found} | ({"missing": note} if missing else {}), indent=1))
    elif missing:
        click.echo(note)


def _dressed(spec: LookSpec, quality: str) -> Ready:
    """The look, simulated: its walk alone."""
    body, finish, careful = wearer(spec.body), finish_of(spec.finish), replace(QUALITIES[quality], moves=False)
    garments, able = sewn(spec, body, careful.resolution, careful.rough), clips(body)
    worn = Dresser(body, able, careful, spec.seed, lambda step, share: None).wear(
        [g.sewn for g in garments], [g.fabric for g in garments]
    )
    return ready(spec, body, finish, walk(body), {"walk": able["walk"]}, garments, worn)


def _tool(name: str, tools: Path | None) -> str | None:
    return shutil.which(name, path=str(tools / "node_modules" / ".bin")) if tools else shutil.which(name)


def _table(made: Ready, folder: Path, tab: Any, peers: dict[str, str]) -> list[Row]:
    start = folder / "plain.glb"
    start.write_bytes(plain(Decoded(made.packed(FINE))))
    table = []
    for level in LEVELS:
        (folder / level.file).write_bytes(made.packed(level))
        table.append(_row(f"Front Row {level.file}", folder / level.file, made, tab))
    table.append(_row("plain glTF", start, made, tab))
    for name, arguments in _commands(peers).items():
        for bits in BITS:
            row = _try(f"{name} {bits} bits", [a.format(bits=bits) for a in arguments], start, made, tab)
            if row.p95_mm <= GOAL_MM:
                break
        table.append(row)
    return table


def _commands(peers: dict[str, str]) -> dict[str, list[str]]:
    """Command lines with {bits}; input and output follow as `IN` and `OUT`."""
    out = {}
    if tool := peers.get("gltfpack"):
        out["gltfpack -cc"] = [tool, "-i", "IN", "-o", "OUT", "-cc", "-kn", "-vp", "{bits}", "-af", "0"]
    if tool := peers.get("gltf-transform"):
        bits = ["--quantize-position", "{bits}"]
        out["gltf-transform meshopt"] = [tool, "meshopt", "IN", "OUT", "--level", "high", *bits]
        out["gltf-transform draco"] = [tool, "draco", "IN", "OUT", *bits]
    return out


def _try(name: str, arguments: list[str], start: Path, made: Ready, tab: Any) -> Row:
    out = start.with_name("peer.glb")
    out.unlink(missing_ok=True)
    line = [{"IN": str(start), "OUT": str(out)}.get(a, a) for a in arguments]
    done = subprocess.run(line, capture_output=True, text=True)
    if not out.exists():
        raise UserError(f"{line[0]} made no file: {(done.stderr or done.stdout).strip().splitlines()[-1]}")
    return _row(name, out, made, tab)


def _row(name: str, path: Path, made: Ready, tab: Any) -> Row:
    url = f"/@fs{path}?{path.stat().st_mtime_ns}"
    data = path.read_bytes()
    error = shown_error(made, url, tab)
    took = tab.evaluate("([url, times]) => delivery.decode(url, times)", [url, TIMES])
    parse = median(took["parse"])
    whole = median(a + b for a, b in zip(took["parse"], took["prepare"], strict=True))
    errors = {k: v for k, v in asdict(error).items() if k != "max_mm"}
    return Row(name, len(data), len(gzip.compress(data, 6)), **errors, parse_ms=parse, decode_ms=whole)


def shown_error(made: Ready, url: str, tab: Any) -> Fidelity:
    """How far the file's cloth, as the browser shows it, is from the simulation."""
    frames = {cloth.name: np.asarray(cloth.frames, np.float64) for cloth in made.garments}
    count = len(next(iter(frames.values())))
    some = np.arange(0, count, count // MOMENTS)[:MOMENTS]
    seconds = [float(made.clips["walk"].seconds * f / count) for f in some]
    shown = tab.evaluate("([url, seconds]) => delivery.shown(url, seconds)", [url, seconds])
    far, turned = [], []
    for cloth, mesh in zip(made.garments, shown, strict=True):
        index = rows(mesh["index"], np.uint32, 3).astype(np.int64)
        places = [rows(text, np.float32, 3).astype(np.float64) for text in mesh["places"]]
        normals = [rows(text, np.float32, 3).astype(np.float64) for text in mesh["normals"]]
        meant = frames[cloth.name][some]
        at = Places.of(np.concatenate(list(meant[::2]), axis=1), np.concatenate(places[::2], axis=1), index)
        faces = cloth.weld[cloth.triangles]
        for x, place, normal in zip(meant, places, normals, strict=True):
            far.append(np.linalg.norm(at(place) - x, axis=1))
            turned.append(angle(at(normal), vertex_normals(x, faces)))
    return Fidelity.of(np.concatenate(far), np.concatenate(turned))
