"""Runs in obp's own environment: its estimators on the rows it is given. `ask_obp.py IN.npz OUT.json`."""

import json
import sys

import numpy as np
from obp.ope import DoublyRobust, InverseProbabilityWeighting, SelfNormalizedInverseProbabilityWeighting

given = np.load(sys.argv[1])
times, seed = int(given["times"]), int(given["seed"])
rows = {
    "reward": given["reward"],
    "action": given["action"],
    "pscore": given["logged"],
    "position": np.zeros(len(given["reward"]), int),  # the chances below are of each row's own position
    "action_dist": given["chances"][given["position"]][:, :, None],
}
guesses = given["guesses"][:, :, None]
found = {}
for name, estimator, more in (
    ("ips", InverseProbabilityWeighting(), {}),
    ("snips", SelfNormalizedInverseProbabilityWeighting(), {}),
    ("dr", DoublyRobust(), {"estimated_rewards_by_reg_model": guesses}),
):
    interval = estimator.estimate_interval(**rows, **more, n_bootstrap_samples=times, random_state=seed)
    low, high = (bound for key, bound in interval.items() if key != "mean")
    found[name] = {"value": float(estimator.estimate_policy_value(**rows, **more)), "low": low, "high": high}
with open(sys.argv[2], "w") as out:
    json.dump(found, out)
