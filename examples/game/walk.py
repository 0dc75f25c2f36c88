"""A look of Front Row in a game: fetched over the API, walking on its own rig in Panda3D.

    pip install panda3d panda3d-gltf
    python examples/game/walk.py http://127.0.0.1:8000 ondo-01

`--frames N` plays N frames without a window and says where the feet went, which is how it is tested.
"""

import argparse
import json
import tempfile
import urllib.request
from pathlib import Path


def fetched(site: str, look: str, folder: Path) -> tuple[Path, str]:
    """The look's GLB in `folder`, and the line that its licence asks for."""
    with urllib.request.urlopen(f"{site}/api/looks/{look}", timeout=20) as answer:
        facts = json.load(answer)
    files = {file["ending"]: file["url"] for file in facts["files"]}
    if "game.glb" not in files:
        raise SystemExit(f"{look} is not given out as files ({facts['licence']}); choose another look.")
    target = folder / f"{look}.glb"
    with urllib.request.urlopen(site + files["game.glb"], timeout=60) as answer:
        target.write_bytes(answer.read())
    return target, f"“{facts['title']}” by {facts['house']['name']}, {facts['licence']}"


def main() -> None:
    parser = argparse.ArgumentParser(description="A look of Front Row in a game.")
    parser.add_argument("site", help="address of a Front Row, such as http://127.0.0.1:8000")
    parser.add_argument("look", help="name of a look that is given out, such as ondo-01")
    parser.add_argument("--frames", type=int, default=0, help="play so many frames without a window, then stop")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path, credit = fetched(asked.site.rstrip("/"), asked.look, Path(folder))
        play(path, credit, asked.frames)


def play(path: Path, credit: str, frames: int) -> None:
    """Walk the look in circles, its credit in the corner; 1 metre is 1 unit, Panda3D's Z is up."""
    from panda3d.core import Filename, loadPrcFileData

    loadPrcFileData("", "audio-library-name null" + ("\nwindow-type none" if frames else ""))
    from direct.actor.Actor import Actor
    from direct.showbase.ShowBase import ShowBase

    base = ShowBase(windowType="none" if frames else "onscreen")
    figure = Actor(Filename.fromOsSpecific(str(path)))
    figure.reparentTo(base.render)
    foot = figure.exposeJoint(None, "modelRoot", "foot.L")
    if frames:
        heights = []
        for frame in range(frames):
            figure.pose("walk", frame % figure.getNumFrames("walk"))
            figure.update(force=True)
            heights.append(foot.getPos(base.render).z)
        print(json.dumps({"credit": credit, "clips": figure.getAnimNames(), "lift": max(heights) - min(heights)}))
        return
    from direct.gui.OnscreenText import OnscreenText

    OnscreenText(credit, pos=(-1.3, -0.95), scale=0.04, align=0)
    figure.loop("walk")
    base.disableMouse()
    base.camera.setPos(0, -6, 1.4)
    base.camera.lookAt(0, 0, 0.9)
    base.taskMgr.add(lambda task: figure.setH(20 * task.time) or task.cont, "turn")
    base.run()


if __name__ == "__main__":
    main()
