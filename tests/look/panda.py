"""Opens a GLB in the Panda3D engine without a window, plays its walk, and tells where a joint went as JSON."""

import json
import sys

from panda3d.core import Filename, loadPrcFileData

loadPrcFileData("", "window-type none\naudio-library-name null")

from direct.actor.Actor import Actor  # noqa: E402  # reads the settings above
from direct.showbase.ShowBase import ShowBase  # noqa: E402

ShowBase(windowType="none")
actor = Actor(Filename.fromOsSpecific(sys.argv[1]))
feet, tall = [], []
for frame in range(actor.getNumFrames("walk")):
    actor.pose("walk", frame)
    actor.update(force=True)
    low, high = actor.getTightBounds()
    tall.append(high.z - low.z)
    feet.append(list(actor.exposeJoint(None, "modelRoot", sys.argv[2]).getPos(actor)))
print(json.dumps({"clips": actor.getAnimNames(), "seconds": actor.getDuration("walk"), "feet": feet, "tall": tall}))
