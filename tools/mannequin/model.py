"""Step 4: principal components of the drawn adults on the closed skin; everything stays in blend-shape
space."""

import numpy as np

MODES = 64


def symmetric(x, mirror):
    """The mean of positions (..., n, 3) and their mirror image."""
    return 0.5 * (x + x[..., mirror, :] * np.array([-1, 1, 1]))


def area_weights(p, triangles, light):
    """(n,) vertex areas summing to one; triangles marked `light` (head, hands, feet) count a quarter."""
    e = p[triangles]
    area = np.linalg.norm(np.cross(e[:, 1] - e[:, 0], e[:, 2] - e[:, 0]), axis=1) / 2
    w = np.bincount(triangles.ravel(), np.repeat(area / 3, 3), len(p))
    soft = np.zeros(len(p), bool)
    soft[triangles[light]] = True
    soft[triangles[~light]] = False
    w[soft] *= 0.25
    return w / w.sum()


def components(c, skin, joints, w, joint_share=0.3):
    """Mean coefficients (R,), standard deviations (K,), directions (R, K) in blend space and scores (N, K).

    skin: (R, n, 3) and joints: (R, J, 3) blend shapes; c: (N, R) drawn adults.
    """
    r = len(skin)
    wj = joint_share / joints.shape[1]
    a = np.concatenate([(skin * np.sqrt(w)[None, :, None]).reshape(r, -1), (joints * np.sqrt(wj)).reshape(r, -1)], 1)
    gram = a @ a.T
    mu, cov = c.mean(0), np.cov(c.T)
    ev, u = np.linalg.eigh(gram)
    ev = np.maximum(ev, 0)
    root = u * np.sqrt(ev)
    var, q = np.linalg.eigh(root.T @ cov @ root)
    order = np.argsort(var)[::-1][:MODES]
    sd, q = np.sqrt(var[order]), q[:, order]
    directions = (u / np.sqrt(np.maximum(ev, 1e-12 * ev.max()))) @ q
    return mu, sd, directions * sd, ((c - mu) @ root @ q) / sd


def priors(scores, who):
    """For each sex: regression (3, K) of the scores on [1, (years - 45) / 20, muscle - 0.5] and what is
    left (K, K)."""
    out = {}
    for s, chosen in (("f", who["sex"] > 0.85), ("m", who["sex"] < 0.15)):
        x = np.stack([np.ones(chosen.sum()), (who["years"][chosen] - 45) / 20, who["muscle"][chosen] - 0.5], 1)
        regression, *_ = np.linalg.lstsq(x, scores[chosen], rcond=None)
        spread = np.linalg.cholesky(np.cov((scores[chosen] - x @ regression).T))
        out[s] = (regression, spread)
    return out
