import json
from pathlib import Path

import pandas as pd
import yaml
from sklearn.gaussian_process import GaussianProcessRegressor
from sklearn.gaussian_process.kernels import RBF, ConstantKernel, WhiteKernel
from sklearn.metrics import mean_squared_error
from sklearn.model_selection import train_test_split


def main():
    params = yaml.safe_load(Path("params.yaml").read_text())["train"]
    beets = pd.read_parquet("work/beets.parquet")
    x, y = beets.drop(columns="sugar_pct"), beets["sugar_pct"]
    x_a, x_b, y_a, y_b = train_test_split(
        x, y, test_size=params["test_share"], random_state=params["seed"]
    )
    kernel = ConstantKernel() * RBF(length_scale=5.0) + WhiteKernel()
    gp = GaussianProcessRegressor(kernel, normalize_y=True, random_state=params["seed"])
    gp.fit(x_a, y_a)
    rmsep = mean_squared_error(y_b, gp.predict(x_b)) ** 0.5
    Path("metrics.json").write_text(json.dumps({"rmsep": rmsep, "n": len(y_b)}))


if __name__ == "__main__":
    main()
