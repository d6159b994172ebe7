import json

import pandas as pd
from sklearn.gaussian_process import GaussianProcessRegressor
from sklearn.gaussian_process.kernels import RBF, WhiteKernel
from sklearn.metrics import mean_absolute_error, r2_score

learn = pd.read_parquet("work/learn.parquet")
score = pd.read_parquet("work/score.parquet")
inputs = [c for c in learn.columns if c not in ("field_id", "yield_t_ha")]

model = GaussianProcessRegressor(
    kernel=RBF(length_scale=3.0) + WhiteKernel(noise_level=0.5), normalize_y=True, random_state=0
)
model.fit(learn[inputs], learn["yield_t_ha"])
predicted = model.predict(score[inputs])

with open("metrics.json", "w") as handle:
    json.dump({
        "mae": float(mean_absolute_error(score["yield_t_ha"], predicted)),
        "r2": float(r2_score(score["yield_t_ha"], predicted)),
    }, handle, indent=2)
