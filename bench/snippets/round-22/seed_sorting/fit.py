import json
from pathlib import Path

import numpy as np
import yaml
from sklearn.metrics import accuracy_score, f1_score
from sklearn.neural_network import MLPClassifier


def main():
    params = yaml.safe_load(Path("params.yaml").read_text())
    seeds = np.load("work/seeds.npz")
    best, best_score = None, -1.0
    for hidden in params["hidden"]:
        net = MLPClassifier(hidden_layer_sizes=(hidden,), alpha=1e-3, max_iter=1500, random_state=params["seed"])
        net.fit(seeds["x_train"], seeds["y_train"])
        score = accuracy_score(seeds["y_valid"], net.predict(seeds["x_valid"]))
        print(f"{hidden} units: {score:.4f}")
        if score > best_score:
            best, best_score = net, score

    guess = best.predict(seeds["x_test"])
    metrics = {
        "hidden": best.hidden_layer_sizes[0],
        "valid_accuracy": round(best_score, 4),
        "test_accuracy": round(accuracy_score(seeds["y_test"], guess), 4),
        "test_macro_f1": round(f1_score(seeds["y_test"], guess, average="macro"), 4),
    }
    Path("metrics.json").write_text(json.dumps(metrics, indent=2))


if __name__ == "__main__":
    main()
