"""Trees that will have to be felled within five years."""
import json
import sys
from pathlib import Path

import numpy as np
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import average_precision_score, roc_auc_score


def main(folder):
    learn = np.load(Path(folder) / "learn.npz")
    judge = np.load(Path(folder) / "judge.npz")
    forest = RandomForestClassifier(
        n_estimators=800, min_samples_leaf=8, class_weight="balanced", random_state=61
    )
    forest.fit(learn["X"], learn["y"])
    risk = forest.predict_proba(judge["X"])[:, 1]
    report = {
        "auc": roc_auc_score(judge["y"], risk),
        "average_precision": average_precision_score(judge["y"], risk),
    }
    Path("metrics.json").write_text(json.dumps(report, indent=2))
    print(report)


if __name__ == "__main__":
    main(sys.argv[1])
