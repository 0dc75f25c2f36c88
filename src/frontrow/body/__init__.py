"""The mannequin: shape from measurements, size charts, rig, poses, the walk, shoes, finishes."""

from frontrow.body.body import Body, fit
from frontrow.body.charts import CHARTS, NAMED, SIZES, TEN, chart_measurements, named_body, size_body
from frontrow.body.clip import JOINS, Clip
from frontrow.body.clips import clips
from frontrow.body.finish import FINISHES, Finish
from frontrow.body.labels import SYSTEMS, Label, label, labels, size_table
from frontrow.body.mannequin import Mannequin, mannequin
from frontrow.body.measurements import Measurements
from frontrow.body.pose import joint_transforms, pose, pose_frames
from frontrow.body.poses import Motion, Pose, approach, dressing_pose, seated, stand
from frontrow.body.walk import Walk, walk

__all__ = [
    "CHARTS",
    "FINISHES",
    "JOINS",
    "NAMED",
    "SIZES",
    "SYSTEMS",
    "TEN",
    "Body",
    "Clip",
    "Finish",
    "Label",
    "Mannequin",
    "Measurements",
    "Motion",
    "Pose",
    "Walk",
    "approach",
    "chart_measurements",
    "clips",
    "dressing_pose",
    "fit",
    "joint_transforms",
    "label",
    "labels",
    "mannequin",
    "named_body",
    "pose",
    "pose_frames",
    "seated",
    "size_body",
    "size_table",
    "stand",
    "walk",
]
