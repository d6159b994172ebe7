import json

import numpy as np
import yaml
from sklearn.kernel_ridge import KernelRidge
from sklearn.metrics import mean_absolute_error

alphas = yaml.safe_load(open("params.yaml"))["model"]["alphas"]
train, valid, test = (np.load(f"data/{name}.npz") for name in ("train", "valid", "test"))
models = [KernelRidge(alpha=a, kernel="laplacian").fit(train["X"], train["y"]) for a in alphas]
errors = [mean_absolute_error(valid["y"], m.predict(valid["X"])) for m in models]
best = int(np.argmin(errors))
with open("metrics.json", "w") as handle:
    json.dump({
        "alpha": alphas[best],
        "valid_mae": errors[best],
        "test_mae": mean_absolute_error(test["y"], models[best].predict(test["X"])),
    }, handle)
