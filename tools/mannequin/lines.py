"""Step 5b: the lines of the base layer, the hair and the lips, cut into the left half of the mesh.

Labels of triangles: 0 skin, 1 base layer of both, 2 shoe, 3 hair, 4 lips, 5 eyes, 6 base layer of women
only, 7 of men only (women wear a strapless body to the upper thigh, men longer shorts).
"""

import numpy as np
import trimesh
from scipy.interpolate import PchipInterpolator
from sheet import cut

HAIR = 0.0055  # how far the cap stands off the scalp, metres


def smooth(x, a, b):
    t = np.clip((x - a) / (b - a), 0, 1)
    return t * t * (3 - 2 * t)


def lines(sheet, names, joint):
    """name -> (field of positions, vertices where it means anything); inside is positive."""
    p, marks = sheet.mean, sheet.marks
    arm = sheet.skin[:, [i for i, n in enumerate(names) if n.split(".")[0] in ARM]].sum(1)
    y = {k: p[v, 1] for k, v in marks.items()}
    bust, waist, crotch = y["bust_l"], y["waist_front"], y["crotch"]
    trunk = (arm < 0.35) & (p[:, 1] < bust + 0.2) & (p[:, 1] > crotch - 0.4)
    head = p[:, 1] > y["nape"] - 0.02
    hip = joint["thigh.L"]

    def above_breast(q):  # higher at the front, dipping towards the back
        return bust + 0.052 - 0.060 * smooth(-q[:, 2], -0.02, 0.06) - q[:, 1]

    def leg_of_body(q):  # rises towards the outside of the thigh
        return q[:, 1] - (crotch - 0.052 + 0.085 * smooth(q[:, 0], 0.02, hip[0] + 0.05))

    def waistband(q):
        return waist - 0.022 - q[:, 1] + 0.012 * smooth(-q[:, 2], -0.02, 0.06)

    def leg_of_shorts(q):
        return q[:, 1] - (crotch - 0.115)

    hairline = hair_spline(p, marks)
    lips = lip_field(p, sheet)
    return {
        "breast": (above_breast, trunk),
        "waistband": (waistband, trunk),
        "body leg": (leg_of_body, trunk),
        "shorts leg": (leg_of_shorts, trunk),
        "hair": (hairline, head),
        "lips": (lips, head & (p[:, 2] > 0.1)),
    }


ARM = ("upper_arm", "upper_arm_twist", "forearm", "forearm_twist", "hand")


def hair_spline(p, marks):
    """Height of the hairline by depth: forehead, temple, over the ear, down behind it to the nape."""
    top = p[marks["top"]]
    knots = np.array([(-0.060, 0.690), (-0.035, 0.705), (-0.005, 0.728), (0.015, 0.750), (0.030, 0.773), (0.045, 0.784),
                      (0.060, 0.782), (0.068, 0.766), (0.076, 0.752), (0.084, 0.765), (0.094, 0.795), (0.108, 0.821),
                      (0.130, 0.836), (0.170, 0.840)])  # fmt: skip
    knots[:, 1] += top[1] - 0.8819
    spline = PchipInterpolator(knots[:, 0], knots[:, 1])
    return lambda q: q[:, 1] - spline(np.clip(q[:, 2], knots[0, 0], knots[-1, 0]))


def lip_field(p, sheet):
    """An ellipse round the mouth, with a slight bow above."""
    mouth = np.unique(sheet.triangles[sheet.labels == 9]) if (sheet.labels == 9).any() else None
    y0 = p[mouth, 1].mean() if mouth is not None else 0.7026
    half = 0.0255

    def field(q):
        x = np.abs(q[:, 0]) / half
        dy = q[:, 1] - y0
        upper = 0.0085 * np.sqrt(np.maximum(1 - x**2, 0)) * (1 - 0.22 * np.exp(-((x / 0.16) ** 2))) * (1 - 0.25 * x)
        lower = 0.0105 * np.sqrt(np.maximum(1 - x**2, 0))
        inside = np.where(dy > 0, upper - dy, lower + dy)
        return np.where(x < 1, inside, -np.abs(x - 1) * half - np.abs(dy))

    return field


def cut_lines(sheet, names, joint):
    for name in ("breast", "waistband", "body leg", "shorts leg", "hair", "lips"):
        field, only = lines(sheet, names, joint)[name]
        cut(sheet, field, only=only)


def raise_hair(sheet, names, joint):
    """Lift the cap off the scalp, within half an inch of its edge."""
    field, head = lines(sheet, names, joint)["hair"]
    p = sheet.mean
    normals = trimesh.Trimesh(p, sheet.triangles, process=False).vertex_normals.copy()
    normals[np.abs(p[:, 0]) < 1e-7, 0] = 0
    normals /= np.linalg.norm(normals, axis=1, keepdims=True)
    lift = HAIR * np.sqrt(smooth(field(p), 0.0, 0.012)) * head
    sheet.positions[:, 0] += lift[:, None] * normals


def zone_of(sheet, names, joint):
    """(t,) label of each triangle of the cut half mesh."""
    p = sheet.mean
    centre = p[sheet.triangles].mean(1)
    out = np.zeros(len(centre), int)
    every = lines(sheet, names, joint)

    def inside(name):
        field, only = every[name]
        return (field(centre) > 0) & only[sheet.triangles].any(1)

    trunk = every["breast"][1][sheet.triangles].any(1)
    women = trunk & inside("breast") & inside("body leg")
    men = trunk & inside("waistband") & inside("shorts leg")
    out[women & ~men] = 6
    out[men & ~women] = 7
    out[men & women] = 1
    out[inside("lips")] = 4
    out[sheet.labels == 1] = 5
    out[inside("hair")] = 3
    out[sheet.labels == 2] = 2
    return out
