"""Stage 3: fit and report."""
import json
from pathlib import Path

import pandas as pd
from sklearn.ensemble import GradientBoostingRegressor
from sklearn.metrics import mean_absolute_error, r2_score

fit = pd.read_parquet("build/table_fit.parquet")
out = pd.read_parquet("build/table_out.parquet")
gbm = GradientBoostingRegressor(n_estimators=400, learning_rate=0.04, max_depth=4, random_state=0)
gbm.fit(fit.drop(columns="biomass"), fit["biomass"])
pred = gbm.predict(out.drop(columns="biomass"))
scores = {"mae": mean_absolute_error(out["biomass"], pred), "r2": r2_score(out["biomass"], pred)}
Path("build/metrics.json").write_text(json.dumps(scores))
