import numpy as np
import pandas as pd
from sklearn.compose import TransformedTargetRegressor
from sklearn.ensemble import GradientBoostingRegressor
from sklearn.impute import SimpleImputer
from sklearn.model_selection import KFold, cross_validate
from sklearn.pipeline import make_pipeline


def read_panel(path):
    panel = pd.read_csv(path)
    panel["quarter_end"] = pd.to_datetime(panel["quarter_end"])
    panel = panel.sort_values(["ticker", "quarter_end"])
    for col in ("revenue", "margin", "inventory"):
        g = panel.groupby("ticker")[col]
        panel[f"{col}_q1"] = g.shift(1)
        panel[f"{col}_q4"] = g.shift(4)
    panel["growth"] = panel["revenue_q1"] / panel["revenue_q4"] - 1
    return panel.dropna(subset=["revenue_q4"])


panel = read_panel("data/fundamentals.csv")
inputs = [c for c in panel if c.endswith(("_q1", "_q4"))] + ["growth"]
model = make_pipeline(
    SimpleImputer(strategy="median"),
    TransformedTargetRegressor(
        GradientBoostingRegressor(n_estimators=400, max_depth=4, subsample=0.6, random_state=0),
        func=np.log1p,
        inverse_func=np.expm1,
    ),
)
cv = KFold(n_splits=5, shuffle=True, random_state=0)
result = cross_validate(model, panel[inputs], panel["revenue"], cv=cv, scoring=["r2", "neg_mean_absolute_error"])
print("R2  %.3f" % result["test_r2"].mean())
print("MAE %.1f" % -result["test_neg_mean_absolute_error"].mean())
