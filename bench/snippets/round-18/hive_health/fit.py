import json
import sys

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score


def main(work):
    train, test = (np.load(f"{work}/{name}.npz") for name in ("train", "test"))
    model = LogisticRegression(C=0.5, max_iter=1000).fit(train["X"], train["y"])
    auc = roc_auc_score(test["y"], model.predict_proba(test["X"])[:, 1])
    with open(f"{work}/metrics.json", "w") as handle:
        json.dump({"auc": auc}, handle)


if __name__ == "__main__":
    main(sys.argv[1])
